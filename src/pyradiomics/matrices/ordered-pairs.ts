import { type CountMatrix, fromDense, fromKeys } from "../../matrices/count-matrix.ts";
import type { TextureGrid } from "../../matrices/texture-grid.ts";

/** The most cells of a table for each voxel; pairs that would need more are sorted. */
const cellsPerVoxel = 16;

/**
 * The co-occurrences of a region at one offset: entry (i, j) is the number of voxels of level i whose neighbour
 * at the offset has level j.
 *
 * @param offset what is added to the index of a voxel, within the padding of the grid
 */
export function countOrderedPairs(
  { data, voxels, levels }: TextureGrid,
  offset: number,
): CountMatrix {
  const width = levels + 1;
  if (width * width > cellsPerVoxel * Math.max(voxels.length, 1 << 12)) {
    return countSorted(data, voxels, levels, offset);
  }
  const counts = new Int32Array(width * width);
  for (let k = 0; k < voxels.length; k++) {
    const there = data[voxels[k] + offset];
    if (there !== 0) counts[width * data[voxels[k]] + there]++;
  }
  return fromDense(counts, width, levels, voxels.length);
}

function countSorted(
  data: Uint16Array,
  voxels: Int32Array,
  levels: number,
  offset: number,
): CountMatrix {
  const keys = new Float64Array(voxels.length);
  let pairs = 0;
  for (let k = 0; k < voxels.length; k++) {
    const there = data[voxels[k] + offset];
    if (there !== 0) keys[pairs++] = data[voxels[k]] * 2 ** 32 + there;
  }
  return fromKeys(keys.slice(0, pairs).sort(), levels, voxels.length);
}

/**
 * The upper triangle of M + Mᵀ, as the core keeps it: entry (i, j), i <= j, is the number of pairs of levels
 * i and j in either order.
 */
export function foldPairs({ levels, voxels, i, j, n }: CountMatrix): CountMatrix {
  const cells = new Map<number, number>();
  for (let e = 0; e < n.length; e++) {
    const key = Math.min(i[e], j[e]) * 2 ** 32 + Math.max(i[e], j[e]);
    cells.set(key, (cells.get(key) ?? 0) + n[e]);
  }
  const keys = Float64Array.from(cells.keys()).sort();
  return {
    levels,
    voxels,
    i: Int32Array.from(keys, (key) => Math.floor(key / 2 ** 32)),
    j: Int32Array.from(keys, (key) => key % 2 ** 32),
    n: Float64Array.from(keys, (key) => cells.get(key) ?? 0),
  };
}
