import { inSteps, type Watch } from "../base/watch.ts";
import { applyFilter } from "../filters/apply-filter.ts";
import { filterIdentity } from "../filters/filters.ts";
import { VoxomicsError } from "../messages/errors.ts";
import type { Region } from "../processing/region.ts";
import { resampleWhole } from "../processing/resample-whole.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { Settings, SettingsInput } from "../settings/settings.ts";
import { checkVolume, type Volume } from "../volume/volume.ts";
import { checkFilters } from "./check-filters.ts";
import {
  type Extraction,
  measureImage,
  measureMap,
  type Share,
  wholeShare,
  withResponse,
} from "./extract.ts";
import { responseSettings } from "./response-region.ts";

/** What came of a region: its features, or the error that it was refused with. */
export type RegionOutcome =
  | { readonly extraction: Extraction; readonly error: null }
  | { readonly extraction: null; readonly error: VoxomicsError };

/**
 * Extracts the features of many regions of one image, each as `extract` does, to the last bit.
 *
 * What belongs to the image is made once: its interpolation for the filters, and each filter's
 * response map. A region that is refused leaves the others alone.
 *
 * @param masks 0 and 1 on the image's grid, in any order of its voxels, or functions that make them. These are called one at a
 *   time, and of each mask only the surroundings of its region are kept; what they throw is their
 *   region's error.
 * @returns what came of the masks, in their order
 * @throws VoxomicsError as `extract` does for settings and image; the signal's reason if that is
 *   aborted.
 */
export function extractRegions(
  image: Volume,
  masks: readonly (Volume | (() => Volume))[],
  input: SettingsInput = {},
  watch: Watch = {},
): RegionOutcome[] {
  const settings = resolveSettings(input);
  return extractShare(image, masks, settings, wholeShare(settings), watch);
}

/**
 * Extracts a share of what the settings ask for, as `extractRegions` does.
 *
 * @param interpolated the image after interpolation, if that is known already
 */
export function extractShare(
  image: Volume,
  masks: readonly (Volume | (() => Volume))[],
  settings: Settings,
  { families, filters }: Share,
  watch: Watch,
  interpolated: Volume | null = null,
): RegionOutcome[] {
  const whole = checkVolume(image, "image");
  checkFilters(whole, { ...settings, filters });
  const named = (n: number) => `region ${n + 1} of ${masks.length}`;
  const next = inSteps(masks.length + (filters.length === 0 ? 0 : 1 + filters.length), watch);

  const measure = (mask: Volume | (() => Volume), n: number) => {
    const steps = inSteps(1 + families.length, next(named(n)));
    return refusable(() =>
      measureImage(whole, typeof mask === "function" ? mask() : mask, settings, families, steps),
    );
  };
  // without filters no region is held for longer than it is measured
  if (filters.length === 0) return masks.map((mask, n) => outcomeOf(measure(mask, n)));
  const regions = masks.map(measure);
  if (regions.every((region) => region instanceof VoxomicsError)) return regions.map(outcomeOf);

  next("interpolation");
  const filtered = interpolated ?? resampleWhole(whole, settings);
  const forMaps = responseSettings(settings);
  for (const filter of filters) {
    const steps = inSteps(1 + masks.length, next(filterIdentity(filter)));
    const map = applyFilter(filtered, filter, steps("response map"), settings.nonFinite);
    for (const [n, measured] of regions.entries()) {
      const within = inSteps(forMaps.families.length, steps(named(n)));
      if (measured instanceof VoxomicsError) continue;
      const { region, extraction } = measured;
      regions[n] = refusable(() => {
        const response = measureMap(map, region, filter, forMaps, within);
        return { region, extraction: withResponse(extraction, response) };
      });
    }
  }
  return regions.map(outcomeOf);
}

interface Measured {
  readonly region: Region;
  readonly extraction: Extraction;
}

/** What `work` gives, or the VoxomicsError that it throws. */
function refusable(work: () => Measured): Measured | VoxomicsError {
  try {
    return work();
  } catch (error) {
    if (error instanceof VoxomicsError) return error;
    throw error;
  }
}

function outcomeOf(measured: Measured | VoxomicsError): RegionOutcome {
  return measured instanceof VoxomicsError
    ? { extraction: null, error: measured }
    : { extraction: measured.extraction, error: null };
}
