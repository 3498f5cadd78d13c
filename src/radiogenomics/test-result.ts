import type { Interval } from "../reproducibility/estimate.ts";

/** What a test of a feature against an outcome finds. */
export interface TestResult {
  /** The statistic that the test is named by: rank sum, H, z … */
  readonly statistic: number;
  /** The size of the association, as `Test` says for each test; NaN of a ratio that is too large or too small for a number. */
  readonly effect: number;
  /** The confidence interval of the effect; null where there is none, for example of a correlation of 1. */
  readonly interval: Interval | null;
  /** Two-sided probability of a statistic at least as extreme if there were no association. */
  readonly p: number;
}

/** How the coefficients of a regression were found. */
export type Fit = "maximum-likelihood" | "firth";

/** The odds ratio or hazard ratio of a coefficient; NaN where it is too large or too small for a number. */
export function ratioOf(coefficient: number): number {
  const ratio = Math.exp(coefficient);
  return ratio > 0 && Number.isFinite(ratio) ? ratio : Number.NaN;
}

/** Why a feature and an outcome have no test, and what each reason means. */
export const associationReasons = {
  "too-few-cases":
    "fewer cases than the test needs have both a value of the feature and an outcome",
  "no-spread": "all values of the feature are equal in these cases",
  "one-outcome": "all these cases have the same outcome",
  "small-group": "a group has fewer than five of these cases",
  "no-event": "none of these cases had the event",
  "dependent-covariates":
    "a covariate is constant in these cases, or follows from the others or from the feature",
  "determined-outcome": "the outcome follows from the covariates in these cases",
  "not-converged": "the fit did not converge: the estimate would be infinite",
} as const;

/** Why a feature and an outcome have no test. */
export type AssociationReason = keyof typeof associationReasons;
