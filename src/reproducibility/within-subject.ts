// Bland and Altman, BMJ 313 (1996) 744, https://doi.org/10.1136/bmj.313.7059.744 and 106,
// https://doi.org/10.1136/bmj.313.7049.106

import { checkOptions } from "../schema/check-options.ts";
import { mean, oneWay } from "./analysis-of-variance.ts";
import { chiSquareQuantile } from "./distributions.ts";
import {
  type AgreementReason,
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
  presentValues,
  type RatingCounts,
  type Ratings,
} from "./ratings.ts";

/** How much repeated measurements of one subject vary. */
export interface WithinSubject {
  /** s_w, the standard deviation of repeated measurements of one subject, in the feature's unit. */
  readonly sd: Estimate;
  /** 1.96 √2 s_w: in 95 % of pairs, two measurements of one subject differ by at most this. */
  readonly repeatability: Estimate;
  /** Coefficient of variation by root mean square: √(mean of (s_i / mean_i)²). It has no interval. */
  readonly cv: CoefficientOfVariation;
  /** Coefficient of variation by logarithms: exp(s_w of the logarithms) - 1. */
  readonly logCv: Estimate;
  readonly counts: RatingCounts;
}

/** A standard deviation relative to the mean, or the reason why there is none. */
export interface CoefficientOfVariation {
  readonly value: number | null;
  readonly reason: AgreementReason | null;
}

/**
 * How much measurements of one subject vary.
 *
 * Subjects may have different numbers of measurements; subjects with one measurement are left out. The
 * intervals are exact for normally distributed errors (chi-square).
 *
 * @param ratings a row a subject
 * @throws VoxomicsError `invalid-settings` for a confidence outside (0, 1)
 *
 * @example
 * ```ts
 * import { withinSubject } from "voxomics/reproducibility";
 *
 * const variation = withinSubject([[9, 8], [2, 3], [5, 6], [7, 7]]); // a row a subject
 * console.log(variation); // in the unit of the measurements, and relative to their means
 * ```
 */
export function withinSubject(ratings: Ratings, options: ConfidenceOptions = {}): WithinSubject {
  checkOptions(options, { confidence: null });
  checkRatings(ratings);
  const tail = tailOf(options);
  const present = presentValues(ratings);
  const rows = present.filter((row) => row.length > 1);
  const counts = countRatings(ratings, rows);
  if (rows.length === 0) {
    const reason = present.length === 0 ? "no-data" : "single-measurement";
    const none = undefinedFor(reason);
    return { sd: none, repeatability: none, cv: { value: null, reason }, logCv: none, counts };
  }
  const sd = standardDeviation(rows, tail);
  return {
    sd,
    repeatability: mapEstimate(sd, (s) => normalQuantile(0.975) * Math.SQRT2 * s),
    cv: coefficientOfVariation(rows),
    logCv: rows.every((row) => row.every((value) => value > 0))
      ? mapEstimate(
          standardDeviation(
            rows.map((row) => row.map(Math.log)),
            tail,
          ),
          Math.expm1,
        )
      : undefinedFor("not-positive"),
    counts,
  };
}

/** The root of the mean square within subjects. */
function standardDeviation(rows: readonly (readonly number[])[], tail: number): Estimate {
  const { within, dfWithin } = oneWay(rows);
  const bound = (p: number) => Math.sqrt((within * dfWithin) / chiSquareQuantile(p, dfWithin));
  return estimateOf(Math.sqrt(within), bound(1 - tail), bound(tail));
}

function coefficientOfVariation(rows: readonly (readonly number[])[]): CoefficientOfVariation {
  const means = rows.map(mean);
  if (means.includes(0)) return { value: null, reason: "zero-mean" };
  const squares = rows.map((row, i) => {
    const deviations = row.reduce((sum, value) => sum + (value / means[i] - 1) ** 2, 0);
    return deviations / (row.length - 1);
  });
  const value = Math.sqrt(mean(squares));
  return Number.isFinite(value) ? { value, reason: null } : { value: null, reason: "not-finite" };
}

/** An estimate whose value and bounds go through an increasing function. */
function mapEstimate({ value, interval, reason }: Estimate, f: (x: number) => number): Estimate {
  if (value === null) return undefinedFor(reason ?? "not-finite");
  if (interval === null) return { value: f(value), interval, reason };
  return estimateOf(f(value), f(interval.lower), f(interval.upper));
}
