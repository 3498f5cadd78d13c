import { checkValue } from "../schema/check.ts";

/** Why a number is null, is a convention, or has no interval. */
export type AgreementReason =
  | "no-data" // no measurement has a value
  | "too-few-subjects" // fewer subjects than the definition needs
  | "single-measurement" // no subject has two measurements that can be compared
  | "not-two-measurements" // defined for two measurements a subject only
  | "no-variance" // all values are equal
  | "no-subject-variance" // the subjects' means are equal
  | "no-error-variance" // the measurements agree exactly (for consistency: up to a constant)
  | "zero-correlation" // the variance of the estimate divides by a correlation of 0
  | "zero-mean" // division by a subject's mean of 0
  | "not-positive" // the logarithm of a value at or below 0
  | "not-finite"; // values so large that the result is no number

export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** A number with its confidence interval. */
export interface Estimate {
  readonly value: number | null;
  readonly interval: Interval | null;
  /** Why value or interval is null, or the value a convention; else null. */
  readonly reason: AgreementReason | null;
}

export interface ConfidenceOptions {
  /** Probability that an interval covers; two-sided. Default 0.95. */
  readonly confidence?: number;
}

/** An estimate that there is none of. */
export function undefinedFor(reason: AgreementReason): Estimate {
  return { value: null, interval: null, reason };
}

/** An estimate; what is not finite is null. */
export function estimateOf(value: number, lower: number, upper: number): Estimate {
  if (!Number.isFinite(value)) return undefinedFor("not-finite");
  const known = Number.isFinite(lower) && Number.isFinite(upper);
  return {
    value,
    interval: known ? { lower, upper } : null,
    reason: known ? null : "not-finite",
  };
}

/**
 * The probability of the upper tail that an interval leaves out.
 *
 * @throws VoxomicsError `invalid-settings`
 */
export function tailOf({ confidence = 0.95 }: ConfidenceOptions): number {
  const possible = confidence > 0 && confidence < 1;
  checkValue(possible, "confidence", confidence, "a number above 0 and below 1");
  return (1 - confidence) / 2;
}
