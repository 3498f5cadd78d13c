import { inWorkspace } from "../base/workspace.ts";

/**
 * A sparse matrix of counts n(i, j): grey level i against grey level, run length, zone size, zone
 * distance or dependence j. Entries are in ascending order of i, then j; none is 0.
 */
export interface CountMatrix {
  /** N_g. */
  readonly levels: number;
  /** N_v: number of region voxels; merged matrices count a voxel once for every direction. */
  readonly voxels: number;
  /** i of each entry. */
  readonly i: Int32Array;
  /** j of each entry. */
  readonly j: Int32Array;
  /** n(i, j) of each entry. */
  readonly n: Float64Array;
}

/**
 * The sparse matrix of dense counts: n(i, j) is `counts[width * i + j]`.
 *
 * @param columns all counts from this column on are 0
 */
export function fromDense(
  counts: Int32Array,
  width: number,
  levels: number,
  voxels: number,
  columns = width,
): CountMatrix {
  let entries = 0;
  for (let start = 0; start < counts.length; start += width) {
    for (let c = start; c < start + columns; c++) entries += counts[c] === 0 ? 0 : 1;
  }
  const i = new Int32Array(entries);
  const j = new Int32Array(entries);
  const n = new Float64Array(entries);
  for (let row = 0, e = 0; row * width < counts.length; row++) {
    for (let column = 0; column < columns; column++) {
      const count = counts[row * width + column];
      if (count === 0) continue;
      i[e] = row;
      j[e] = column;
      n[e++] = count;
    }
  }
  return { levels, voxels, i, j, n };
}

/** The most cells of a dense table; pairs that would need more are sorted instead. */
export const DENSE_CELLS = 1 << 20;

// a table has CELLS_PER_PAIR cells for every pair, but at least LEAST_CELLS
const CELLS_PER_PAIR = 2;
const LEAST_CELLS = 1 << 10;

/** Counts pairs: n(i, j) is the number of indices k with `i[k]` = i and `j[k]` = j. */
export function tally(
  i: ArrayLike<number>,
  j: ArrayLike<number>,
  levels: number,
  voxels: number,
): CountMatrix {
  let largest = 0;
  for (let k = 0; k < j.length; k++) largest = Math.max(largest, j[k]);
  // pairs with a small j are counted in a table, the others are listed and sorted
  const cells = Math.min(DENSE_CELLS, Math.max(LEAST_CELLS, CELLS_PER_PAIR * i.length));
  const width = Math.min(largest + 1, Math.floor(cells / (levels + 1)));
  const large: number[] = [];
  const small = inWorkspace(({ integers }) => {
    const counts = integers((levels + 1) * width);
    for (let k = 0; k < i.length; k++) {
      if (j[k] < width) counts[width * i[k] + j[k]]++;
      else large.push(i[k] * 2 ** 32 + j[k]);
    }
    return fromDense(counts, width, levels, voxels);
  });
  if (large.length === 0) return small;
  return merge([small, fromKeys(Float64Array.from(large).sort(), levels, 0)]);
}

/** The matrix of sorted keys i 2³² + j, one key for each count. */
export function fromKeys(keys: Float64Array, levels: number, voxels: number): CountMatrix {
  const i = new Int32Array(keys.length);
  const j = new Int32Array(keys.length);
  const n = new Float64Array(keys.length);
  let entries = 0;
  for (let k = 0; k < keys.length; k++) {
    if (k === 0 || keys[k] !== keys[k - 1]) {
      i[entries] = Math.floor(keys[k] / 2 ** 32);
      j[entries++] = keys[k] % 2 ** 32;
    }
    n[entries - 1]++;
  }
  return {
    levels,
    voxels,
    i: i.slice(0, entries),
    j: j.slice(0, entries),
    n: n.slice(0, entries),
  };
}

/** The sum of matrices; their voxels add up. */
export function merge(matrices: readonly CountMatrix[]): CountMatrix {
  // matrices are added in pairs: an entry is copied about log2(matrices) times, not once for each
  // matrix
  let level = [...matrices];
  while (level.length > 1) {
    const next: CountMatrix[] = [];
    for (let k = 0; k < level.length; k += 2) {
      next.push(k + 1 < level.length ? add(level[k], level[k + 1]) : level[k]);
    }
    level = next;
  }
  return level[0];
}

function add(a: CountMatrix, b: CountMatrix): CountMatrix {
  const capacity = a.n.length + b.n.length;
  const i = new Int32Array(capacity);
  const j = new Int32Array(capacity);
  const n = new Float64Array(capacity);
  let entries = 0;
  for (let p = 0, q = 0; p < a.n.length || q < b.n.length; entries++) {
    const order = q === b.n.length ? -1 : p === a.n.length ? 1 : a.i[p] - b.i[q] || a.j[p] - b.j[q];
    if (order <= 0) {
      i[entries] = a.i[p];
      j[entries] = a.j[p];
      n[entries] += a.n[p++];
    }
    if (order >= 0) {
      i[entries] = b.i[q];
      j[entries] = b.j[q];
      n[entries] += b.n[q++];
    }
  }
  return {
    levels: Math.max(a.levels, b.levels),
    voxels: a.voxels + b.voxels,
    i: i.slice(0, entries),
    j: j.slice(0, entries),
    n: n.slice(0, entries),
  };
}

/** A matrix of one slice (2D) or of the whole region (3D, slice 0), along one direction. */
export interface Part<M = CountMatrix> {
  readonly slice: number;
  readonly direction: number;
  readonly matrix: M;
}
