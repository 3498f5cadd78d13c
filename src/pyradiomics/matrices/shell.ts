import type { CountMatrix } from "../../matrices/count-matrix.ts";
import { tally } from "../../matrices/count-matrix.ts";
import type { DifferenceMatrix } from "../../matrices/ngtdm.ts";
import type { TextureGrid } from "../../matrices/texture-grid.ts";

/**
 * Dependences on neighbours at any offsets: n(i, j) is the number of voxels of level i of whose neighbours
 * j - 1 differ from it by at most alpha.
 *
 * @param offsets both of each opposite pair, within the padding of the grid
 */
export function countDependences(
  { data, voxels, levels }: TextureGrid,
  offsets: Int32Array,
  alpha: number,
): CountMatrix {
  const level = Int32Array.from(voxels, (v) => data[v]);
  const dependence = Int32Array.from(voxels, (v) => {
    let count = 1;
    for (let o = 0; o < offsets.length; o++) {
      const there = data[v + offsets[o]];
      if (there !== 0 && Math.abs(there - data[v]) <= alpha) count++;
    }
    return count;
  });
  return tally(level, dependence, levels, voxels.length);
}

/** Σ |i - mean level of the neighbours| by level, for neighbours at any offsets. Levels ascend from 1. */
export function differencesByLevel(
  { data, voxels, levels }: TextureGrid,
  offsets: Int32Array,
): Float64Array {
  const sums = new Float64Array(levels);
  for (const v of voxels) {
    let count = 0;
    let sum = 0;
    for (let o = 0; o < offsets.length; o++) {
      const there = data[v + offsets[o]];
      if (there === 0) continue;
      count++;
      sum += there;
    }
    if (count > 0) sums[data[v] - 1] += Math.abs(data[v] - sum / count);
  }
  return sums;
}

/** A tone difference matrix of all voxels, those without a neighbour included: these differ by 0. */
export function differenceMatrix(
  counts: Float64Array,
  differences: Float64Array,
): DifferenceMatrix {
  const levels = Array.from(counts.keys()).filter((k) => counts[k] > 0);
  return {
    i: Int32Array.from(levels, (k) => k + 1),
    n: Float64Array.from(levels, (k) => counts[k]),
    s: Float64Array.from(levels, (k) => differences[k]),
  };
}
