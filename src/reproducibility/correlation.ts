import { checkArgument } from "../schema/check-argument.ts";

/** Correlation of ranks (`spearman`) or of values (`pearson`). */
export type CorrelationMethod = "spearman" | "pearson";

/**
 * The correlation of every pair of columns, over the rows in which both columns have a value. NaN where
 * one of the two is constant in these rows.
 *
 * `spearman` is Pearson's correlation of the ranks; equal values share their mean rank.
 *
 * @param columns n columns of one length; NaN where there is no value
 * @returns n rows of n correlations, symmetric, 1 on the diagonal
 *
 * @example
 * ```ts
 * import { correlationMatrix } from "voxomics/reproducibility";
 *
 * const columns = [Float64Array.of(1, 2, 3), Float64Array.of(6, 4, 2)]; // a column a feature
 * correlationMatrix(columns, "spearman")[0][1]; // -1, but for rounding
 * ```
 */
export function correlationMatrix(
  columns: readonly Float64Array[],
  method: CorrelationMethod,
): Float64Array[] {
  checkArgument(columns, "columns", "array");
  const scale = (values: Float64Array) =>
    standardised(method === "pearson" ? values : ranks(values));
  const complete = columns.map((column) => (column.every(Number.isFinite) ? scale(column) : null));
  const matrix = columns.map(() => new Float64Array(columns.length).fill(1));
  for (let a = 0; a < columns.length; a++) {
    for (let b = 0; b < a; b++) {
      const [x, y] = [complete[a], complete[b]];
      const shared = x && y ? ([x, y] as const) : pairwise(columns[a], columns[b], scale);
      const r = dot(shared[0], shared[1]);
      matrix[a][b] = r;
      matrix[b][a] = r;
    }
  }
  return matrix;
}

/** Two columns without the rows in which one of them has no value, each scaled by `scale`. */
function pairwise(
  x: Float64Array,
  y: Float64Array,
  scale: (values: Float64Array) => Float64Array,
): readonly [Float64Array, Float64Array] {
  const both = (_: number, row: number) => Number.isFinite(x[row]) && Number.isFinite(y[row]);
  return [scale(x.filter(both)), scale(y.filter(both))];
}

/** The ranks of values, from 1; equal values share their mean rank. */
export function ranks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values, (_, row) => row).sort((a, b) => values[a] - values[b]);
  const out = new Float64Array(values.length);
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && values[order[end]] === values[order[start]]) end++;
    for (let k = start; k < end; k++) out[order[k]] = (start + end + 1) / 2;
  }
  return out;
}

/** Deviations from the mean, divided by the root of their sum of squares; NaN if they are all 0. */
function standardised(values: Float64Array): Float64Array {
  const out = values.slice();
  standardise(out);
  return out;
}

/** Puts in the place of the values from `from` to before `to` what `standardised` gives of them. */
export function standardise(values: Float64Array, from = 0, to: number = values.length): void {
  const anchor = values[from];
  let sum = 0;
  for (let k = from; k < to; k++) sum += values[k] - anchor;
  const mean = sum / (to - from);
  // divided by the largest deviation first, so that squares neither overflow nor underflow
  let largest = 0;
  for (let k = from; k < to; k++) {
    values[k] = values[k] - anchor - mean;
    largest = Math.max(largest, Math.abs(values[k]));
  }
  let squares = 0;
  for (let k = from; k < to; k++) squares += (values[k] / largest) ** 2;
  const norm = largest * Math.sqrt(squares);
  for (let k = from; k < to; k++) values[k] /= norm;
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < x.length; k++) sum += x[k] * y[k];
  return Math.max(-1, Math.min(1, sum));
}
