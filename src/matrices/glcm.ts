import { inWorkspace } from "../base/workspace.ts";
import type { CountMatrix, Part } from "./count-matrix.ts";
import { type Dimension, directions, flatOffsets } from "./neighbourhood.ts";
import { partRanges } from "./part-ranges.ts";
import type { TextureGrid } from "./texture-grid.ts";

/**
 * Pairs are counted in tables of so many cells for each voxel at most, and of at least so many cells:
 * in larger ones most cells would be empty.
 */
const CELLS_PER_VOXEL = 2;
const LEAST_CELLS = 1 << 10;

/**
 * Grey level co-occurrence matrices (IBSI LFYI), one for each slice and direction (2D) or for each
 * direction (3D), at the Chebyshev distance that the grid is made for.
 *
 * The symmetric matrix M + Mᵀ is kept as its upper triangle: entry (i, j), i <= j, is the number of
 * neighbouring voxel pairs with levels i and j, each pair counted once.
 */
export function countGlcm(grid: TextureGrid, dimension: Dimension): Part[] {
  const offsets = flatOffsets(directions(dimension), grid.size, grid.pad);
  return partRanges(grid, dimension).flatMap(({ slice, from, to }) => {
    const cells = (grid.levels + 1) ** 2;
    const isDense = cells <= Math.max(LEAST_CELLS, CELLS_PER_VOXEL * (to - from));
    const countRange = isDense ? countDense : countSorted;
    const matrices = countRange(grid, offsets, from, to);
    return matrices.map((matrix, direction) => ({ slice, direction, matrix }));
  });
}

function countDense(
  grid: TextureGrid,
  offsets: Int32Array,
  from: number,
  to: number,
): CountMatrix[] {
  const width = grid.levels + 1;
  return inWorkspace(({ integers }) => {
    const counts = integers(offsets.length * width * width);
    const count = offsets.length === 4 ? count4 : count13;
    count(grid.data, grid.voxels, from, to, offsets, width, counts);
    return Array.from(offsets, (_, k) =>
      fold(counts.subarray(k * width * width, (k + 1) * width * width), width, to - from),
    );
  });
}

/**
 * For voxels [from, to) and each of 4 offsets, counts the pair (level here, level there) into the
 * `width` × `width` table of that offset. Row and column 0 count neighbours outside the region.
 */
function count4(
  data: Uint16Array,
  voxels: Int32Array,
  from: number,
  to: number,
  [a0, a1, a2, a3]: Int32Array,
  width: number,
  counts: Int32Array,
): void {
  const table = width * width;
  for (let k = from; k < to; k++) {
    const v = voxels[k];
    const row = data[v] * width;
    counts[row + data[v + a0]]++;
    counts[row + data[v + a1] + table]++;
    counts[row + data[v + a2] + table * 2]++;
    counts[row + data[v + a3] + table * 3]++;
  }
}

/** The same for 13 offsets. Unrolled because a loop over the offsets takes 2.5 times as long. */
function count13(
  data: Uint16Array,
  voxels: Int32Array,
  from: number,
  to: number,
  [a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12]: Int32Array,
  width: number,
  counts: Int32Array,
): void {
  const table = width * width;
  for (let k = from; k < to; k++) {
    const v = voxels[k];
    const row = data[v] * width;
    counts[row + data[v + a0]]++;
    counts[row + data[v + a1] + table]++;
    counts[row + data[v + a2] + table * 2]++;
    counts[row + data[v + a3] + table * 3]++;
    counts[row + data[v + a4] + table * 4]++;
    counts[row + data[v + a5] + table * 5]++;
    counts[row + data[v + a6] + table * 6]++;
    counts[row + data[v + a7] + table * 7]++;
    counts[row + data[v + a8] + table * 8]++;
    counts[row + data[v + a9] + table * 9]++;
    counts[row + data[v + a10] + table * 10]++;
    counts[row + data[v + a11] + table * 11]++;
    counts[row + data[v + a12] + table * 12]++;
  }
}

