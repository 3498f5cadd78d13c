import { Matrix, QrDecomposition } from "ml-matrix";

/** What columns explain of values, by least squares. */
export interface LeastSquares {
  /** Whether no column follows from the others. */
  readonly fullRank: boolean;
  /** n values less what the columns explain of them. */
  residuals(values: Float64Array): Float64Array;
  /** The coefficient of each column; only where `fullRank`. */
  coefficients(values: Float64Array): Float64Array;
}

/** A column whose part that others do not explain is this much smaller than itself counts as dependent. */
const dependent = 1e-9;

/**
 * Least squares on columns of n numbers, by a QR decomposition.
 *
 * @param columns among them one of ones, if the model has an intercept
 */
export function leastSquares(columns: readonly Float64Array[]): LeastSquares {
  const [n, k] = [columns[0].length, columns.length];
  const norms = columns.map(normOf);
  const scaled = columns.map((column, c) => column.map((value) => value / norms[c]));
  if (k > n) {
    const none = (length: number) => new Float64Array(length).fill(Number.NaN);
    return { fullRank: false, residuals: () => none(n), coefficients: () => none(k) };
  }
  const design = new Matrix(n, k);
  scaled.forEach((column, c) => {
    for (let row = 0; row < n; row++) design.set(row, c, column[row]);
  });
  const qr = new QrDecomposition(design);
  const r = qr.upperTriangularMatrix;
  const q = qr.orthogonalMatrix;
  const fullRank = scaled.every((_, c) => Math.abs(r.get(c, c)) > dependent);
  return {
    fullRank,
    residuals(values) {
      const rest = values.slice();
      // twice, since what is left after the first time may be as small as its rounding
      for (let pass = 0; pass < 2; pass++) {
        for (let c = 0; c < k; c++) {
          let dot = 0;
          for (let row = 0; row < n; row++) dot += q.get(row, c) * rest[row];
          for (let row = 0; row < n; row++) rest[row] -= dot * q.get(row, c);
        }
      }
      return rest;
    },
    coefficients(values) {
      const solved = new Float64Array(k);
      for (let c = k - 1; c >= 0; c--) {
        for (let row = 0; row < n; row++) solved[c] += q.get(row, c) * values[row];
        for (let d = c + 1; d < k; d++) solved[c] -= r.get(c, d) * solved[d];
        solved[c] /= r.get(c, c);
      }
      return solved.map((value, c) => value / norms[c]);
    },
  };
}

/** Whether columns, one of them of ones, explain values but for rounding. */
export function explains({ residuals }: LeastSquares, values: Float64Array): boolean {
  const centred = values.map((value) => value - values[0]);
  return rootOfSquares(residuals(centred)) <= 1e-9 * rootOfSquares(centred);
}

/** The root of the sum of squares; 1 for a column of zeros. */
function normOf(column: Float64Array): number {
  return rootOfSquares(column) || 1;
}

/** The root of the sum of squares, which may be too large for a number. */
function rootOfSquares(values: Float64Array): number {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return 0;
  return largest * Math.sqrt(values.reduce((sum, value) => sum + (value / largest) ** 2, 0));
}
