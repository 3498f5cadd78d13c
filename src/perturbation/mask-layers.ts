import type { Mask } from "../volume/mask.ts";

/** Indices of the voxels outside a mask that share a face with a voxel of it, ascending. */
export function outerLayer(mask: Mask): number[] {
  return layerOf(mask, 0, 0);
}

/**
 * Indices of the voxels of a mask that share a face with a voxel outside it or with the grid's border,
 * ascending.
 */
export function innerLayer(mask: Mask): number[] {
  return layerOf(mask, 1, 1);
}

/**
 * The voxels of value `own` with a neighbour of the other value; `beyond` 1 counts the space past the
 * grid as such.
 */
function layerOf({ data, size: [nx, ny, nz] }: Mask, own: 0 | 1, beyond: 0 | 1): number[] {
  const layer: number[] = [];
  for (let z = 0, v = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, v++) {
        if (data[v] !== own) continue;
        const touches =
          (x > 0 ? data[v - 1] ^ own : beyond) |
          (x < nx - 1 ? data[v + 1] ^ own : beyond) |
          (y > 0 ? data[v - nx] ^ own : beyond) |
          (y < ny - 1 ? data[v + nx] ^ own : beyond) |
          (z > 0 ? data[v - nx * ny] ^ own : beyond) |
          (z < nz - 1 ? data[v + nx * ny] ^ own : beyond);
        if (touches !== 0) layer.push(v);
      }
    }
  }
  return layer;
}

/** A mask with some voxels set to a value. */
export function setVoxels(mask: Mask, voxels: readonly number[], value: 0 | 1): Mask {
  const data = mask.data.slice();
  for (const v of voxels) data[v] = value;
  return { ...mask, data };
}
