import type { Note } from "../messages/note.ts";
import { checkIntensities } from "../processing/check-intensities.ts";
import type { Box } from "../volume/box.ts";
import { type Mask, selectLabel } from "../volume/mask.ts";
import { gridOf, type Volume } from "../volume/volume.ts";
import { type Diagnostic, diagnoseImage, diagnoseLabels, diagnoseMask } from "./diagnostics.ts";
import { maskOnImage } from "./mask-geometry.ts";
import { normalise } from "./normalise.ts";
import type { PyradiomicsSettings } from "./params/settings-schema.ts";
import { fileTypeOf, inTypeOf, type PixelType, pixelTypeOf } from "./pixel-type.ts";
import { checkRegion } from "./region-checks.ts";
import { cutOut, type Pair, resample } from "./resampling/resample.ts";
import { resegment } from "./resegment.ts";
import { wholeLabels } from "./whole-labels.ts";

/** An image and its region, ready for image types. */
export interface Prepared {
  /** Normalised and resampled or cut out, as settings ask for. */
  readonly image: Volume;
  /** The region that features are measured in. */
  readonly mask: Mask;
  /** The region that shape is measured of. */
  readonly shapeMask: Mask;
  /** The box that images are cut to: that of `mask`. */
  readonly box: Box;
  readonly diagnostics: readonly Diagnostic[];
  readonly notes: readonly Note[];
}

/**
 * The steps before image types, in PyRadiomics' order: normalisation of the whole image, resampling or cutting
 * out, checks of the region, re-segmentation.
 *
 * @param given a mask of 0 and 1, or a label map
 * @param type what resampled intensities are numbers of
 * @throws VoxomicsError as `extractPyradiomics` does
 */
export function prepare(
  image: Volume,
  given: Volume,
  settings: PyradiomicsSettings,
  type: PixelType = fileTypeOf(image),
): Prepared {
  const { labels, notes } = wholeLabels(given);
  const region = onlyGrid(selectLabel(labels, settings.label));
  const tells = settings.additionalInfo;
  const loaded = loadedPair(
    { image: inTypeOf(onlyGrid(image), type), mask: region },
    settings,
    type,
  );
  const placed = maskOnImage(loaded.image, loaded.mask, settings);
  const box = checkRegion(placed.mask, settings);
  checkIntensities(loaded.image, placed.mask);

  const { resegmentRange } = settings;
  const kept =
    resegmentRange === null
      ? null
      : resegment(loaded.image, placed.mask, { ...settings, resegmentRange });
  const diagnostics = tells
    ? [
        ...diagnoseImage(image, "original"),
        ...diagnoseLabels(labels),
        ...diagnoseMask(region, "original", null),
        ...(loaded.resampled
          ? [
              ...diagnoseImage(loaded.image, "interpolated"),
              ...diagnoseMask(loaded.mask, "interpolated", loaded.image),
            ]
          : []),
        ...(placed.corrected ? diagnoseMask(placed.mask, "corrected", loaded.image) : []),
        ...(kept === null ? [] : diagnoseMask(kept, "resegmented", loaded.image)),
      ]
    : [];
  return {
    image: loaded.image,
    mask: kept ?? placed.mask,
    shapeMask: settings.resegmentShape && kept !== null ? kept : placed.mask,
    box: kept === null ? box : checkRegion(kept, settings),
    diagnostics,
    notes: [...notes, ...loaded.notes, ...placed.notes],
  };
}

interface Loaded extends Pair {
  readonly resampled: boolean;
  readonly notes: readonly Note[];
}

function loadedPair({ image, mask }: Pair, settings: PyradiomicsSettings, type: PixelType): Loaded {
  const scaled = settings.normalize ? normalise(image, settings) : image;
  const { resampledPixelSpacing, interpolator, padDistance } = settings;
  if (resampledPixelSpacing !== null && interpolator !== null) {
    const rules = { resampledPixelSpacing, interpolator, padDistance };
    const numbers = settings.normalize ? pixelTypeOf(scaled.data) : type;
    return { ...resample({ image: scaled, mask }, rules, numbers), resampled: true, notes: [] };
  }
  if (!settings.preCrop) return { image: scaled, mask, resampled: false, notes: [] };
  const placed = maskOnImage(scaled, mask, settings);
  const box = checkRegion(placed.mask, settings);
  const cut = cutOut({ image: scaled, mask: placed.mask }, box, padDistance);
  return { ...cut, resampled: false, notes: placed.notes };
}

/** A volume without what is known of it beyond its grid: PyRadiomics takes the thickness of a slice as it is. */
function onlyGrid<V extends Volume>({ data, ...volume }: V): Volume<V["data"]> {
  return { ...gridOf(volume), data };
}
