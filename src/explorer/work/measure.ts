import type { Watch } from "../../base/watch.ts";
import type { Extraction } from "../../extraction/extraction.ts";
import type { SettingsInput } from "../../settings/settings.ts";
import type { OpenCase } from "./open-case.ts";
import { openSecondMasks, type SecondMaskIds } from "./open-region.ts";
import { poolOf } from "./pool-of.ts";

/** Regions of the open image, and how they are measured. */
export interface MeasureAsked extends SecondMaskIds {
  /** Ids of regions that were read. */
  readonly regions: readonly string[];
  readonly settings: SettingsInput;
}

/** What came of a region: its features, or why there are none. */
export interface Measured {
  readonly region: string;
  readonly extraction: Extraction | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** Measures regions of the open image in the pool, side by side. */
export async function measure(
  held: OpenCase,
  { regions, settings, ...ids }: MeasureAsked,
  watch: Watch,
): Promise<readonly Measured[]> {
  const { image } = held;
  if (image === null) throw new Error("no image is open");
  const masks = regions.map((id) => {
    const region = held.regions.get(id);
    if (region === undefined) throw new Error(`no region ${id} is open`);
    return region.volume;
  });
  const options = { ...watch, ...openSecondMasks(held, ids) };
  const outcomes = await poolOf(held).extractRegions(image.volume, masks, settings, options);
  return outcomes.map(({ extraction, error }, n) => ({
    region: regions[n],
    extraction,
    error: error === null ? null : { code: error.code, message: error.message },
  }));
}
