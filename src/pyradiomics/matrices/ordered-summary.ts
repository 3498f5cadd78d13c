import type { CountMatrix } from "../../matrices/count-matrix.ts";

/** What features of a matrix that is not symmetric are computed from, where i and j are not the same. */
export interface OrderedSummary {
  /** Mean of the first level of a pair, Σ i p_ij. */
  readonly mean: number;
  /** Variance of the first level. */
  readonly variance: number;
  /** Correlation of both levels. */
  readonly correlation: number;
  /** The largest p_ij. */
  readonly maximum: number;
  /** Σ p_ij². */
  readonly squares: number;
  /** -Σ p_ij log2 p_ij. */
  readonly jointEntropy: number;
  /** Entropies of the first and of the second level. */
  readonly entropies: readonly [number, number];
}

/** Summary of a matrix with at least one pair. */
export function summariseOrdered({ levels, i, j, n }: CountMatrix): OrderedSummary {
  const first = new Float64Array(levels + 1);
  const second = new Float64Array(levels + 1);
  let total = 0;
  let iSum = 0;
  let jSum = 0;
  for (let e = 0; e < n.length; e++) {
    first[i[e]] += n[e];
    second[j[e]] += n[e];
    total += n[e];
    iSum += n[e] * i[e];
    jSum += n[e] * j[e];
  }
  const [mean, other] = [iSum / total, jSum / total];
  let [ii, jj, ij, squares, maximum, jointEntropy] = [0, 0, 0, 0, 0, 0];
  for (let e = 0; e < n.length; e++) {
    const p = n[e] / total;
    ii += p * (i[e] - mean) ** 2;
    jj += p * (j[e] - other) ** 2;
    ij += p * (i[e] - mean) * (j[e] - other);
    squares += p * p;
    maximum = Math.max(maximum, p);
    jointEntropy -= p * Math.log2(p);
  }
  return {
    mean,
    variance: ii,
    correlation: ii * jj === 0 ? 1 : ij / Math.sqrt(ii * jj),
    maximum,
    squares,
    jointEntropy,
    entropies: [entropyOf(first, total), entropyOf(second, total)],
  };
}

function entropyOf(counts: Float64Array, total: number): number {
  return counts.reduce((sum, n) => (n === 0 ? sum : sum - (n / total) * Math.log2(n / total)), 0);
}
