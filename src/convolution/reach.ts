import type { Axis } from "../volume/vec3.ts";
import type { Vec3 } from "../volume/volume.ts";
import type { Cascade } from "./kernel.ts";
import { rightAngleRotations } from "./rotation.ts";

/**
 * The offsets along one axis, in voxels, at which kernels have weights: one list for each of the
 * kernels that are applied one after another. No list: the axis is not filtered.
 */
export type AxisOffsets = readonly ArrayLike<number>[];

/** The voxels that a separable filter reads: every combination of offsets along x, y and z. */
export type Footprint = readonly [AxisOffsets, AxisOffsets, AxisOffsets];

/**
 * The voxels around a voxel that a filter's response depends on: exactly those of all footprints.
 * Past the image's border these are the voxels that the boundary condition puts there. null for a
 * filter whose response depends on the whole image.
 */
export type FilterReach = readonly Footprint[] | null;

/**
 * The footprint of a separable filter with a cascade along each of the leading axes. Taps of 0 do
 * not count.
 */
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

/**
 * How many voxels before and after a voxel its response depends on along x, y and z, whatever the
 * boundary condition.
 *
 * A boundary condition folds positions past the border back into the image. So a kernel counts with
 * its longer side in both directions, and kernels that are applied one after another add up.
 */
export function widestReach(footprints: readonly Footprint[]): Vec3 {
  const along = (axis: Axis): number =>
    Math.max(
      0,
      ...footprints.map((footprint) =>
        footprint[axis].reduce((sum, offsets) => sum + longest(offsets), 0),
      ),
    );
  return [along(0), along(1), along(2)];
}

/** The largest distance of an offset from 0. */
function longest(offsets: ArrayLike<number>): number {
  let most = 0;
  for (let t = 0; t < offsets.length; t++) most = Math.max(most, Math.abs(offsets[t]));
  return most;
}

/** All voxels up to the given distances, in voxels, along x, y and z. */
export function boxReach(box: readonly [number, number, number]): Footprint {
  const [x, y, z] = box.map((reach) => (reach === 0 ? [] : [upTo(reach)]));
  return [x, y, z];
}

function upTo(reach: number): Int32Array {
  return Int32Array.from({ length: 2 * reach + 1 }, (_, k) => k - reach);
}
