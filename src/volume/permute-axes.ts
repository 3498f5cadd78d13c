import type { Mat3, Vec3, Volume, VoxelArray } from "./volume.ts";

/** Three axes of a grid, each once: axis k of the new grid is axis `order[k]` of the old one. */
export type AxisOrder = readonly [0 | 1 | 2, 0 | 1 | 2, 0 | 1 | 2];

/**
 * A volume whose axes are in another order. Every voxel keeps its value and its position in the world; only the order of
 * voxels in memory and the grid's axes change.
 */
export function permuteAxes<A extends VoxelArray, V extends Volume<A>>(
  volume: V,
  order: AxisOrder,
): V {
  const { data, size, spacing, direction } = volume;
  const of = (v: Vec3): Vec3 => [v[order[0]], v[order[1]], v[order[2]]];
  const strides = of([1, size[0], size[0] * size[1]]);
  const [nx, ny, nz] = of(size);
  const out = new (data.constructor as new (length: number) => A)(data.length);
  for (let z = 0, v = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      let from = strides[1] * y + strides[2] * z;
      for (let x = 0; x < nx; x++, v++, from += strides[0]) out[v] = data[from];
    }
  }
  const rows = [0, 3, 6].flatMap((row) => order.map((axis) => direction[row + axis]));
  return {
    ...volume,
    size: [nx, ny, nz],
    spacing: of(spacing),
    direction: rows as unknown as Mat3,
    data: out,
  };
}
