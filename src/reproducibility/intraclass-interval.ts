import type { TwoWay } from "./analysis-of-variance.ts";
import { fQuantile } from "./distributions.ts";
import type { Interval } from "./estimate.ts";

/**
 * The interval of the ratio of two expected mean squares, from the F distribution of their estimates'
 * ratio.
 */
export function ratioInterval(
  { signal, error, df1, df2 }: { signal: number; error: number; df1: number; df2: number },
  tail: number,
): Interval {
  const f = signal / error;
  return {
    lower: f / fQuantile(1 - tail, df1, df2),
    upper: f * fQuantile(1 - tail, df2, df1),
  };
}

/**
 * The interval of ICC(A,1), with Satterthwaite's degrees of freedom for the sum of rater and error
 * variance (McGraw and Wong 1996, Table 7; Shrout and Fleiss 1979, after Fleiss and Shrout 1978).
 *
 * The weights a and b are written with 1 - ICC multiplied out, so that an ICC of 1 divides by
 * nothing.
 */
export function agreementInterval(analysis: TwoWay, tail: number): Interval {
  const { subjects: n, raters: k, betweenSubjects: msr, betweenRaters: msc, error: mse } = analysis;
  const icc = (msr - mse) / (msr + (k - 1) * mse + (k * (msc - mse)) / n);
  const a = k * icc * msc;
  const b = (n * (1 - icc) + k * icc * (n - 1)) * mse;
  const df = (a + b) ** 2 / (a ** 2 / (k - 1) + b ** 2 / ((n - 1) * (k - 1)));
  const low = fQuantile(1 - tail, n - 1, df);
  const high = fQuantile(1 - tail, df, n - 1);
  const rest = k * msc + (k * n - k - n) * mse;
  return {
    lower: (n * (msr - low * mse)) / (low * rest + n * msr),
    upper: (n * (high * msr - mse)) / (rest + n * high * msr),
  };
}

/** The reliability of the mean of k measurements, from the reliability of one (Spearman and Brown). */
export function stepUp(single: number, k: number): number {
  return (k * single) / (1 + (k - 1) * single);
}
