import fCdf from "@stdlib/stats-base-dists-f-cdf";
import fQuantileOf from "@stdlib/stats-base-dists-f-quantile";
import tQuantileOf from "@stdlib/stats-base-dists-t-quantile";

/** Quantile of the F distribution. */
export function fQuantile(p: number, df1: number, df2: number): number {
  return fQuantileOf(p, df1, df2);
}

/** P(F > f), computed as the lower tail of 1/f so that small probabilities keep their digits. */
export function fUpperTail(f: number, df1: number, df2: number): number {
  return f === 0 ? 1 : fCdf(1 / f, df2, df1);
}

/** Quantile of Student's t distribution. */
export function tQuantile(p: number, df: number): number {
  return tQuantileOf(p, df);
}

/**
 * Quantile of the chi-square distribution: df times that of F with df and nearly infinite degrees of
 * freedom.
 */
export function chiSquareQuantile(p: number, df: number): number {
  return df * fQuantileOf(p, df, manyDegrees);
}

/** With so many degrees of freedom, chi-square quantiles are right to 12 digits. */
const manyDegrees = 1e15;
