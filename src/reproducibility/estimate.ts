import { checkValue } from "../schema/check.ts";

/** Reasons why a number is null, is set by convention, or has no interval, and what they mean. */
const meanings = {
  "no-data": "no measurement has a value",
  "too-few-subjects": "too few subjects have the values that the definition needs",
  "single-measurement": "no subject was measured twice",
  "not-two-measurements": "defined for two measurements a subject only",
  "no-variance": "all values are equal",
  "no-subject-variance": "the subjects' means are all equal",
  "no-error-variance":
    "the measurements of every subject agree exactly, for consistency up to a constant",
  "zero-correlation": "the interval divides by a correlation of 0",
  "zero-mean": "the definition divides by a subject's mean, which is 0",
  "not-positive": "a value at or below 0 has no logarithm",
  "not-finite": "values so large, or degrees of freedom so few, that the result is no number",
} as const;

/** Why a statistic of agreement has no value, or a limited one. */
export type AgreementReason = keyof typeof meanings;

/** What each reason means, in words. */
export const agreementReasons: Readonly<Record<AgreementReason, string>> = meanings;

/** A confidence interval. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** A number with its confidence interval. */
export interface Estimate {
  readonly value: number | null;
  readonly interval: Interval | null;
  /** Why value or interval is null, or why the value is set by convention; else null. */
  readonly reason: AgreementReason | null;
}

/** How sure intervals are. */
export interface ConfidenceOptions {
  /** Probability that a two-sided interval covers the true value. Default 0.95. */
  readonly confidence?: number;
}

/** An estimate without value and interval. */
export function undefinedFor(reason: AgreementReason): Estimate {
  return { value: null, interval: null, reason };
}

/** An estimate; value and interval are null where they are not finite. */
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
 * The probability that lies above a two-sided interval, (1 - confidence) / 2.
 *
 * @throws VoxomicsError `invalid-settings`
 */
export function tailOf({ confidence = 0.95 }: ConfidenceOptions): number {
  const possible = confidence > 0 && confidence < 1;
  checkValue(possible, "confidence", confidence, "a number above 0 and below 1");
  return (1 - confidence) / 2;
}
