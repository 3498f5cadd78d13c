// Zwanenburg et al., Assessing robustness of radiomic features by image perturbation, Scientific
// Reports 9 (2019) 614, https://doi.org/10.1038/s41598-018-36938-4

import { randomStream } from "../math/random.ts";
import { findNonFinite } from "../processing/check-intensities.ts";
import type { NonFinite } from "../processing/finite-mask.ts";
import { refuseSplines } from "../processing/finite-mask.ts";
import { imageNormaliser } from "../processing/normalise.ts";
import { reframe } from "../processing/resample.ts";
import type { ResampleSettings } from "../processing/resample-settings.ts";
import { resampleSchema } from "../processing/resample-settings.ts";
import { checkValue, completed } from "../schema/check.ts";
import { checkOptions } from "../schema/check-options.ts";
import { choice } from "../schema/values.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { SettingsInput } from "../settings/settings.ts";
import { alignMask } from "../volume/align-mask.ts";
import { type Box, boundingBox, intersectBoxes, wholeBox, widenBox } from "../volume/box.ts";
import { countVoxels, type Mask, toMask } from "../volume/mask.ts";
import { mapVec3 } from "../volume/vec3.ts";
import { checkVolume, gridOf, identityOf, thicknessOf, type Volume } from "../volume/volume.ts";
import { splitAngle } from "./angle.ts";
import { contourReach, drawContour } from "./contour.ts";
import { moveImage } from "./move-image.ts";
import { moveMask, withinField } from "./move-mask.ts";
import { fieldInMoved, gridOfBox, inField, type MovedGrid, moveGrid } from "./moved-grid.ts";
import { estimateNoise } from "./noise.ts";
import {
  chainOf,
  completePerturbation,
  drawPerturbation,
  type FullPerturbation,
  type Perturbation,
} from "./perturbation.ts";
import { turnAxes, turnBox, turnGrid } from "./quarter-turns.ts";
import { samplesBySpline } from "./sample-moved.ts";
import { type BoxedMask, resizeMask } from "./volume-change.ts";

/** How an image is resampled and cut while it is perturbed. */
export interface PerturbOptions {
  /**
   * Normalisation as in the settings of `extract`, of the image before it is perturbed, over the region as it then is;
   * null (default) for none.
   */
  readonly normalise?: SettingsInput["normalise"];
  /** White matter or the brain, as in the options of `extract`. */
  readonly whiteMatter?: Volume | undefined;
  /** Resampling as in the settings of `extract`; null (default) keeps the image's spacing. */
  readonly resample?: SettingsInput["resample"];
  /** The centre of rotations: that of the image (default) or of the region's box. */
  readonly centre?: "image" | "region";
  /** How much of the image around the region is kept, in mm; null (default) keeps the whole image. */
  readonly margin?: number | null;
  /**
   * Voxels without a finite intensity in the region, as in the settings of `extract`: a random contour
   * refuses them (`refuse`, default) or treats them like such voxels outside (`exclude`).
   */
  readonly nonFinite?: NonFinite;
  /**
   * Seed of the noise alone; default: the seed of the perturbation. Several images of a case that are perturbed alike
   * get noise of their own by it.
   */
  readonly noiseSeed?: number;
}

/** Everything that is needed to repeat a perturbation. It can be written as JSON. */
export interface PerturbationRecord {
  /** Letters of the steps that were done, some of `RNTCV`. */
  readonly chain: string;
  readonly seed: number;
  /** Seed of the noise; absent where it is the seed. */
  readonly noiseSeed?: number;
  readonly perturbation: FullPerturbation;
  /** Standard deviation of the noise, in the unit of the image; null without noise. */
  readonly noiseLevel: number | null;
  readonly resample: ResampleSettings;
  readonly centre: "image" | "region";
  readonly margin: number | null;
  /** Voxels of the mask after interpolation, after the change of its volume, and at the end. */
  readonly voxels: { readonly moved: number; readonly resized: number; readonly final: number };
  /**
   * Supervoxels that overlap with the old region, and that make up the new one; null without a new
   * contour.
   */
  readonly supervoxels: { readonly overlapping: number; readonly included: number } | null;
}

/** A perturbed image with its mask, and what was done to them. */
export interface Perturbed {
  readonly image: Volume<Float64Array>;
  /** On the grid of the perturbed image. */
  readonly mask: Mask;
  readonly record: PerturbationRecord;
}

