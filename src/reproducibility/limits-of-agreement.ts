// Bland and Altman, Lancet 327 (1986) 307, https://doi.org/10.1016/S0140-6736(86)90837-8, and
// Statistical Methods in Medical Research 8 (1999) 135, https://doi.org/10.1177/096228029900800204

import { checkOptions } from "../schema/check-options.ts";
import { mean } from "./analysis-of-variance.ts";
import { fUpperTail, tQuantile } from "./distributions.ts";
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

/** The limits between which most differences of two measurements lie. */
export interface AgreementLimits {
  /** Mean of the differences, first minus second measurement, in the feature's unit. */
  readonly bias: Estimate;
  /** Standard deviation of the differences; null where the limits are, for the same reason. */
  readonly sd: number | null;
  /** bias - z sd; 95 % of differences lie between `lower` and `upper`. */
  readonly lower: Estimate;
  /** bias + z sd. */
  readonly upper: Estimate;
  /** Slope of the differences over the pairs' means (least squares): 0 if the bias is constant. */
  readonly slope: Estimate & { readonly p: number | null };
  readonly counts: RatingCounts;
}

/** How wide the limits of agreement are. */
export interface LimitsOptions extends ConfidenceOptions {
  /** z, standard deviations from bias to limit. Default: the 97.5 % quantile of the normal distribution. */
  readonly multiplier?: number;
}

/**
 * The 95 % limits of agreement of two measurements a subject.
 *
 * The interval of the bias is exact for normally distributed differences. The intervals of the limits use
 * Student's t with n - 1 degrees of freedom and the standard error s √(1/n + z² / (2 (n - 1))) (Bland
 * and Altman 1999, section 2). Subjects that lack a value are left out.
 *
 * @param ratings a row a subject, of two measurements
 * @throws VoxomicsError `invalid-table` if rows differ in length, `invalid-settings`
 *
 * @example
 * ```ts
 * import { limitsOfAgreement } from "voxomics/reproducibility";
 *
 * const { bias, lower, upper } = limitsOfAgreement([[9, 8], [2, 3], [5, 6], [7, 7]]); // a row a subject
 * console.log(bias, lower, upper); // in the unit of the measurements
 * ```
 */
export function limitsOfAgreement(ratings: Ratings, options: LimitsOptions = {}): AgreementLimits {
  checkOptions(options, { confidence: null, multiplier: null });
  checkRatings(ratings);
  const tail = tailOf(options);
  const { multiplier = normalQuantile(0.975) } = options;
  const { pairs, problem } = pairsOf(ratings, 2);
  const counts = countRatings(ratings, pairs);
  if (problem !== null) return { ...withoutLimits(problem), counts };

  const n = pairs.length;
  const differences = pairs.map(([first, second]) => first - second);
  const bias = mean(differences);
  const sd = Math.sqrt(differences.reduce((sum, d) => sum + (d - bias) ** 2, 0) / (n - 1));
  const t = tQuantile(1 - tail, n - 1);
  const around = (value: number, error: number) =>
    estimateOf(value, value - t * error, value + t * error);
  const limitError = sd * Math.sqrt(1 / n + multiplier ** 2 / (2 * (n - 1)));
  return {
    bias: around(bias, sd / Math.sqrt(n)),
    sd: Number.isFinite(sd) ? sd : null,
    lower: around(bias - multiplier * sd, limitError),
    upper: around(bias + multiplier * sd, limitError),
    slope: slopeOf(pairs, differences, bias, tail),
    counts,
  };
}

function withoutLimits(reason: PairProblem): Omit<AgreementLimits, "counts"> {
  const none = undefinedFor(reason);
  return { bias: none, sd: null, lower: none, upper: none, slope: { ...none, p: null } };
}

/** The slope of the regression of differences on means, with its interval and the p of its t test. */
function slopeOf(
  pairs: readonly (readonly number[])[],
  differences: readonly number[],
  bias: number,
  tail: number,
): AgreementLimits["slope"] {
  const n = pairs.length;
  if (n < 3) return { ...undefinedFor("too-few-subjects"), p: null };
  const means = pairs.map(([first, second]) => (first + second) / 2);
  const centre = mean(means);
  let sxx = 0;
  let sxy = 0;
  means.forEach((x, i) => {
    sxx += (x - centre) ** 2;
    sxy += (x - centre) * (differences[i] - bias);
  });
  if (sxx === 0) return { ...undefinedFor("no-subject-variance"), p: null };
  const slope = sxy / sxx;
  const residual = means.reduce(
    (sum, x, i) => sum + (differences[i] - bias - slope * (x - centre)) ** 2,
    0,
  );
  const variance = residual / (n - 2) / sxx;
  const reach = tQuantile(1 - tail, n - 2) * Math.sqrt(variance);
  const estimate = estimateOf(slope, slope - reach, slope + reach);
  if (variance === 0) return { ...estimate, reason: "no-error-variance", p: null };
  const p = fUpperTail(slope ** 2 / variance, 1, n - 2);
  return { ...estimate, p: Number.isFinite(p) ? p : null };
}
