// DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988) 837, https://doi.org/10.2307/2531595

import { ranks } from "../reproducibility/correlation.ts";
import { normalQuantile } from "../reproducibility/normal-quantile.ts";
import { varianceOf } from "./sample-moments.ts";
import { normalTails } from "./tails.ts";
import type { TestResult } from "./test-result.ts";
import { tieSum } from "./tie-sum.ts";

/** Below this number of cases in each group, p can be counted over all divisions into groups. */
const exactBelow = 50;

/**
 * Wilcoxon's rank sum test of two groups, with the area under the ROC curve (AUC): the probability that a case
 * of the second group has the larger value, ties counting half.
 *
 * The statistic W is the number of pairs with a larger value in the second group, ties counting half. p by the
 * normal distribution with a correction for ties and without one for continuity; if `exact` asks for it,
 * over all divisions, where both groups are below 50 and no values are tied. The interval is DeLong's.
 *
 * @param first n values of the first group, none of them missing
 * @param second m values of the second group
 * @param tail the probability above the interval
 */
export function wilcoxonTest(
  first: Float64Array,
  second: Float64Array,
  tail: number,
  exact: boolean,
): TestResult {
  const [n, m] = [first.length, second.length];
  const all = Float64Array.of(...second, ...first);
  const ranked = ranks(all);
  const statistic = sumOf(ranked.subarray(0, m)) - (m * (m + 1)) / 2;
  const auc = statistic / (n * m);
  const ties = tieSum(all);
  const countable = exact && ties === 0 && mayBeCounted(n, m);
  return {
    statistic,
    effect: auc,
    interval: deLongInterval(ranked, first, second, auc, tail),
    p: countable ? divisionP(statistic, n, m) : wilcoxonP(statistic, n, m, ties),
  };
}

/** Whether p of groups of n and m cases can be counted over all divisions, if values are not tied. */
export function mayBeCounted(n: number, m: number): boolean {
  return n < exactBelow && m < exactBelow;
}

/**
 * p of a statistic W of groups of n and m cases by the normal distribution.
 *
 * @param ties Σ (t³ - t) over groups of t equal values
 */
export function wilcoxonP(statistic: number, n: number, m: number, ties: number): number {
  const total = n + m;
  const variance = ((n * m) / 12) * (total + 1 - ties / (total * (total - 1)));
  return normalTails((statistic - (n * m) / 2) / Math.sqrt(variance));
}

/**
 * AUC plus and minus normal quantiles of its standard deviation, within 0 to 1. null where no case differs in how
 * many of the other group it exceeds.
 *
 * @param ranked ranks of the second group, then of the first, among all
 */
function deLongInterval(
  ranked: Float64Array,
  first: Float64Array,
  second: Float64Array,
  auc: number,
  tail: number,
) {
  const [n, m] = [first.length, second.length];
  // of each case, the share of the other group that its value exceeds, or that exceeds it
  const below = ranks(second).map((within, k) => (ranked[k] - within) / n);
  const above = ranks(first).map((within, k) => 1 - (ranked[m + k] - within) / m);
  const variance = varianceOf(below) / m + varianceOf(above) / n;
  if (!(variance > 0)) return null;
  const reach = normalQuantile(1 - tail) * Math.sqrt(variance);
  return { lower: Math.max(0, auc - reach), upper: Math.min(1, auc + reach) };
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Twice the share of divisions into groups of n and m whose statistic is as far out, at most 1. */
function divisionP(statistic: number, n: number, m: number): number {
  const counts = divisionCounts(n, m);
  const above = statistic > (n * m) / 2;
  const far = above ? counts.subarray(statistic) : counts.subarray(0, statistic + 1);
  return Math.min(1, (2 * sumOf(far)) / sumOf(counts));
}

/** How many divisions of ranks 1 … n + m into groups of n and m give each value of the statistic, 0 … n m. */
function divisionCounts(n: number, m: number): Float64Array {
  // counts[k][s]: choices of k ranks whose sum is s above the least possible, of the ranks seen so far
  const counts = Array.from({ length: m + 1 }, () => new Float64Array(n * m + 1));
  counts[0][0] = 1;
  for (let rank = 1; rank <= n + m; rank++) {
    for (let k = Math.min(m, rank); k >= 1; k--) {
      const above = rank - k; // above the least rank that the k-th chosen can have
      for (let sum = n * m; sum >= above; sum--) counts[k][sum] += counts[k - 1][sum - above];
    }
  }
  return counts[m];
}
