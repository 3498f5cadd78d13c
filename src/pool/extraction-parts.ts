import { type Share, wholeShare } from "../extraction/extract.ts";
import type { RegionOutcome } from "../extraction/extract-regions.ts";
import { distinctNotes } from "../messages/note.ts";
import type { Settings } from "../settings/settings.ts";
import type { OutcomeMessage } from "./calls.ts";
import { unpackFeatures } from "./feature-message.ts";
import { fromFailure } from "./message.ts";

/** What one worker does of an extraction: some of its regions, some of what the settings ask for. */
export interface Part {
  /** By their numbers, from 0. */
  readonly regions: readonly number[];
  readonly share: Share;
}

/**
 * What workers do side by side: each region in the unfiltered image, and each filter with all regions in
 * its response map, which is made once.
 *
 * The families of an image stay together. Four fifths of their time are the morphology's, so little
 * would be gained.
 */
export function partsOf(regions: number, settings: Settings): Part[] {
  const { families, filters } = wholeShare(settings);
  const all = Array.from({ length: regions }, (_, n) => n);
  const unfiltered = { families, filters: [] };
  return [
    ...(families.length > 0 ? all.map((n) => ({ regions: [n], share: unfiltered })) : []),
    ...filters.map((filter) => ({ regions: all, share: { families: [], filters: [filter] } })),
  ];
}

/** What came of a region, from what came of it in the parts that have it, in their order. */
export function joinParts(settings: Settings, found: readonly OutcomeMessage[]): RegionOutcome {
  const parts = [];
  for (const part of found) {
    if (part.failure !== null) return { extraction: null, error: fromFailure(part.failure) };
    parts.push(part);
  }
  const { roi } = parts.find((part) => part.roi.greyLevels !== null) ?? parts[0];
  const features = parts.flatMap((part) => unpackFeatures(part.features));
  const notes = distinctNotes(parts.flatMap((part) => part.notes));
  return { extraction: { settings, roi, features, notes }, error: null };
}
