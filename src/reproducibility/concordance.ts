// Lin, Biometrics 45 (1989) 255, https://doi.org/10.2307/2532051, with the variance as corrected in
// Biometrics 56 (2000) 324, https://doi.org/10.1111/j.0006-341X.2000.00324.x

import { wholePower } from "../math/power.ts";
import { checkOptions } from "../schema/check-options.ts";
import { mean } from "./analysis-of-variance.ts";
import {
  type ConfidenceOptions,
  type Estimate,
  estimateOf,
  tailOf,
  undefinedFor,
} from "./estimate.ts";
import { normalQuantile } from "./normal-quantile.ts";
import {
  checkRatings,
  countRatings,
  type PairProblem,
  pairsOf,
  type RatingCounts,
  type Ratings,
} from "./ratings.ts";

/** Lin's concordance correlation with its interval and its two factors. */
export interface Concordance extends Estimate {
  /** Pearson's correlation: how close the pairs of measurements lie to a straight line. */
  readonly precision: number | null;
  /** C_b: how close that line lies to the line of equality. */
  readonly accuracy: number | null;
  readonly counts: RatingCounts;
}

/**
 * Lin's concordance correlation of two measurements a subject, with the interval by Fisher's z.
 *
 * Variances are those of the population (division by n), as in Lin's paper. Subjects that lack a
 * value are left out. If the two measurements of every subject are equal, the value is 1 with the
 * reason `no-error-variance`.
 *
 * @param ratings a row a subject, of two measurements
 * @throws VoxomicsError `invalid-table` if rows differ in length, `invalid-settings`
 *
 * @example
 * ```ts
 * import { concordanceCorrelation } from "voxomics/reproducibility";
 *
 * const { value, interval } = concordanceCorrelation([[9, 8], [2, 3], [5, 6], [7, 7]]); // a row a subject
 * console.log(value, interval);
 * ```
 */
export function concordanceCorrelation(
  ratings: Ratings,
  options: ConfidenceOptions = {},
): Concordance {
  checkOptions(options, { confidence: null });
  checkRatings(ratings);
  const z = normalQuantile(1 - tailOf(options));
  const { pairs, problem } = pairsOf(ratings, 3);
  const counts = countRatings(ratings, pairs);
  return { ...concordanceOf(pairs, problem, z), counts };
}

function concordanceOf(
  pairs: readonly (readonly number[])[],
  problem: PairProblem | null,
  z: number,
): Omit<Concordance, "counts"> {
  const none = { precision: null, accuracy: null };
  if (problem !== null) return { ...undefinedFor(problem), ...none };
  const moments = momentsOf(pairs);
  const { varianceX, varianceY, covariance, shift } = moments;
  if (varianceX === 0 && varianceY === 0 && shift === 0) {
    return { ...undefinedFor("no-variance"), ...none };
  }
  const value = (2 * covariance) / (varianceX + varianceY + shift ** 2);
  if (!Number.isFinite(value)) return { ...undefinedFor("not-finite"), ...none };
  if (varianceX === 0 || varianceY === 0 || covariance === 0) {
    return { value, interval: null, reason: "zero-correlation", ...none };
  }
  if (pairs.every(([x, y]) => x === y)) {
    const interval = { lower: 1, upper: 1 };
    return { value: 1, interval, reason: "no-error-variance", precision: 1, accuracy: 1 };
  }
  const precision = covariance / (Math.sqrt(varianceX) * Math.sqrt(varianceY));
  const accuracy = value / precision;
  if (!Number.isFinite(accuracy)) return { value, interval: null, reason: "not-finite", ...none };
  const standardError = fisherStandardError(value, precision, moments, pairs.length);
  const centre = Math.atanh(value);
  const estimate = estimateOf(
    value,
    Math.tanh(centre - z * standardError),
    Math.tanh(centre + z * standardError),
  );
  return { ...estimate, precision, accuracy };
}

interface Moments {
  readonly varianceX: number;
  readonly varianceY: number;
  readonly covariance: number;
  /** Mean of y minus mean of x. */
  readonly shift: number;
}

function momentsOf(pairs: readonly (readonly number[])[]): Moments {
  const meanX = mean(pairs.map(([x]) => x));
  const meanY = mean(pairs.map(([, y]) => y));
  let varianceX = 0;
  let varianceY = 0;
  let covariance = 0;
  for (const [x, y] of pairs) {
    varianceX += (x - meanX) ** 2;
    varianceY += (y - meanY) ** 2;
    covariance += (x - meanX) * (y - meanY);
  }
  const n = pairs.length;
  return {
    varianceX: varianceX / n,
    varianceY: varianceY / n,
    covariance: covariance / n,
    shift: meanY - meanX,
  };
}

/**
 * The standard error of Fisher's transform z = artanh(c) of a concordance c.
 *
 * @param r Pearson's correlation
 * @param n number of pairs; u² is the squared shift of the means over σx σy
 */
function fisherStandardError(
  c: number,
  r: number,
  { varianceX, varianceY, shift }: Moments,
  n: number,
): number {
  const u2 = shift ** 2 / Math.sqrt(varianceX * varianceY);
  const variance =
    ((1 - r ** 2) * c ** 2) / ((1 - c ** 2) * r ** 2) +
    (2 * wholePower(c, 3) * (1 - c) * u2) / (r * (1 - c ** 2) ** 2) -
    (wholePower(c, 4) * u2 ** 2) / (2 * r ** 2 * (1 - c ** 2) ** 2);
  // where the pairs lie on a line, rounding may leave a variance slightly below 0
  return Math.sqrt(Math.max(0, variance) / (n - 2));
}