/**
 * An image and its mask, perturbed as Zwanenburg et al. (2019) describe: noise, translation and
 * rotation with the interpolation to another spacing in one step, change of the mask's volume,
 * randomisation of its contour.
 *
 * Equal seeds give equal results. The result is already resampled: extract its features with
 * `resample: null`, and with `normalise: null` if it was normalised here. The image stays where it is in the world; the grid that samples it is shifted and
 * rotated. Shifts by whole voxels and rotations by right angles copy values without interpolating.
 *
 * A sample is NaN if a voxel that is NaN or infinite has a weight in it; `extract` then refuses or
 * excludes it. Every sample of a spline depends on all voxels; under `exclude`, splines are therefore
 * refused if such a voxel reaches the region. The noise level is estimated from the other voxels.
 *
 * @param perturbation the steps with their extents, or letters as in `RNCV` for extents drawn by the seed
 * @param seed an integer from 0 to 2^53 - 1
 * @throws VoxomicsError `invalid-settings`, `invalid-volume`, `invalid-mask`, `empty-mask` also if
 *   no voxel is left, `geometry-mismatch`, `invalid-intensity`, `too-large`
 *
 * @example
 * ```ts
 * import { extract } from "voxomics";
 * import { perturb } from "voxomics/reproducibility";
 *
 * const moved = perturb(image, mask, { rotation: 5, volume: 0.1 }, 1); // degrees; a tenth larger
 * console.log(extract(moved.image, moved.mask).features.length, moved.record);
 * ```
 */
export function perturb(
  image: Volume,
  mask: Volume,
  perturbation: Perturbation | string,
  seed: number,
  options: PerturbOptions = {},
): Perturbed {
  checkOptions(options, {
    normalise: null,
    whiteMatter: "object",
    resample: null,
    centre: null,
    margin: null,
    nonFinite: null,
    noiseSeed: null,
  });
  const { centre = "image", margin = null, nonFinite = "refuse", noiseSeed } = options;
  completed(choice(["refuse", "exclude"]), nonFinite, "nonFinite");
  completed(choice(["image", "region"]), centre, "centre");
  const distance = margin === null || (Number.isFinite(margin) && margin >= 0);
  checkValue(distance, "margin", margin, "null or a number of mm of at least 0");
  const steps = completePerturbation(
    typeof perturbation === "string" ? drawPerturbation(perturbation, seed) : perturbation,
  );
  const stream = randomStream(noiseSeed ?? seed, "noise");
  image = checkVolume(image, "image");
  mask = checkVolume(mask, "mask");
  mask = alignMask(mask, image).mask;
  const resample = completed(
    resampleSchema,
    options.resample ?? { spacing: image.spacing },
    "resample",
  );

  const region = { ...gridOf(image), data: toMask(mask).data };
  const { normalise } = resolveSettings({ normalise: options.normalise });
  image = imageNormaliser(image, normalise, options.whiteMatter ?? null)(region).image;
  const angle = splitAngle(steps.rotation);
  const { turns } = angle;
  const source = turnGrid(gridOf(image), turns);
  const around = turnBox(boundingBox(region) as Box, image, turns);
  const pivot = centre === "image" ? wholeBox(source) : around;
  const moved = moveGrid(source, turnAxes(resample.spacing, turns), steps.translation, angle, [
    (pivot.min[0] + pivot.max[0]) / 2,
    (pivot.min[1] + pivot.max[1]) / 2,
  ]);

  const frame = gridOfBox(moved, wholeBox(moved));
  const shape = moveMask(region, moved, around, resample);
  const resized =
    steps.volume === 0
      ? shape
      : resizeMask(shape, steps.volume, randomStream(seed, "volume"), frame, (k) =>
          inField(moved, k),
        );
  const window = windowOf(moved, resized, margin, steps.contour);
  const level = steps.noise === "estimated" ? estimateNoise(image) : steps.noise;
  const grid = gridOfBox(moved, window);
  const data = moveImage(image, moved, window, resample, level === null ? null : { level, stream });
  const framed: Mask = { ...reframe(resized.mask, resized.box, frame, window), ...grid };
  const drawn = steps.contour
    ? drawContour({ ...grid, data }, framed, randomStream(seed, "contour"), nonFinite)
    : null;
  const final = drawn === null ? framed : withinField(drawn.mask, moved, window);
  if (nonFinite === "exclude" && samplesBySpline(moved, window, resample.interpolation)) {
    refuseSplines(findNonFinite({ ...grid, data }, final));
  }
  return {
    image: { ...grid, ...identityOf(image), ...thicknessOf(image), data },
    mask: { ...final, ...identityOf(mask) },
    record: {
      chain: chainOf(steps),
      seed,
      ...(noiseSeed === undefined ? {} : { noiseSeed }),
      perturbation: steps,
      noiseLevel: level,
      resample,
      centre,
      margin,
      voxels: {
        moved: countVoxels(shape.mask),
        resized: countVoxels(resized.mask),
        final: countVoxels(final),
      },
      supervoxels: drawn && { overlapping: drawn.overlapping, included: drawn.included },
    },
  };
}

/**
 * The box of the moved grid that `perturb` returns: the region with its margin, cut at the image's
 * border, or the whole image.
 */
function windowOf(
  moved: MovedGrid,
  { box }: BoxedMask,
  margin: number | null,
  contour: boolean,
): Box {
  const field = fieldInMoved(moved);
  if (margin === null) return field;
  const reach = contour ? Math.max(margin, contourReach) : margin;
  const voxels = mapVec3(moved.spacing, (s) => Math.ceil(reach / s - 1e-9));
  return intersectBoxes(widenBox(box, voxels), field);
}
