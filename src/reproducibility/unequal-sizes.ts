// REML: Patterson and Thompson, Biometrika 58 (1971) 545, https://doi.org/10.1093/biomet/58.3.545.
// The interval: Wald, Annals of Mathematical Statistics 11 (1940) 96, https://doi.org/10.1214/aoms/1177731946

import { mean, type OneWay } from "./analysis-of-variance.ts";
import { fQuantile } from "./distributions.ts";
import type { Interval } from "./estimate.ts";

/** What the rows of a one-way analysis come down to under a correlation. */
interface Weighed {
  /** Σ w_i (mean_i - μ)², with μ the mean of the means under the weights w_i. */
  readonly squares: number;
  /** Σ w_i² (mean_i - μ)². */
  readonly slope: number;
  readonly sum: number;
  readonly sumOfSquares: number;
}

/**
 * Single measurements' intraclass correlation ρ of subjects with different numbers of measurements, with its
 * interval.
 *
 * The mean of n_i measurements has the variance (1 + (n_i - 1) ρ) / (1 - ρ) / n_i in units of the variance within
 * subjects; the weights w_i are its inverse. The estimate is that of restricted maximum likelihood (REML), which is 0
 * or above. The interval holds each ρ for which Σ w_i (mean_i - μ)² / (n - 1) over the mean square within subjects lies
 * between the quantiles of its distribution, F: exact for normal data, and below 0 where the data are.
 *
 * @param rows a row a subject, of one or more values
 */
export function unequalCorrelation(
  rows: readonly (readonly number[])[],
  { within, dfBetween, dfWithin }: OneWay,
  tail: number,
): { readonly value: number; readonly interval: Interval } {
  const sizes = rows.map(({ length }) => length);
  const means = rows.map(mean);
  const weigh = (rho: number) => weighed(sizes, means, rho);

  /** The derivative of -2 log likelihood by the ratio of the variances, profiled over all else. */
  const descent = (rho: number) => {
    const { squares, slope, sum, sumOfSquares } = weigh(rho);
    const scale = (within * dfWithin + squares) / (dfWithin + dfBetween);
    return sum - sumOfSquares / sum - slope / scale;
  };
  const value = descent(0) >= 0 ? 0 : rootIn(0, 1, descent);

  const lowest = -1 / (Math.max(...sizes) - 1);
  const boundAt = (quantile: number) =>
    rootIn(lowest, 1, (rho) => quantile - weigh(rho).squares / dfBetween / within);
  return {
    value,
    interval: {
      lower: boundAt(fQuantile(1 - tail, dfBetween, dfWithin)),
      upper: boundAt(1 / fQuantile(1 - tail, dfWithin, dfBetween)),
    },
  };
}

function weighed(sizes: readonly number[], means: readonly number[], rho: number): Weighed {
  const weights = sizes.map((n) => (n * (1 - rho)) / (1 + (n - 1) * rho));
  const anchor = means[0];
  let sum = 0;
  let shifted = 0;
  weights.forEach((w, i) => {
    sum += w;
    shifted += w * (means[i] - anchor);
  });
  const centre = anchor + shifted / sum;
  let squares = 0;
  let slope = 0;
  let sumOfSquares = 0;
  weights.forEach((w, i) => {
    const square = (means[i] - centre) ** 2;
    squares += w * square;
    slope += w ** 2 * square;
    sumOfSquares += w ** 2;
  });
  return { squares, slope, sum, sumOfSquares };
}

/**
 * Where a function goes from below 0 to above it, by bisection to the last digit; the start where it is never
 * below.
 */
function rootIn(start: number, end: number, f: (x: number) => number): number {
  let [below, above] = [start, end];
  for (;;) {
    const middle = below + (above - below) / 2;
    if (middle <= below || middle >= above) return below;
    if (f(middle) < 0) below = middle;
    else above = middle;
  }
}
