import { checkArgument } from "../schema/check-argument.ts";
import type { Estimate } from "./estimate.ts";

/** How reliable a measurement is (Koo and Li 2016). */
export type Verdict = "poor" | "moderate" | "good" | "excellent";

/** The lower ends of the classes (Koo and Li 2016, https://doi.org/10.1016/j.jcm.2016.02.012). */
export const verdictThresholds = { moderate: 0.5, good: 0.75, excellent: 0.9 } as const;

/**
 * How reliable a measurement is: the class of the lower bound of its intraclass correlation's interval.
 * null if there is no interval.
 *
 * @example
 * ```ts
 * import { intraclassCorrelation, verdictOf } from "voxomics/reproducibility";
 *
 * const ratings = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8]]; // a row a subject, a column a rater
 * verdictOf(intraclassCorrelation(ratings, "ICC(A,1)")); // "poor"
 * ```
 */
export function verdictOf(estimate: Pick<Estimate, "interval">): Verdict | null {
  checkArgument(estimate, "estimate", "object");
  if (estimate.interval !== null)
    checkArgument(estimate.interval, "estimate.interval", { lower: "number" });
  const { interval } = estimate;
  if (interval === null) return null;
  const { lower } = interval;
  if (lower >= verdictThresholds.excellent) return "excellent";
  if (lower >= verdictThresholds.good) return "good";
  return lower >= verdictThresholds.moderate ? "moderate" : "poor";
}
