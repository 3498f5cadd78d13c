import type { Cascade } from "./kernel.ts";
import { rightAngleRotations } from "./rotation.ts";

/**
 * The offsets along an axis that kernels weigh, for kernels that are applied one after another: each
 * sees the border of its own input. None at all: the axis is not filtered.
 */
export type AxisOffsets = readonly ArrayLike<number>[];

/** What a separable filter weighs: every combination of offsets along x, y and z. */
export type Footprint = readonly [AxisOffsets, AxisOffsets, AxisOffsets];

/**
 * Where a filter looks: footprints that together hold every voxel that its response depends on, and no
 * other. Past the image's border they hold what the boundary condition puts there. null for a filter
 * that looks at the whole image.
 */
export type FilterReach = readonly Footprint[] | null;

/** The footprint of a separable filter, a cascade along each of the leading axes: taps of 0 are in none. */
export function separableReach(filter: readonly Cascade[]): Footprint {
  const along = (axis: number) => (filter[axis] ?? []).map(({ offsets }) => offsets);
  return [along(0), along(1), along(2)];
}

/** The footprints of all orientations that right-angle rotations give a separable filter. */
export function invariantReach(filter: readonly Cascade[]): Footprint[] {
  const reaches = rightAngleRotations(filter).map((variant) => separableReach(variant.filter));
  const keyOf = (reach: Footprint) =>
    reach.map((axis) => axis.map((offsets) => Array.from(offsets).join()).join(";")).join("|");
  return [...new Map(reaches.map((reach) => [keyOf(reach), reach])).values()];
}

/** All voxels up to so far along x, y and z. */
export function boxReach(box: readonly [number, number, number]): Footprint {
  const [x, y, z] = box.map((reach) => (reach === 0 ? [] : [upTo(reach)]));
  return [x, y, z];
}

function upTo(reach: number): Int32Array {
  return Int32Array.from({ length: 2 * reach + 1 }, (_, k) => k - reach);
}
