import { inSteps, type NextStep, type Watch } from "../base/watch.ts";
import { familyOf } from "../features/catalogue.ts";
import type { FamilyId } from "../features/feature.ts";
import type { FeatureValue } from "../features/feature-value.ts";
import { localIntensityRadius } from "../features/local-intensity.ts";
import { applyFilter } from "../filters/apply-filter.ts";
import { type FilterSettings, filterIdentity, prepareFilter } from "../filters/filters.ts";
import { measures } from "../measure.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { distinctNotes, type Note } from "../messages/note.ts";
import { found } from "../messages/wording.ts";
import { checkRegion } from "../processing/check-region.ts";
import { cutRegion } from "../processing/cut-region.ts";
import type { Region } from "../processing/region.ts";
import { regionIn } from "../processing/region-in.ts";
import { resampleWhole } from "../processing/resample-whole.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { Settings, SettingsInput } from "../settings/settings.ts";
import { alignMask } from "../volume/align-mask.ts";
import { countVoxels } from "../volume/mask.ts";
import { checkVolume, type Vec3, type Volume } from "../volume/volume.ts";
import { checkFilters } from "./check-filters.ts";
import { diagnose } from "./diagnose.ts";
import { type Subject, subjectOf } from "./measured-region.ts";
import { nonFiniteNote, nonFiniteResponseNote } from "./non-finite-note.ts";
import { oneLevelNote, regionNotes, sameDataNote } from "./region-notes.ts";
import { responseRegion, responseSettings } from "./response-region.ts";

