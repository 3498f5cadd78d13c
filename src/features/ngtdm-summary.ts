import type { DifferenceMatrix } from "../matrices/ngtdm.ts";

/** What NGTDM features are computed from. The arrays have one entry for each level with n_i > 0. */
export interface NgtdmSummary {
  /** Grey level i, ascending. */
  readonly level: Int32Array;
  /** n_i. */
  readonly n: Float64Array;
  /** p_i = n_i / N_v,c. */
  readonly p: Float64Array;
  /** s_i. */
  readonly s: Float64Array;
  /** N_v,c = Σ n_i. */
  readonly voxels: number;
  /** Σ s_i. */
  readonly differences: number;
  /** Σ p_i s_i. */
  readonly weightedDifferences: number;
}

/** Summary of a matrix with at least one level. */
export function summariseNgtdm({ i, n, s }: DifferenceMatrix): NgtdmSummary {
  const voxels = sumOver(n, (e) => n[e]);
  const p = n.map((count) => count / voxels);
  return {
    level: i,
    n,
    p,
    s,
    voxels,
    differences: sumOver(s, (e) => s[e]),
    weightedDifferences: sumOver(s, (e) => p[e] * s[e]),
  };
}

/** Σ of a term over the entries of a list. */
export function sumOver({ length }: ArrayLike<number>, term: (e: number) => number): number {
  let sum = 0;
  for (let e = 0; e < length; e++) sum += term(e);
  return sum;
}
