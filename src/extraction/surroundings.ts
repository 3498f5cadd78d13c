import { type FamilyId, isOfRegion, reachOf } from "../families/families.ts";
import type { Plan } from "./plan.ts";

/**
 * How far beyond a region the features of a plan look, in mm. null where they look at the whole
 * image, or through a filter, whose kernel has its reach in voxels.
 */
export function planMargin({ images }: Plan): number | null {
  let margin = 0;
  for (const { filter, families } of images) {
    const own = filter === null ? familyMargin(families) : null;
    if (own === null) return null;
    margin = Math.max(margin, own);
  }
  return margin;
}

/**
 * How far beyond the region the processed image must go on for the families that are measured in
 * it or in its response maps, in mm. Diagnostics are measured on the whole image instead.
 */
export function processedMargin({ images }: Plan): number {
  const families = images.flatMap((image): readonly FamilyId[] => image.families);
  return reachOf(families.filter(isOfRegion));
}

/** How far beyond the region families look, in mm; null for the whole image. */
function familyMargin(families: readonly FamilyId[]): number | null {
  return families.every(isOfRegion) ? reachOf(families) : null;
}
