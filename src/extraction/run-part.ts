import { inSteps, type NextStep, type Watch } from "../base/watch.ts";
import type { FeatureValue } from "../families/feature-value.ts";
import { applyFilter } from "../filters/apply-filter.ts";
import { VoxomicsError } from "../messages/errors.ts";
import type { Note } from "../messages/note.ts";
import { resampleWhole } from "../processing/resample-whole.ts";
import { checkVolume, type Volume } from "../volume/volume.ts";
import { checkFilters } from "./check-filters.ts";
import type { RoiSummary } from "./extraction.ts";
import { type ImageFindings, measureOriginal, measureResponse } from "./measure-image.ts";
import type { Part, Plan, ResponseImage } from "./plan.ts";
import { type ProcessedRegion, processRegion } from "./process-region.ts";

/** What came of a region in an image, both by their numbers in the plan. */
export type Measurement = { readonly region: number; readonly image: number } & (
  | {
      readonly roi: RoiSummary;
      readonly features: readonly FeatureValue[];
      readonly notes: readonly Note[];
      readonly error: null;
    }
  | { readonly error: VoxomicsError }
);

/** What a part of a plan is measured on. */
export interface PartSource {
  readonly image: Volume;
  /**
   * Masks of the part's regions, in their order, or functions that make them. These functions are
   * called one at a time; a VoxomicsError that they throw is their region's error.
   */
  readonly masks: readonly (Volume | (() => Volume))[];
  /** The whole image after interpolation, where it is known already. */
  readonly interpolated?: Volume | null;
}

/**
 * Runs a part of a plan: its regions one after another in the unfiltered image, then its filters one
 * after another, each applied once, with all regions in the response map.
 *
 * Without filters no region is held for longer than it is measured. A region that is refused leaves
 * the others alone, and is not measured in further images.
 *
 * @throws VoxomicsError `invalid-volume` or `too-large` for the image, `invalid-settings` for filters
 *   that its grid cannot hold, `invalid-intensity` for filters that meet no number; the signal's
 *   reason if that is aborted.
 */
export function runPart(
  plan: Plan,
  part: Part,
  { image: given, masks, interpolated }: PartSource,
  watch: Watch = {},
): Measurement[] {
  const image = checkVolume(given, "image");
  const { settings } = plan;
  const { original, responses } = imagesOf(plan, part);
  checkFilters(image, { ...settings, filters: responses.map(({ filter }) => filter) });

  const found: Measurement[] = [];
  /** Whether work on a region in an image came to its end. */
  const tried = (region: number, imageNumber: number, work: () => void): boolean => {
    try {
      work();
      return true;
    } catch (error) {
      if (!(error instanceof VoxomicsError)) throw error;
      found.push({ region, image: imageNumber, error });
      return false;
    }
  };

  const families = original?.families.length ?? 0;
  const perRegion = stepsPerRegion(plan, part, 1 + families);
  const filterSteps = responses.length === 0 ? 0 : 1 + responses.length;
  const next = inSteps(perRegion.total + filterSteps, watch);
  let kept: { readonly number: number; readonly processed: ProcessedRegion }[] = [];
  part.regions.forEach((number, n) => {
    const steps = perRegion.of(number, next);
    tried(number, part.images[0], () => {
      const mask = masks[n];
      const made = typeof mask === "function" ? mask() : mask;
      const { processed, mask: binary } = processRegion(plan, image, made, steps);
      if (original !== null) {
        const source = { image, mask: binary };
        const findings = measureOriginal(original, processed.region, settings, source, steps);
        found.push(measurementOf(number, original.number, processed, findings));
      }
      if (responses.length > 0) kept.push({ number, processed });
    });
  });
  if (kept.length === 0) return found;

  next("interpolation");
  const whole = interpolated ?? resampleWhole(image, settings);
  for (const response of responses) {
    if (kept.length === 0) break;
    const perMapped = stepsPerRegion(plan, part, response.families.length);
    const steps = inSteps(1 + perMapped.total, next(response.identity));
    const map = applyFilter(whole, response.filter, steps("response map"), settings.nonFinite);
    kept = kept.filter(({ number, processed }) =>
      tried(number, response.number, () => {
        const { region } = processed;
        const findings = measureResponse(response, map, region, perMapped.of(number, steps));
        found.push(measurementOf(number, response.number, processed, findings));
      }),
    );
  }
  return found;
}

/** The images of a part with their numbers in the plan: the unfiltered one, if it is there, and the others. */
function imagesOf({ images }: Plan, part: Part) {
  const planned = part.images.map((number) => ({ ...images[number], number }));
  const responses: (ResponseImage & { readonly number: number })[] = [];
  let original = null;
  for (const image of planned) {
    if (image.filter === null) original = image;
    else responses.push(image);
  }
  return { original, responses };
}

/**
 * How a watch goes through the regions of a part, `count` steps each: as one step for each region,
 * or step by step where the plan has one region only.
 */
function stepsPerRegion(plan: Plan, part: Part, count: number) {
  if (plan.regions === 1) return { total: count, of: (_: number, next: NextStep) => next };
  const named = (region: number) => `region ${region + 1} of ${plan.regions}`;
  return {
    total: part.regions.length,
    of: (region: number, next: NextStep) => inSteps(count, next(named(region))),
  };
}

function measurementOf(
  region: number,
  image: number,
  { roi, notes }: ProcessedRegion,
  found: ImageFindings,
): Measurement {
  return {
    region,
    image,
    roi: { ...roi, greyLevels: found.greyLevels },
    features: found.features,
    notes: [...notes, ...found.notes],
    error: null,
  };
}