/** What `extract` found. */
export interface Extraction {
  /** The settings it ran with, every default spelled out. */
  readonly settings: Settings;
  readonly roi: RoiSummary;
  /** One row a value, by family in the order of the settings. */
  readonly features: readonly FeatureValue[];
  /** What whoever reads the values has to know about them. */
  readonly notes: readonly Note[];
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
 * A region with a voxel whose intensity is NaN or infinite is refused, unless the settings exclude
 * such voxels (`nonFinite`) or re-segment by range; notes tell how many voxels were left out.
 *
 * @param image intensities; without filters and diagnostics, only the region and its surroundings are
 *   processed
 * @param mask 0 and 1 on the image's grid, or on its voxels in another order
 * @param watch follows and stops it, by family and filter
 * @throws VoxomicsError `invalid-settings`, `invalid-volume`, `invalid-mask`, `empty-mask`,
 *   `geometry-mismatch`, `invalid-intensity`, `discretisation` or `too-large`; the message says
 *   what was found, what was expected and where. The signal's reason if that is aborted.
 */
export function extract(
  image: Volume,
  mask: Volume,
  input: SettingsInput = {},
  watch: Watch = {},
): Extraction {
  const settings = resolveSettings(input);
  const { families, filters } = wholeShare(settings);
  image = checkVolume(image, "image");
  checkFilters(image, settings);
  const mapSteps = filters.length === 0 ? 0 : 1 + filters.length;
  const next = inSteps(1 + families.length + mapSteps, watch);
  const { region, extraction } = measureImage(image, mask, settings, families, next);
  if (filters.length === 0) return extraction;

  next("interpolation");
  const whole = resampleWhole(image, settings);
  const forMaps = responseSettings(settings);
  return filters.reduce((so: Extraction, filter) => {
    const steps = inSteps(1 + forMaps.families.length, next(filterIdentity(filter)));
    const map = applyFilter(whole, filter, steps("response map"), settings.nonFinite);
    return withResponse(so, measureMap(map, region, filter, forMaps, steps));
  }, extraction);
}

/** A part of an extraction: what it finds is in the place that it has in the whole one. */
export interface Share {
  /** Families of the unfiltered image. */
  readonly families: readonly FamilyId[];
  readonly filters: readonly FilterSettings[];
}

/** All that the settings ask for. */
export function wholeShare({ original, families, filters }: Settings): Share {
  return { families: original ? families : [], filters };
}

/** The families of an unfiltered image, which is known to be sound, and the region they are of. */
export function measureImage(
  image: Volume,
  mask: Volume,
  settings: Settings,
  families: readonly FamilyId[],
  next: NextStep,
): { readonly region: Region; readonly extraction: Extraction } {
  mask = checkVolume(mask, "mask");
  const aligned = alignMask(mask, image);
  next("region");
  const binary = regionIn(aligned.mask, settings);
  const region = cutRegion(image, binary, settings, marginFor(settings));
  const subject = subjectOf(region, settings, () => diagnose(image, binary, settings));
  const roi: RoiSummary = {
    spacing: region.image.spacing,
    morphologicalVoxels: countVoxels(region.morphologicalMask),
    intensityVoxels: countVoxels(region.intensityMask),
    greyLevels: families.some(usesGreyLevels) ? subject.levels().levels : null,
  };
  const features = measureAll(families, subject, settings, "original", next);
  const notes = [
    ...aligned.notes,
    ...nonFiniteNote(region),
    ...sameDataNote(image, binary, region),
    ...regionNotes(region, settings, roi),
    ...levelNotes(families, subject, "original"),
  ];
  return { region, extraction: { settings, roi, features, notes } };
}

/** What was found in a filter's response map. */
export type MeasuredMap = Pick<Extraction, "features" | "notes">;

/** An extraction, and what was found in one more response map. */
export function withResponse(extraction: Extraction, { features, notes }: MeasuredMap): Extraction {
  return {
    ...extraction,
    features: [...extraction.features, ...features],
    notes: distinctNotes([...extraction.notes, ...notes]),
  };
}

/** The features of a filter's response map, by `responseSettings`. */
export function measureMap(
  map: Volume<Float64Array>,
  region: Region,
  filter: FilterSettings,
  settings: Settings,
  next: NextStep,
): MeasuredMap {
  const response = responseRegion(map, region, filter, settings.nonFinite);
  const subject = subjectWithoutSource(response, settings);
  const image = filterIdentity(filter);
  const features = measureAll(settings.families, subject, settings, image, next);
  const notes = [
    ...prepareFilter(filter).notes(map),
    ...nonFiniteResponseNote(image, region, response),
    ...levelNotes(settings.families, subject, image),
  ];
  return { features, notes };
}

function levelNotes(families: readonly FamilyId[], subject: Subject, image: string): Note[] {
  return families.some(usesGreyLevels) ? oneLevelNote(subject.levels(), subject.region, image) : [];
}

function measureAll(
  families: readonly FamilyId[],
  subject: Subject,
  settings: Settings,
  image: string,
  next: NextStep,
): FeatureValue[] {
  return families.flatMap((family) => measures[family](subject, settings, image, next(family)));
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
 * @throws VoxomicsError `invalid-settings`, `discretisation`; `invalid-volume`, `invalid-mask`,
 *   `geometry-mismatch` or `invalid-intensity` for a region that is not sound
 */
export function measureFamily(
  family: Exclude<FamilyId, "diagnostics">,
  region: Region,
  input: SettingsInput = {},
  image = "original",
): FeatureValue[] {
  checkFamily(family);
  checkArgument(image, "image", "text");
  const settings = resolveSettings(input);
  const subject = subjectWithoutSource(checkRegion(region, settings.nonFinite), settings);
  return measures[family](subject, settings, image);
}

function checkFamily(family: unknown): void {
  const known = Object.keys(measures).filter((id) => id !== "diagnostics");
  if (known.some((id) => id === family)) return;
  throw new VoxomicsError(
    "invalid-settings",
    `family: found ${found(family)}, expected one of ${known.join(", ")}`,
    { family, known },
  );
}

function usesGreyLevels(id: FamilyId): boolean {
  return id === "histogram" || familyOf(id).aggregation !== null;
}
