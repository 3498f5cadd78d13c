import { concordance } from "./concordance.ts";
import { etaOf, isMonotone, partialLikelihood, riskOrder, type Survival } from "./cox.ts";
import { maximise, varianceAt } from "./newton.ts";
import { proportionalHazardsP } from "./proportional-hazards.ts";
import type { TestResult } from "./test-result.ts";
import { uncorrelatedColumns } from "./uncorrelated-columns.ts";
import { waldTest } from "./wald-test.ts";

/** What Cox' regression finds, besides what every test finds. */
export interface CoxResult extends TestResult {
  /** Harrell's concordance of the fitted risk, of feature and covariates, with survival. */
  readonly concordance: number;
  /** Probability of the found departure from proportional hazards of the feature, if there were none. */
  readonly proportionalHazardsP: number;
}

/**
 * Cox' proportional hazards regression. The effect is the hazard ratio for one standard deviation of the feature; the
 * statistic is Wald's z, whose p and interval by the normal distribution these are. null if the likelihood has no
 * maximum, or the fit does not converge.
 *
 * @param x n values of the feature, none of them missing, which do not follow from the covariates
 * @param covariates columns of n numbers that the hazard also depends on, none of which follows from the others
 * @param tail the probability above the interval
 */
export function coxTest(
  x: Float64Array,
  survival: Survival,
  covariates: readonly Float64Array[],
  tail: number,
): CoxResult | null {
  const { own, others, perDeviation } = uncorrelatedColumns(x, covariates);
  const columns = [own, ...others];
  const order = riskOrder(survival);
  const k = columns.length;
  const found = maximise(partialLikelihood(survival, order, columns), new Float64Array(k), {
    steps: 200,
    endless: (direction) => isMonotone(survival, order, columns, direction),
  });
  if (found === null) return null;
  const { coefficients, at } = found;
  const risk = Float64Array.from(x, (_, row) => etaOf(columns, coefficients, row));
  const trend = { survival, order, columns, coefficients, tested: uncorrelatedColumns(x, []).own };
  return {
    ...waldTest(coefficients[0], varianceAt(at.information, k, 0), perDeviation, tail),
    concordance: concordance(survival, risk),
    proportionalHazardsP: proportionalHazardsP(trend),
  };
}
