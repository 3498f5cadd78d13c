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

/**
 * Directions of Chebyshev length 1, one of each opposite pair, in ascending order of their flat
 * offset.
 */
export function directions(dimension: Dimension): readonly Vec3[] {
  return dimension === 2 ? directions2D : directions3D;
}

/** Every vector up to a Chebyshev length, one of each opposite pair: the one that points forwards. */
export function halfNeighbourhood(dimension: Dimension, length: number): Vec3[] {
  const vectors: Vec3[] = [];
  for (let z = 0; z <= (dimension === 2 ? 0 : length); z++) {
    for (let y = z === 0 ? 0 : -length; y <= length; y++) {
      for (let x = z === 0 && y === 0 ? 1 : -length; x <= length; x++) vectors.push([x, y, z]);
    }
  }
  return vectors;
}

/** For each vector, what to add to a voxel's flat index to go `distance` times along it. */
export function flatOffsets(
  vectors: readonly Vec3[],
  [nx, ny]: readonly [number, number, number],
  distance = 1,
): Int32Array {
  return Int32Array.from(vectors, ([dx, dy, dz]) => distance * (dx + nx * (dy + ny * dz)));
}
