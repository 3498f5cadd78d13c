import { normalQuantile } from "../reproducibility/normal-quantile.ts";
import { concordance } from "./concordance.ts";
import { etaOf, partialLikelihood, riskOrder, type Survival } from "./cox.ts";
import { maximise, varianceAt } from "./newton.ts";
import { proportionalHazardsP } from "./proportional-hazards.ts";
import { normalTails } from "./tails.ts";
import type { TestResult } from "./test-result.ts";

/** What Cox' regression finds, besides what every test finds. */
export interface CoxResult extends TestResult {
  /** Harrell's concordance of the fitted risk, of feature and covariates, with survival. */
  readonly concordance: number;
  /** Probability of the found departure from proportional hazards of the feature, if there were none. */
  readonly proportionalHazardsP: number;
}

/**
 * Cox' proportional hazards regression. The effect is the hazard ratio for one standard deviation of the feature; the
 * statistic is Wald's z, whose p and interval by the normal distribution these are. null if the fit does not
 * converge.
 *
 * @param x n values of the feature, none of them missing, not all equal
 * @param covariates columns of n numbers that the hazard also depends on
 * @param tail the probability above the interval
 */
export function coxTest(
  x: Float64Array,
  survival: Survival,
  covariates: readonly Float64Array[],
  tail: number,
): CoxResult | null {
  const columns = [standardised(x), ...covariates.map(standardised)];
  const order = riskOrder(survival);
  const k = columns.length;
  const found = maximise(partialLikelihood(survival, order, columns), new Float64Array(k));
  if (found === null) return null;
  const { coefficients, at } = found;
  const deviation = Math.sqrt(varianceAt(at.information, k, 0));
  const [beta] = coefficients;
  const statistic = beta / deviation;
  const reach = normalQuantile(1 - tail) * deviation;
  const risk = Float64Array.from(x, (_, row) => etaOf(columns, coefficients, row));
  return {
    statistic,
    effect: Math.exp(beta),
    interval: { lower: Math.exp(beta - reach), upper: Math.exp(beta + reach) },
    p: normalTails(statistic),
    concordance: concordance(survival, risk),
    proportionalHazardsP: proportionalHazardsP(survival, order, columns, coefficients),
  };
}

/** Values less their mean, in units of their standard deviation (n - 1); only less their mean if that is 0. */
export function standardised(values: Float64Array): Float64Array {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (n - 1)) || 1;
  return values.map((value) => (value - mean) / deviation);
}
