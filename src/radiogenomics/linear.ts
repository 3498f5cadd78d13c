import { fUpperTail } from "../reproducibility/distributions.ts";
import type { LeastSquares } from "./least-squares.ts";
import type { TestResult } from "./test-result.ts";

/**
 * The F test of groups in a linear model of a feature, given covariates. The effect is partial eta squared, the
 * part of what the covariates leave that groups explain; `partialEtaInterval` is its interval.
 *
 * @param x n values of the feature
 * @param without least squares on intercept and covariates
 * @param full the same with columns for all groups but the first
 * @param groups number of groups
 * @param parameters number of columns of `full`
 */
export function linearTest(
  x: Float64Array,
  without: LeastSquares,
  full: LeastSquares,
  groups: number,
  parameters: number,
): TestResult {
  const [before, after] = [squares(without.residuals(x)), squares(full.residuals(x))];
  const [df1, df2] = [groups - 1, x.length - parameters];
  const statistic = (before - after) / df1 / (after / df2);
  const p = fUpperTail(statistic, df1, df2);
  return { statistic, effect: (before - after) / before, interval: null, p };
}

function squares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value ** 2, 0);
}
