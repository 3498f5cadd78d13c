import { selectQuantiles } from "../math/quantile.ts";
import { type RandomStream, uniformAt } from "../math/random.ts";
import { ranks } from "../reproducibility/correlation.ts";
import type { Interval } from "../reproducibility/estimate.ts";
import { chiSquareTail } from "./tails.ts";
import type { TestResult } from "./test-result.ts";
import { tieSum } from "./tie-sum.ts";

/** How an interval is found by drawing cases anew, with replacement. */
export interface Bootstrap {
  readonly samples: number;
  readonly stream: RandomStream;
  /** The probability above the interval. */
  readonly tail: number;
}

/**
 * Kruskal and Wallis' test of several groups. The statistic is H, corrected for ties; the effect is epsilon
 * squared, H / (n - 1), from 0 to 1. p by chi-square with one degree of freedom less than there are groups.
 *
 * @param x n values of the feature, none of them missing
 * @param group of each value, 0 … groups - 1; each group has a value
 * @param bootstrap draws cases anew for the interval; null for none
 */
export function kruskalWallisTest(
  x: Float64Array,
  group: Uint32Array,
  groups: number,
  bootstrap: Bootstrap | null,
): TestResult {
  const statistic = statisticH(x, group, groups);
  const interval = bootstrap === null ? null : epsilonInterval(x, group, groups, bootstrap);
  const p = chiSquareTail(statistic, groups - 1);
  return { statistic, effect: statistic / (x.length - 1), interval, p };
}

/** H with its correction for ties; groups without a value are left out. NaN if all values are equal. */
function statisticH(x: Float64Array, group: Uint32Array, groups: number): number {
  const n = x.length;
  const sums = new Float64Array(groups);
  const sizes = new Float64Array(groups);
  ranks(x).forEach((rank, row) => {
    sums[group[row]] += rank - (n + 1) / 2;
    sizes[group[row]]++;
  });
  const between = sums.reduce((sum, s, k) => (sizes[k] === 0 ? sum : sum + s ** 2 / sizes[k]), 0);
  return (12 * between) / (n * (n + 1)) / (1 - tieSum(x) / (n ** 3 - n));
}

/** Percentiles of epsilon squared over samples of the cases; samples of equal values are left out. */
function epsilonInterval(
  x: Float64Array,
  group: Uint32Array,
  groups: number,
  { samples, stream, tail }: Bootstrap,
): Interval | null {
  const n = x.length;
  const drawn = new Float64Array(n);
  const drawnGroup = new Uint32Array(n);
  const epsilons: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    for (let k = 0; k < n; k++) {
      const row = Math.floor(uniformAt(stream, sample * n + k) * n);
      drawn[k] = x[row];
      drawnGroup[k] = group[row];
    }
    const epsilon = statisticH(drawn, drawnGroup, groups) / (n - 1);
    if (Number.isFinite(epsilon)) epsilons.push(epsilon);
  }
  if (epsilons.length === 0) return null;
  const [lower, upper] = selectQuantiles(Float64Array.from(epsilons), [tail, 1 - tail]);
  return { lower, upper };
}
