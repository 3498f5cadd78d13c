import { groupBy } from "../base/group-by.ts";
import { distinctNotes } from "../messages/note.ts";
import type { RegionOutcome } from "./extraction.ts";
import type { Plan } from "./plan.ts";
import type { Measurement } from "./run-part.ts";

/**
 * What came of each region of a plan, from what its parts gave, whatever their order. A region that
 * was refused has the error of the first image, in the order of the plan, that it was refused in.
 *
 * @param measurements of each region in every image, up to the one that it was refused in
 */
export function joinParts(plan: Plan, measurements: readonly Measurement[]): RegionOutcome[] {
  const ordered = [...measurements].sort((a, b) => a.image - b.image);
  const byRegion = groupBy(ordered, ({ region }) => region);
  return Array.from({ length: plan.regions }, (_, region) =>
    joinImages(plan, byRegion.get(region) ?? []),
  );
}

/** What came of a region, from what came of it in each image, in the order of the rows. */
function joinImages({ settings }: Plan, measurements: readonly Measurement[]): RegionOutcome {
  const images = [];
  for (const measurement of measurements) {
    if (measurement.error !== null) return { extraction: null, error: measurement.error };
    images.push(measurement);
  }
  const [{ roi }] = images;
  const features = images.flatMap((image) => image.features);
  const notes = distinctNotes(images.flatMap((image) => image.notes));
  return { extraction: { settings, roi, features, notes }, error: null };
}
