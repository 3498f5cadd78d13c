import { correlationMatrix, ranks } from "../reproducibility/correlation.ts";
import { correlationInterval } from "../reproducibility/correlation-interval.ts";
import { tTails } from "./tails.ts";
import type { TestResult } from "./test-result.ts";

/** Below this number of cases without ties, p is counted over all permutations. */
const exactBelow = 10;

/**
 * Spearman's rank correlation rho, with statistic S = Σ (rank of x - rank of y)², where values are not tied.
 *
 * p by Student's t with n - 2 degrees of freedom; for fewer than ten cases without ties over all
 * permutations. The interval is that of Fisher's z for ranks.
 *
 * @param x n values of the feature, none of them missing
 * @param y n values of the outcome
 * @param tail the probability above the interval
 */
export function spearmanTest(x: Float64Array, y: Float64Array, tail: number): TestResult {
  const n = x.length;
  const rho = correlationMatrix([x, y], "spearman")[0][1];
  const found = spearmanResult(rho, n, tail);
  const exact = mayBeCounted(n) && !hasTies(x) && !hasTies(y);
  return exact ? { ...found, p: permutationP(Math.round(found.statistic), n) } : found;
}

/** Whether p of n cases is counted over all permutations, if values are not tied. */
export function mayBeCounted(n: number): boolean {
  return n < exactBelow;
}

/** Spearman's test of a correlation of n cases that is known, with p by Student's t. */
export function spearmanResult(rho: number, n: number, tail: number): TestResult {
  const statistic = ((n ** 3 - n) * (1 - rho)) / 6;
  const interval = correlationInterval(rho, n, "spearman", tail);
  return { statistic, effect: rho, interval, p: spearmanP(rho, n) };
}

/** p of Spearman's correlation of n cases by Student's t. */
export function spearmanP(rho: number, n: number): number {
  return tTails(tOf(rho, n - 2), n - 2);
}

/**
 * Spearman's rank correlation of what covariates leave of the ranks of x and y.
 *
 * The statistic is Student's t with n - 2 - k degrees of freedom for k covariates; the interval is that of
 * Fisher's z with n - k cases.
 *
 * @param residuals takes out of n values what the covariates explain of them
 * @param k number of covariates
 */
export function partialSpearmanTest(
  x: Float64Array,
  y: Float64Array,
  residuals: (values: Float64Array) => Float64Array,
  k: number,
  tail: number,
): TestResult {
  const n = x.length;
  const rho = correlationMatrix([residuals(ranks(x)), residuals(ranks(y))], "pearson")[0][1];
  const statistic = tOf(rho, n - 2 - k);
  const interval = correlationInterval(rho, n - k, "spearman", tail);
  return { statistic, effect: rho, interval, p: tTails(statistic, n - 2 - k) };
}

function tOf(rho: number, df: number): number {
  return rho * Math.sqrt(df / ((1 - rho) * (1 + rho)));
}

function hasTies(values: Float64Array): boolean {
  return new Set(values).size < values.length;
}

/** Twice the share of permutations whose sum of squared differences of ranks is as far out, at most 1. */
function permutationP(sum: number, n: number): number {
  const counts = differenceCounts(n);
  const all = counts.reduce((total, count) => total + count, 0);
  const far = sum > (n ** 3 - n) / 6 ? counts.subarray(sum) : counts.subarray(0, sum + 1);
  return Math.min(1, (2 * far.reduce((total, count) => total + count, 0)) / all);
}

/**
 * How many permutations of n ranks have each sum of squared differences to the order 1 … n. Ranks are given out
 * one after the other; a set of ranks that are taken is a number whose bits are ranks.
 */
function differenceCounts(n: number): Float64Array {
  const length = (n ** 3 - n) / 3 + 1;
  const bySet = Array.from({ length: 2 ** n }, () => new Float64Array(length));
  bySet[0][0] = 1;
  for (let taken = 0; taken < bySet.length - 1; taken++) {
    let place = 0;
    for (let bits = taken; bits > 0; bits &= bits - 1) place++;
    for (let rank = 0; rank < n; rank++) {
      if (taken & (1 << rank)) continue;
      const [from, to, square] = [bySet[taken], bySet[taken | (1 << rank)], (rank - place) ** 2];
      for (let sum = 0; sum + square < length; sum++) to[sum + square] += from[sum];
    }
  }
  return bySet[bySet.length - 1];
}
