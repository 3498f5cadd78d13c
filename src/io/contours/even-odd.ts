// Polygons to voxels by the even-odd rule, exactly: vertices are whole numbers of a small unit.

/**
 * Units of a vertex's coordinates in one voxel: far finer than any contour is drawn, and coarser
 * than the noise of arithmetic, so that a vertex meant to lie on a voxel centre does.
 */
export const unitsPerVoxel = 2 ** 20;

/** Furthest coordinate of a vertex, in voxels: the products in `orderOfProducts` are exact up to it. */
export const furthestVoxel = 2 ** 13;

/**
 * A closed polygon: column and row of each vertex in turn, in units. Voxel centres are at multiples of
 * `unitsPerVoxel`.
 */
export type Ring = Float64Array;

/** A plane of voxels: (column, row) is `data[start + column * columnStep + row * rowStep]`. */
export interface Sheet {
  readonly start: number;
  readonly columns: number;
  readonly rows: number;
  readonly columnStep: number;
  readonly rowStep: number;
}

/**
 * Sets the voxels of a sheet to 1 whose centres lie inside an odd number of rings, and returns their
 * number. The sheet holds zeros before.
 *
 * A centre on an edge counts as if it lay a vanishing step further along the columns, and a yet smaller
 * step along the rows. Rings that share an edge therefore neither share nor lose a voxel.
 */
export function drawRings(data: Uint8Array, sheet: Sheet, rings: readonly Ring[]): number {
  let firstRow = sheet.rows;
  let lastRow = -1;
  for (const ring of rings) {
    let last = ring.length - 2;
    for (let n = 0; n < ring.length; last = n, n += 2) {
      toggleEdge(data, sheet, ring[last], ring[last + 1], ring[n], ring[n + 1]);
      const row = Math.floor(ring[n + 1] / unitsPerVoxel);
      if (row < firstRow) firstRow = row;
      if (row > lastRow) lastRow = row;
    }
  }
  return fillRows(data, sheet, Math.max(0, firstRow), Math.min(sheet.rows - 1, lastRow));
}

/** The sum, over the edges of a ring, of the number of rows that the edge crosses. */
export function countCrossings(ring: Ring, rows: number): number {
  let count = 0;
  for (let n = 1, last = ring.length - 1; n < ring.length; last = n, n += 2) {
    const low = Math.min(ring[last], ring[n]);
    const high = Math.max(ring[last], ring[n]);
    count += Math.max(0, endRow(high, rows) - startRow(low));
  }
  return count;
}

/**
 * An edge from `low` to `high` crosses the rows from `startRow(low)` up to, but not, `endRow(high,
 * rows)`.
 */
const startRow = (low: number): number => Math.max(0, Math.ceil(low / unitsPerVoxel));
const endRow = (high: number, rows: number): number =>
  Math.min(rows, Math.ceil(high / unitsPerVoxel));

/** An upper limit of the rounding error of a crossing, in voxels. */
const noise = 1e-9;

/** Toggles, in each row that an edge crosses, the first voxel at or after the crossing. */
function toggleEdge(
  data: Uint8Array,
  { start, columns, rows, columnStep, rowStep }: Sheet,
  fromColumn: number,
  fromRow: number,
  toColumn: number,
  toRow: number,
): void {
  // always from the lower end up, so that an edge has the same crossings in either direction
  const up = fromRow < toRow;
  const low = up ? fromRow : toRow;
  const column = up ? fromColumn : toColumn;
  const rise = (up ? toRow : fromRow) - low;
  const run = (up ? toColumn : fromColumn) - column;
  const end = endRow(low + rise, rows);
  const slope = run / rise;
  for (let row = startRow(low); row < end; row++) {
    const above = row * unitsPerVoxel - low;
    const crossing = (column + above * slope) / unitsPerVoxel;
    // a crossing so near to a voxel centre that rounding could decide is compared with it exactly
    let first = Math.ceil(crossing - noise);
    if (first - crossing < noise) {
      const ahead = first * unitsPerVoxel - column;
      if (orderOfProducts(ahead, rise, above, run) < 0) first++;
    }
    if (first < columns) data[start + Math.max(0, first) * columnStep + row * rowStep] ^= 1;
  }
}

/** A number with the sign of ab - cd, for whole numbers up to 2^34 (differences of coordinates). */
export function orderOfProducts(a: number, b: number, c: number, d: number): number {
  // in two halves, as the products have more digits than a 64-bit float
  const half = 2 ** 17;
  const bHigh = Math.floor(b / half);
  const dHigh = Math.floor(d / half);
  const high = a * bHigh - c * dHigh;
  const low = a * (b - half * bHigh) - c * (d - half * dHigh);
  return high * half + low;
}

/** Replaces each voxel by the parity of the toggles up to it in its row. Returns how many voxels are 1. */
function fillRows(
  data: Uint8Array,
  { start, columns, columnStep, rowStep }: Sheet,
  firstRow: number,
  lastRow: number,
): number {
  let count = 0;
  for (let row = firstRow; row <= lastRow; row++) {
    let inside = 0;
    for (let column = 0, v = start + row * rowStep; column < columns; column++, v += columnStep) {
      inside ^= data[v];
      data[v] = inside;
      count += inside;
    }
  }
  return count;
}