/** The upper triangle of M + Mᵀ; entries on the diagonal are those of M. */
function fold(counts: Int32Array, width: number, voxels: number): CountMatrix {
  let entries = 0;
  for (let i = 1; i < width; i++) {
    entries += counts[i * width + i] === 0 ? 0 : 1;
    for (let j = i + 1; j < width; j++) {
      const pairs = counts[i * width + j] + counts[j * width + i];
      counts[i * width + j] = pairs;
      entries += pairs === 0 ? 0 : 1;
    }
  }
  const rows = new Int32Array(entries);
  const columns = new Int32Array(entries);
  const n = new Float64Array(entries);
  for (let i = 1, e = 0; i < width; i++) {
    for (let j = i; j < width; j++) {
      const pairs = counts[i * width + j];
      if (pairs === 0) continue;
      rows[e] = i;
      columns[e] = j;
      n[e++] = pairs;
    }
  }
  return { levels: width - 1, voxels, i: rows, j: columns, n };
}

/**
 * M + Mᵀ in full, of which `countGlcm` keeps the upper triangle: entry (i, j) is the number of
 * ordered pairs of neighbours, so that each pair is counted in both orders.
 */
export function wholeGlcm({ levels, voxels, i, j, n }: CountMatrix): CountMatrix {
  const cells = Array.from(n, (count, e) => [i[e], j[e], count] as const).flatMap(
    ([a, b, count]) =>
      a === b ? [[a, b, 2 * count] as const] : [[a, b, count] as const, [b, a, count] as const],
  );
  cells.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  return {
    levels,
    voxels,
    i: Int32Array.from(cells, ([row]) => row),
    j: Int32Array.from(cells, ([, column]) => column),
    n: Float64Array.from(cells, ([, , count]) => count),
  };
}

/** Counts by sorting the pairs: memory grows with the voxels, not with the square of the levels. */
function countSorted(
  { data, voxels, levels }: TextureGrid,
  offsets: Int32Array,
  from: number,
  to: number,
): CountMatrix[] {
  return inWorkspace(({ integers }) => {
    const pairs = integers(to - from);
    const room = { sorted: integers(to - from), starts: integers(levels + 1) };
    return Array.from(offsets, (offset) => {
      let count = 0;
      for (let k = from; k < to; k++) {
        const here = data[voxels[k]];
        const there = data[voxels[k] + offset];
        if (there === 0) continue;
        pairs[count++] = here < there ? (here << 16) | there : (there << 16) | here;
      }
      sortPairs(pairs, count, levels, room);
      return countRuns(pairs, count, levels, to - from);
    });
  });
}

/** Memory to sort pairs in: as many entries as there are pairs, and one more than there are levels. */
interface SortingRoom {
  readonly sorted: Int32Array;
  readonly starts: Int32Array;
}

/**
 * Sorts `count` pairs of levels, low 2¹⁶ + high, by their low level, then by their high one: by the high
 * level first, then by the low one, which leaves equal ones in their order.
 */
function sortPairs(
  pairs: Int32Array,
  count: number,
  levels: number,
  { sorted, starts }: SortingRoom,
): void {
  if (levels > 4 * count) {
    // so few pairs are sorted sooner than the levels are counted
    const few = new Uint32Array(pairs.buffer, pairs.byteOffset, count);
    few.sort();
    return;
  }
  sortByLevel(pairs, count, 0, sorted, starts);
  sortByLevel(sorted, count, 16, pairs, starts);
}

/** Copies pairs sorted by the level that is `shift` bits up; of equal ones, the first stays first. */
function sortByLevel(
  pairs: Int32Array,
  count: number,
  shift: number,
  sorted: Int32Array,
  starts: Int32Array,
): void {
  starts.fill(0);
  for (let k = 0; k < count; k++) starts[(pairs[k] >>> shift) & 0xffff]++;
  for (let level = 0, start = 0; level < starts.length; level++) {
    const here = starts[level];
    starts[level] = start;
    start += here;
  }
  for (let k = 0; k < count; k++) sorted[starts[(pairs[k] >>> shift) & 0xffff]++] = pairs[k];
}

/** The matrix of sorted pairs. */
function countRuns(pairs: Int32Array, count: number, levels: number, voxels: number): CountMatrix {
  let entries = 0;
  for (let k = 0; k < count; k++) entries += k === 0 || pairs[k] !== pairs[k - 1] ? 1 : 0;
  const i = new Int32Array(entries);
  const j = new Int32Array(entries);
  const n = new Float64Array(entries);
  for (let k = 0, e = -1; k < count; k++) {
    const pair = pairs[k];
    if (k === 0 || pair !== pairs[k - 1]) {
      e++;
      i[e] = pair >>> 16;
      j[e] = pair & 0xffff;
    }
    n[e]++;
  }
  return { levels, voxels, i, j, n };
}
