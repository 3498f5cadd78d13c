import type { Footprint } from "../convolution/reach.ts";
import { type FamilyId, isOfRegion, reachOf } from "../families/families.ts";
import { prepareFilter } from "../filters/filters.ts";
import { marginVoxels } from "../processing/cut-region.ts";
import type { Grid, Vec3 } from "../volume/volume.ts";
import type { Plan, PlannedImage } from "./plan.ts";

/** How many voxels of an image before the first and after the last of a region matter, along x, y and z. */
export interface Surroundings {
  readonly before: Vec3;
  readonly after: Vec3;
}

/**
 * How far beyond a region its features in an image look: the kernel of the filter, at the outermost
 * voxels that a family looks at. null where they look at the whole image.
 *
 * Past the border of the image lies what the boundary condition puts there; `periodic` puts the
 * opposite side there.
 *
 * @param grid of the interpolated image, which filters act on
 */
export function surroundingsOf(
  { families, filter }: PlannedImage,
  grid: Grid,
): Surroundings | null {
  const ofFamilies = familyMargin(families);
  if (ofFamilies === null) return null;
  const margin = marginVoxels(ofFamilies, grid.spacing);
  if (filter === null) return { before: margin, after: margin };
  const { reach, usesRange } = prepareFilter(filter);
  const footprints = reach(grid);
  if (footprints === null || usesRange) return null;
  const beyond = (sign: 1 | -1): Vec3 => {
    const along = (axis: 0 | 1 | 2) =>
      margin[axis] + Math.max(0, ...footprints.map((each) => furthest(each, axis, sign)));
    return [along(0), along(1), along(2)];
  };
  return { before: beyond(-1), after: beyond(1) };
}

/**
 * How far a footprint goes along an axis, in voxels: upwards for sign 1, downwards for -1. Kernels
 * that are applied one after another add up.
 */
function furthest(footprint: Footprint, axis: 0 | 1 | 2, sign: 1 | -1): number {
  let sum = 0;
  for (const offsets of footprint[axis]) {
    let most = Number.NEGATIVE_INFINITY;
    for (let t = 0; t < offsets.length; t++) most = Math.max(most, sign * offsets[t]);
    sum += most;
  }
  return sum;
}

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
