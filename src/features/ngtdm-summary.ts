import type { DifferenceMatrix } from "../matrices/ngtdm.ts";

/** What NGTDM features are read from. Only levels with n_i > 0 are in it. */
export interface NgtdmSummary {
  /** Grey levels, ascending, with their n_i, p_i = n_i / N_v,c and s_i. */
  readonly level: Int32Array;
  readonly n: Float64Array;
  readonly p: Float64Array;
  readonly s: Float64Array;
  /** N_v,c = Σ n_i. */
  readonly voxels: number;
  /** Σ s_i and Σ p_i s_i. */
  readonly differences: number;
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
