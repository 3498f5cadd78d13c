import { diagnose } from "./diagnose.ts";
import { familyOf } from "./features/catalogue.ts";
import type { FamilyId } from "./features/feature.ts";
import type { FeatureValue } from "./features/feature-value.ts";
import { localIntensityRadius } from "./features/local-intensity.ts";
import { filterIdentity } from "./filters/filter-identity.ts";
import { measures } from "./measure.ts";
import { cutRegion } from "./processing/prepare-region.ts";
import type { Region } from "./processing/region.ts";
import { resample } from "./processing/resample.ts";
import { responseRegion, responseSettings } from "./response-region.ts";
import { resolveSettings } from "./settings/resolve.ts";
import type { Settings, SettingsInput } from "./settings/settings.ts";
import { type Subject, subjectOf } from "./subject.ts";
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
 * mask, rounding, re-segmentation, discretisation, features (arXiv:1612.07003, section 2). Filters
 * act on the whole interpolated image, and their response maps are measured under the same masks
 * (arXiv:2006.05470).
 *
 * @param image intensities; without filters and diagnostics, only the region and its surroundings are
 *   processed
 * @param mask 0 and 1 on the image's grid
 * @throws VoxomicsError `invalid-settings`, `invalid-volume`, `invalid-mask`, `empty-mask`,
 *   `geometry-mismatch`, `invalid-intensity`, `discretisation` or `too-large`; the message says
 *   what was found, what was expected and where.
 */
export function extract(image: Volume, mask: Volume, input: SettingsInput = {}): Extraction {
  const settings = resolveSettings(input);
  image = checkVolume(image, "image");
  mask = checkVolume(mask, "mask");
  checkSameGrid(image, mask);

  const binary = toMask(mask);
  const region = cutRegion(image, binary, settings, marginFor(settings));
  const subject = subjectOf(region, settings, () => diagnose(image, binary, settings));
  return {
    settings,
    roi: {
      spacing: region.image.spacing,
      morphologicalVoxels: countVoxels(region.morphologicalMask),
      intensityVoxels: countVoxels(region.intensityMask),
      greyLevels:
        settings.original && settings.families.some(usesGreyLevels)
          ? subject.levels().levels
          : null,
    },
    features: [
      ...(settings.original ? measureAll(subject, settings, "original") : []),
      ...measureResponses(image, region, settings),
    ],
  };
}

/** The features of every filter's response map, one map at a time. */
function measureResponses(image: Volume, region: Region, settings: Settings): FeatureValue[] {
  if (settings.filters.length === 0) return [];
  const whole = settings.resample === null ? image : resample(image, settings.resample);
  const forResponse = responseSettings(settings);
  return settings.filters.flatMap((filter) => {
    const response = responseRegion(whole, region, filter);
    return measureAll(
      subjectWithoutSource(response, forResponse),
      forResponse,
      filterIdentity(filter),
    );
  });
}

function measureAll(subject: Subject, settings: Settings, image: string): FeatureValue[] {
  return settings.families.flatMap((family) => measures[family](subject, settings, image));
}

/** A subject whose diagnostics are those of its window: there is nothing else to look at. */
function subjectWithoutSource(region: Region, settings: Settings): Subject {
  return subjectOf(region, settings, () =>
    diagnose(region.image, region.morphologicalMask, settings),
  );
}

/** How far beyond the region, in mm, the families look. */
function marginFor({ families, filterFeatures }: Settings): number {
  const asked: readonly FamilyId[] = [...families, ...filterFeatures.families];
  return asked.includes("localIntensity") ? localIntensityRadius : 0;
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
  return measures[family](subjectWithoutSource(region, settings), settings, image);
}

function usesGreyLevels(id: FamilyId): boolean {
  return id === "histogram" || familyOf(id).aggregation !== null;
}
