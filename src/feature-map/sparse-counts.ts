import type { CountMatrix } from "../matrices/count-matrix.ts";
import { VoxomicsError } from "../messages/errors.ts";

/**
 * A count matrix that grows and shrinks by single counts: the first `entries` entries of its arrays
 * count, in any order.
 */
export interface SparseCounts extends CountMatrix {
  voxels: number;
  entries: number;
  /** The cell of each entry in a table of all that there can be. */
  readonly cell: Int32Array;
  /** One more than the entry of each cell; 0 for a cell without. */
  readonly place: Int32Array;
}

/**
 * No counts, for `cells` different ones of which at most `capacity` occur together.
 *
 * @throws VoxomicsError `too-large` if there is no room for the table of cells
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
    place: cellTable(cells),
  };
}

function cellTable(cells: number): Int32Array {
  try {
    return new Int32Array(cells);
  } catch (cause) {
    throw new VoxomicsError(
      "too-large",
      `so large a kernel holds so many grey levels that a table of ${cells} cells is needed, more than can be had: choose a smaller radius or wider bins`,
      { cells },
      { cause },
    );
  }
}

/** Adds to the count of a cell, which stands for n(i, j). */
export function addCount(
  counts: SparseCounts,
  cell: number,
  i: number,
  j: number,
  amount: number,
): void {
  const found = counts.place[cell];
  if (found > 0) {
    counts.n[found - 1] += amount;
    return;
  }
  const entry = counts.entries++;
  counts.i[entry] = i;
  counts.j[entry] = j;
  counts.n[entry] = amount;
  counts.cell[entry] = cell;
  counts.place[cell] = entry + 1;
}

/** Takes 1 off the count of a cell. An entry that comes to 0 leaves its place to the last one. */
export function removeCount(counts: SparseCounts, cell: number): void {
  const { i, j, n, cell: cells, place } = counts;
  const entry = place[cell] - 1;
  if (--n[entry] > 0) return;
  const last = --counts.entries;
  i[entry] = i[last];
  j[entry] = j[last];
  n[entry] = n[last];
  cells[entry] = cells[last];
  place[cells[last]] = entry + 1;
  place[cell] = 0;
}

/** Takes all counts out. */
export function clearCounts(counts: SparseCounts): void {
  const { cell, place, entries } = counts;
  for (let e = 0; e < entries; e++) place[cell[e]] = 0;
  counts.entries = 0;
  counts.voxels = 0;
}
