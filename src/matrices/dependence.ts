import { type Dimension, halfNeighbourhood, steps } from "./neighbourhood.ts";
import type { TextureGrid } from "./texture-grid.ts";

/**
 * For every region voxel, at its place in `grid.data`: the number of its neighbours in the region
 * whose grey level differs by at most α.
 *
 * Neighbours are those within the Chebyshev distance that the grid is made for, in the slice plane
 * (2D) or in space (3D). Each pair is compared once and counts for both.
 */
export function countDependent(grid: TextureGrid, dimension: Dimension, alpha: number): Int32Array {
  const offsets = steps(halfNeighbourhood(dimension, grid.pad), grid.size);
  const pairs = new Int32Array(grid.data.length);
  const count = offsets.length === 13 ? count13 : countAny;
  count(grid.data, grid.voxels, offsets, Math.min(alpha, 65535) + 1, pairs);
  return pairs;
}

/** 1 if low < q < high, else 0: without a branch, which the processor would often guess wrong. */
function between(q: number, low: number, high: number): number {
  return ((low - q) & (q - high)) >>> 31;
}

/** Adds, to both voxels of a pair, whether their levels differ by less than `reach`. */
function countAny(
  data: Uint16Array,
  voxels: Int32Array,
  offsets: Int32Array,
  reach: number,
  pairs: Int32Array,
): void {
  for (let k = 0; k < voxels.length; k++) {
    const v = voxels[k];
    const low = Math.max(data[v] - reach, 0); // level 0 is never in between
    const high = data[v] + reach;
    let here = 0;
    for (let o = 0; o < offsets.length; o++) {
      const w = v + offsets[o];
      const dependent = between(data[w], low, high);
      pairs[w] += dependent;
      here += dependent;
    }
    pairs[v] += here;
  }
}

/** The same for 13 offsets, unrolled: a loop over them takes twice as long. */
function count13(
  data: Uint16Array,
  voxels: Int32Array,
  [a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12]: Int32Array,
  reach: number,
  pairs: Int32Array,
): void {
  for (let k = 0; k < voxels.length; k++) {
    const v = voxels[k];
    const low = Math.max(data[v] - reach, 0);
    const high = data[v] + reach;
    const d0 = between(data[v + a0], low, high);
    const d1 = between(data[v + a1], low, high);
    const d2 = between(data[v + a2], low, high);
    const d3 = between(data[v + a3], low, high);
    const d4 = between(data[v + a4], low, high);
    const d5 = between(data[v + a5], low, high);
    const d6 = between(data[v + a6], low, high);
    const d7 = between(data[v + a7], low, high);
    const d8 = between(data[v + a8], low, high);
    const d9 = between(data[v + a9], low, high);
    const d10 = between(data[v + a10], low, high);
    const d11 = between(data[v + a11], low, high);
    const d12 = between(data[v + a12], low, high);
    pairs[v] += d0 + d1 + d2 + d3 + d4 + d5 + d6 + d7 + d8 + d9 + d10 + d11 + d12;
    pairs[v + a0] += d0;
    pairs[v + a1] += d1;
    pairs[v + a2] += d2;
    pairs[v + a3] += d3;
    pairs[v + a4] += d4;
    pairs[v + a5] += d5;
    pairs[v + a6] += d6;
    pairs[v + a7] += d7;
    pairs[v + a8] += d8;
    pairs[v + a9] += d9;
    pairs[v + a10] += d10;
    pairs[v + a11] += d11;
    pairs[v + a12] += d12;
  }
}
