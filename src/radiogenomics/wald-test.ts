import { normalQuantile } from "../reproducibility/normal-quantile.ts";
import { normalTails } from "./tails.ts";
import { ratioOf, type TestResult } from "./test-result.ts";

/**
 * Wald's test of the coefficient of a feature in a regression whose effect is a ratio, such as of odds or hazards. The
 * statistic is the coefficient divided by its standard deviation; p and interval are those of a normal distribution.
 *
 * @param beta the coefficient
 * @param variance of the coefficient
 * @param perDeviation the coefficient for one standard deviation of the feature is `perDeviation` times `beta`
 * @param tail the probability above the interval
 */
export function waldTest(
  beta: number,
  variance: number,
  perDeviation: number,
  tail: number,
): TestResult {
  const deviation = Math.sqrt(variance);
  const statistic = beta / deviation;
  const reach = normalQuantile(1 - tail) * deviation;
  return {
    statistic,
    effect: ratioOf(perDeviation * beta),
    interval: {
      lower: ratioOf(perDeviation * (beta - reach)),
      upper: ratioOf(perDeviation * (beta + reach)),
    },
    p: normalTails(statistic),
  };
}
