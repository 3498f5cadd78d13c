import type { AgreementReason } from "./estimate.ts";

/** What the reasons of agreement mean, in words. */
export const agreementReasons: Readonly<Record<AgreementReason, string>> = {
  "no-data": "no measurement has a value",
  "too-few-subjects": "fewer subjects have the values it takes than the definition needs",
  "single-measurement": "no subject was measured twice",
  "not-two-measurements": "defined for two measurements a subject only",
  "no-variance": "all values are equal",
  "no-subject-variance": "the subjects' means are all equal",
  "no-error-variance":
    "the measurements of every subject agree exactly, for consistency up to a constant",
  "zero-correlation": "the interval divides by a correlation of 0",
  "zero-mean": "the definition divides by a subject's mean, which is 0",
  "not-positive": "a value at or below 0 has no logarithm",
  "not-finite": "values so large, or freedom so small, that the result is no number",
};
