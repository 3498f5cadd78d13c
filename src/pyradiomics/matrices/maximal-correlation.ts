import { extremeEigenvalues } from "../../math/extreme-eigenvalues.ts";
import type { CountMatrix } from "../../matrices/count-matrix.ts";

/**
 * The maximal correlation coefficient of the levels of pairs: √ of the second largest eigenvalue of
 * Q(i, j) = Σ_k p(i, k) p(j, k) / (p_x(i) p_y(k)). 1 for a single level.
 *
 * Q is similar to B Bᵀ, B(i, k) = p(i, k) / √(p_x(i) p_y(k)), whose largest eigenvalue is 1 with the
 * eigenvector √p_x. That eigenvalue is taken away; the largest that is left is the second of Q.
 *
 * @param matrix counts of ordered pairs
 * @param levels the grey levels of the region: those without a pair count too
 */
export function maximalCorrelation({ i, j, n }: CountMatrix, levels: number): number {
  if (levels < 2) return 1;
  const place = new Map<number, number>();
  for (const level of [...i, ...j]) if (!place.has(level)) place.set(level, place.size);
  const size = place.size;
  const row = Array.from(i, (level) => place.get(level) ?? 0);
  const column = Array.from(j, (level) => place.get(level) ?? 0);
  const px = new Float64Array(size);
  const py = new Float64Array(size);
  let total = 0;
  for (let e = 0; e < n.length; e++) {
    px[row[e]] += n[e];
    py[column[e]] += n[e];
    total += n[e];
  }
  const b = new Float64Array(size * size);
  for (let e = 0; e < n.length; e++) {
    b[row[e] * size + column[e]] = n[e] / Math.sqrt(px[row[e]] * py[column[e]]);
  }
  const q = timesTransposed(b, size);
  for (let r = 0; r < size; r++) {
    for (let c = 0; c < size; c++) q[r * size + c] -= Math.sqrt(px[r] * px[c]) / total;
  }
  return Math.sqrt(Math.max(0, extremeEigenvalues(q, size).highest));
}

/** B Bᵀ. */
function timesTransposed(b: Float64Array, size: number): Float64Array {
  const product = new Float64Array(size * size);
  for (let r = 0; r < size; r++) {
    for (let c = 0; c <= r; c++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += b[r * size + k] * b[c * size + k];
      product[r * size + c] = sum;
      product[c * size + r] = sum;
    }
  }
  return product;
}
