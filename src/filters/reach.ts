import type { Vec3 } from "../volume/volume.ts";
import type { Cascade } from "./kernel.ts";
import { rightAngleRotations } from "./rotation.ts";

/**
 * How far a filter looks: boxes around a voxel that together hold every voxel its response depends
 * on, each as the voxels from its centre to its border along x, y and z. Past the image's border
 * they hold what the boundary condition puts there. null for a filter that looks at the whole image.
 */
export type FilterReach = readonly Vec3[] | null;

/** The reach of a separable filter, a cascade along each of the leading axes. */
export function separableReach(filter: readonly Cascade[]): Vec3 {
  const along = (axis: number) => (filter[axis] ?? []).reduce((sum, { reach }) => sum + reach, 0);
  return [along(0), along(1), along(2)];
}

/** The reaches of all orientations that right-angle rotations give a separable filter. */
export function invariantReach(filter: readonly Cascade[]): Vec3[] {
  const reaches = rightAngleRotations(filter).map((variant) => separableReach(variant.filter));
  return [...new Map(reaches.map((reach) => [reach.join(), reach])).values()];
}

/** A box of one reach along every filtered axis. */
export function cubicReach(reach: number, dimensions: 2 | 3): Vec3 {
  return [reach, reach, dimensions === 3 ? reach : 0];
}
