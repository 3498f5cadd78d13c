/** Σ x². */
export function sumSquares(values: Iterable<number>): number {
  let sum = 0;
  for (const x of values) sum += x * x;
  return sum;
}

/** Shannon entropy in bits of counts that sum to `total`; 0 log2 0 = 0. */
export function entropy(counts: Float64Array, total: number): number {
  let sum = 0;
  for (let k = 0; k < counts.length; k++) {
    if (counts[k] > 0) sum -= counts[k] * Math.log2(counts[k] / total);
  }
  return sum / total;
}

/** A distribution on whole numbers: the share `p[e]` of it lies on `k[e]`, for e < `size`. */
export interface SparseDistribution {
  readonly k: Int32Array;
  readonly p: Float64Array;
  readonly size: number;
}

/** Σ f(k) p_k: the expectation of f over a distribution. */
export function expectation({ k, p, size }: SparseDistribution, f: (k: number) => number): number {
  let sum = 0;
  for (let e = 0; e < size; e++) sum += f(k[e]) * p[e];
  return sum;
}
