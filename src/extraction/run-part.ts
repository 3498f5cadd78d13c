import { inSteps, type NextStep, type Watch } from "../base/watch.ts";
import { type LeadingPasses, noPasses } from "../convolution/leading-passes.ts";
import { reachOf } from "../families/families.ts";
import type { FeatureValue } from "../families/feature-value.ts";
import { filterTurns } from "../filters/filter-turns.ts";
import { prepareFilter } from "../filters/filters.ts";
import { respondIn } from "../filters/respond.ts";
import { VoxomicsError } from "../messages/errors.ts";
import type { Note } from "../messages/note.ts";
import { narrowRegion } from "../processing/cut-region.ts";
import { imageParts } from "../processing/image-parts.ts";
import { imageNormaliser } from "../processing/normalise.ts";
import { isOfMask } from "../processing/normalise-settings.ts";
import { gridAfter } from "../processing/resample-grid.ts";
import type { Settings } from "../settings/settings.ts";
import { wholeBox } from "../volume/box.ts";
import { checkVolume, type Volume } from "../volume/volume.ts";
import { checkFilters } from "./check-filters.ts";
import type { RoiSummary } from "./extraction.ts";
import { filterWindows } from "./filter-windows.ts";
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
  /** The mask that every region is cut to; null for none. */
  readonly within?: Volume | null;
  /** The mask of white matter that the image is normalised by; null for none. */
  readonly whiteMatter?: Volume | null;
  /** The whole image after interpolation, where it is known already. */
  readonly interpolated?: Volume | null;
}

/**
 * Runs a part of a plan: its regions one after another in the unfiltered image, then its filters one
 * after another, each applied where its regions lie (`filterWindows`), in turns that share passes
 * (`filterTurns`).
 *
 * Without filters no region is held for longer than it is measured. A region that is refused leaves
 * the others alone, and is not measured in images that follow in the plan.
 *
 * @throws VoxomicsError `invalid-volume` or `too-large` for the image, `invalid-settings` for filters
 *   that its grid cannot hold, `invalid-intensity` for filters that meet no number; the signal's
 *   reason if that is aborted.
 */
export function runPart(
  plan: Plan,
  part: Part,
  source: PartSource,
  watch: Watch = {},
): Measurement[] {
  const { normalise } = plan.settings;
  if (normalise === null || !isOfMask(normalise) || part.regions.length === 1) {
    return runOnOneImage(plan, part, source, watch);
  }
  // each region has an image of its own, normalised by its intensities
  const next = inSteps(part.regions.length, watch);
  return part.regions.flatMap((region, n) => {
    const alone = { ...part, regions: [region] };
    const step = next(`region ${region + 1} of ${plan.regions}`);
    return runOnOneImage(plan, alone, { ...source, masks: [source.masks[n]] }, step);
  });
}

/** `runPart` of regions that share their image after normalisation. */
function runOnOneImage(
  plan: Plan,
  part: Part,
  { image: given, masks, within = null, whiteMatter = null, interpolated }: PartSource,
  watch: Watch,
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
  const responseMargin = reachOf(responses.flatMap((response) => response.families));
  const kept: KeptRegion[] = [];
  const normaliser = imageNormaliser(image, settings.normalise, whiteMatter);
  let filtered = image;
  part.regions.forEach((number, n) => {
    const steps = perRegion.of(number, next);
    tried(number, part.images[0], () => {
      const mask = masks[n];
      const made = typeof mask === "function" ? mask() : mask;
      const { processed, ...of } = processRegion(plan, image, made, { within, normaliser }, steps);
      filtered = of.normalised;
      if (original !== null) {
        const source = { image, ...of };
        const findings = measureOriginal(original, processed.region, settings, source, steps);
        found.push(measurementOf(number, original.number, processed, findings));
      }
      if (responses.length === 0) return;
      const region = narrowRegion(processed.region, responseMargin);
      kept.push({ number, processed: { ...processed, region } });
    });
  });
  if (kept.length === 0) return found;

  next("interpolation");
  const {
    frame,
    part: partOf,
    windows,
  } = planWindows(filtered, settings, responses, kept, interpolated);
  /** The first response that a region was refused in; it is not measured in later ones. */
  const refusedIn = new Map<KeptRegion, number>();
  /** What filters left in each window for the next one. */
  let leading = new Map<string, LeadingPasses>();
  const filters = responses.map(({ filter }) => prepareFilter(filter));
  for (const { number: n, ...turn } of filterTurns(filters)) {
    const response = responses[n];
    const filter = filters[n];
    const perMapped = stepsPerRegion(plan, part, response.families.length);
    const steps = inSteps(windows[n].length + perMapped.total, next(response.identity));
    const before = leading;
    leading = new Map();
    for (const { box, regions } of windows[n]) {
      const left = regions.filter((region) => n < (refusedIn.get(region) ?? responses.length));
      if (left.length === 0) continue;
      const watched = steps("response map");
      const window = JSON.stringify(box);
      const passes = { ...(before.get(window) ?? noPasses()), ...turn };
      const data = respondIn(partOf(box), frame, filter, watched, settings.nonFinite, passes);
      const map = { image: frame, box, data };
      for (const each of left) {
        const { number, processed } = each;
        const succeeded = tried(number, response.number, () => {
          const { region } = processed;
          const findings = measureResponse(response, map, region, perMapped.of(number, steps));
          found.push(measurementOf(number, response.number, processed, findings));
        });
        if (!succeeded) refusedIn.set(each, n);
      }
      if (filter.passes.length > 0) {
        passes.spares.push(data);
        leading.set(window, passes);
      }
    }
  }
  return found;
}

/** A region that is measured in response maps too. */
interface KeptRegion {
  readonly number: number;
  readonly processed: ProcessedRegion;
}

/** Where each filter acts, for which regions, and what it acts on. */
function planWindows(
  image: Volume,
  settings: Settings,
  responses: readonly ResponseImage[],
  kept: readonly KeptRegion[],
  interpolated: Volume | null = null,
) {
  const grid = gridAfter(image, settings.resample);
  const boxes = kept.map(({ processed }) => processed.region.window ?? wholeBox(grid));
  const windows = responses.map(({ filter }) =>
    filterWindows(prepareFilter(filter), grid, boxes).map(({ box, members }) => ({
      box,
      regions: members.map((n) => kept[n]),
    })),
  );
  const all = windows.flatMap((each) => each.map(({ box }) => box));
  return { ...imageParts(image, settings, all, interpolated), windows };
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
