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

/** Σ f(k) p_k: the expectation of f over a distribution on 0, 1, 2 … */
export function expectation(p: Float64Array, f: (k: number) => number): number {
  let sum = 0;
  for (let k = 0; k < p.length; k++) sum += f(k) * p[k];
  return sum;
}
