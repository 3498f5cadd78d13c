import { diagnose } from "./diagnose.ts";
import { familyOf } from "./features/catalogue.ts";
import type { FamilyId } from "./features/feature.ts";
import type { FeatureValue } from "./features/feature-value.ts";
import { localIntensityRadius } from "./features/local-intensity.ts";
import { measures } from "./measure.ts";
import { prepareRegion } from "./processing/prepare-region.ts";
import type { Region } from "./processing/region.ts";
import { resolveSettings } from "./settings/resolve.ts";
import type { Settings, SettingsInput } from "./settings/settings.ts";
import { subjectOf } from "./subject.ts";
import { checkSameGrid } from "./volume/geometry.ts";
import { countVoxels, toMask } from "./volume/mask.ts";
import { checkVolume, type Vec3, type Volume } from "./volume/volume.ts";

/** What `extract` found. */
export interface Extraction {
  /** The settings it ran with, every default spelled out. */
  readonly settings: Settings;
  readonly roi: RoiSummary;
  /** One row a value, by family in the order of the settings. */
  readonly features: readonly FeatureValue[];
}

/** The region after processing. */
export interface RoiSummary {
  /** Voxel spacing in mm. */
  readonly spacing: Vec3;
  /** Number of voxels in the morphological and the intensity mask. */
  readonly morphologicalVoxels: number;
  readonly intensityVoxels: number;
  /** N_g; null if no family asked for grey levels. */
  readonly greyLevels: number | null;
}

/**
 * Extracts the IBSI features of a region of interest.
 *
 * Synchronous and pure. Runs the steps of the IBSI scheme in its order: interpolation of image and
 * mask, rounding, re-segmentation, discretisation, features (arXiv:1612.07003, section 2).
 *
 * @param image intensities; only the region and its surroundings are processed
 * @param mask 0 and 1 on the image's grid
 * @throws VoxomicsError `invalid-settings`, `invalid-volume`, `invalid-mask`, `empty-mask`,
 *   `geometry-mismatch`, `invalid-intensity`, `discretisation` or `too-large`; the message says
 *   what was found, what was expected and where.
 */
export function extract(image: Volume, mask: Volume, input: SettingsInput = {}): Extraction {
  const settings = resolveSettings(input);
  checkVolume(image, "image");
  checkVolume(mask, "mask");
  checkSameGrid(image, mask);

  const margin = settings.families.includes("localIntensity") ? localIntensityRadius : 0;
  const binary = toMask(mask);
  const region = prepareRegion(image, binary, settings, margin);
  const subject = subjectOf(region, settings, () => diagnose(image, binary, settings));
  const features = settings.families.flatMap((family) =>
    measures[family](subject, settings, "original"),
  );
  return {
    settings,
    roi: {
      spacing: region.image.spacing,
      morphologicalVoxels: countVoxels(region.morphologicalMask),
      intensityVoxels: countVoxels(region.intensityMask),
      greyLevels: settings.families.some(usesGreyLevels) ? subject.levels().levels : null,
    },
    features,
  };
}

/**
 * The features of one family on a prepared region: a single step of `extract`.
 *
 * @param region from `prepareRegion`, or built by hand; for `localIntensity` its window should
 *   reach 6.21 mm beyond the region
 * @param image names the image in the rows
 * @throws VoxomicsError `invalid-settings` or `discretisation`
 */
export function measureFamily(
  family: Exclude<FamilyId, "diagnostics">,
  region: Region,
  input: SettingsInput = {},
  image = "original",
): FeatureValue[] {
  const settings = resolveSettings(input);
  const { image: processed, morphologicalMask } = region;
  const subject = subjectOf(region, settings, () =>
    diagnose(processed, morphologicalMask, settings),
  );
  return measures[family](subject, settings, image);
}

function usesGreyLevels(id: FamilyId): boolean {
  return id === "histogram" || familyOf(id).aggregation !== null;
}
