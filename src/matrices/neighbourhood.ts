import type { Vec3 } from "../volume/volume.ts";

export type Dimension = 2 | 3;

/** The 4 directions in the slice plane, one of each opposite pair. */
const directions2D: readonly Vec3[] = [
  [1, 0, 0],
  [-1, 1, 0],
  [0, 1, 0],
  [1, 1, 0],
];

/**
 * The 13 directions in space, one of each opposite pair: the one that points forwards in memory,
 * so that the voxel behind has always been visited before.
 */
const directions3D: readonly Vec3[] = [
  ...directions2D,
  [-1, -1, 1],
  [0, -1, 1],
  [1, -1, 1],
  [-1, 0, 1],
  [0, 0, 1],
  [1, 0, 1],
  [-1, 1, 1],
  [0, 1, 1],
  [1, 1, 1],
];

/** Directions of Chebyshev length 1, one of each opposite pair, in ascending order of their step. */
export function directions(dimension: Dimension): readonly Vec3[] {
  return dimension === 2 ? directions2D : directions3D;
}

/** What to add to a voxel's flat index to go along each direction. */
export function steps(
  vectors: readonly Vec3[],
  [nx, ny]: readonly [number, number, number],
  distance = 1,
): Int32Array {
  return Int32Array.from(vectors, ([dx, dy, dz]) => distance * (dx + nx * (dy + ny * dz)));
}
