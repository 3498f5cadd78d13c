import type { CountMatrix } from "../matrices/count-matrix.ts";
import { VoxomicsError } from "../messages/errors.ts";

/**
 * A count matrix that grows and shrinks by single counts. The first `entries` entries of its arrays
 * are in use, in any order.
 */
export interface SparseCounts extends CountMatrix {
  voxels: number;
  entries: number;
  /** The cell of each entry: an index into `entryOf`, which the caller computes from (i, j). */
  readonly cell: Int32Array;
  /** For each cell, 1 + the index of its entry; 0 for a cell whose count is 0. */
  readonly entryOf: Int32Array;
}

/**
 * An empty count matrix.
 *
 * @param levels N_g
 * @param cells number of different cells
 * @param capacity the most cells with a count at the same time
 * @throws VoxomicsError `too-large` if the table of cells does not fit in memory
 */
export function noCounts(levels: number, cells: number, capacity: number): SparseCounts {
  return {
    levels,
    voxels: 0,
    entries: 0,
    i: new Int32Array(capacity),
    j: new Int32Array(capacity),
    n: new Float64Array(capacity),
    cell: new Int32Array(capacity),
    entryOf: cellTable(cells),
  };
}

function cellTable(cells: number): Int32Array {
  try {
    return new Int32Array(cells);
  } catch (cause) {
    throw new VoxomicsError(
      "too-large",
      `a kernel of this size can hold so many grey levels that a table of ${cells} cells is needed, which does not fit in memory: choose a smaller radius or wider bins`,
      { found: cells },
      { cause },
    );
  }
}

/** Adds `amount` to n(i, j), which has the given cell. */
export function addCount(
  counts: SparseCounts,
  cell: number,
  i: number,
  j: number,
  amount: number,
): void {
  const found = counts.entryOf[cell];
  if (found > 0) {
    counts.n[found - 1] += amount;
    return;
  }
  const entry = counts.entries++;
  counts.i[entry] = i;
  counts.j[entry] = j;
  counts.n[entry] = amount;
  counts.cell[entry] = cell;
  counts.entryOf[cell] = entry + 1;
}

/**
 * Subtracts 1 from the count of a cell. If the count becomes 0, the last entry replaces its entry.
 */
export function removeCount(counts: SparseCounts, cell: number): void {
  const { i, j, n, cell: cells, entryOf } = counts;
  const entry = entryOf[cell] - 1;
  if (--n[entry] > 0) return;
  const last = --counts.entries;
  i[entry] = i[last];
  j[entry] = j[last];
  n[entry] = n[last];
  cells[entry] = cells[last];
  entryOf[cells[last]] = entry + 1;
  entryOf[cell] = 0;
}

/** Sets all counts to 0. */
export function clearCounts(counts: SparseCounts): void {
  const { cell, entryOf, entries } = counts;
  for (let e = 0; e < entries; e++) entryOf[cell[e]] = 0;
  counts.entries = 0;
  counts.voxels = 0;
}
