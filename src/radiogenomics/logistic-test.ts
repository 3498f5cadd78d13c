import { normalQuantile } from "../reproducibility/normal-quantile.ts";
import { firthLikelihood, logisticLikelihood, separates } from "./logistic.ts";
import { type LikelihoodAt, type Maximum, maximise, varianceAt } from "./newton.ts";
import { chiSquareTail } from "./tails.ts";
import { type Fit, ratioOf, type TestResult } from "./test-result.ts";
import { uncorrelatedColumns } from "./uncorrelated-columns.ts";
import { waldTest } from "./wald-test.ts";

/** What logistic regression finds, besides what every test finds. */
export interface LogisticResult extends TestResult {
  /** Firth's penalty is needed where the groups separate. */
  readonly fit: Fit;
}

/**
 * Logistic regression of two groups on a feature and covariates. The effect is the odds ratio of the second group for
 * one standard deviation of the feature.
 *
 * By maximum likelihood, with Wald's z, p and interval. Where that has no maximum, since the groups separate along some
 * combination of feature and covariates, with Firth's penalty: the statistic is then the likelihood ratio, signed as the
 * coefficient, and the interval that of the profile likelihood. null if the fit does not converge.
 *
 * @param x n values of the feature, none of them missing, which do not follow from the covariates
 * @param y 1 for a case of the second group, 0 for one of the first
 * @param covariates columns of n numbers, none of which follows from the others
 * @param tail the probability above the interval
 */
export function logisticTest(
  x: Float64Array,
  y: Uint8Array,
  covariates: readonly Float64Array[],
  tail: number,
): LogisticResult | null {
  const ones = new Float64Array(x.length).fill(1);
  const { own, others, perDeviation } = uncorrelatedColumns(x, covariates);
  const columns = [own, ones, ...others];
  const k = columns.length;
  let separated = false;
  const found = maximise(logisticLikelihood(y, columns), new Float64Array(k), {
    steps: 200,
    endless(direction) {
      separated = separates(y, columns, direction);
      return separated;
    },
  });
  if (separated) return firthTest(y, columns, perDeviation, tail);
  if (found === null) return null;
  const [beta] = found.coefficients;
  return {
    ...waldTest(beta, varianceAt(found.at.information, k, 0), perDeviation, tail),
    fit: "maximum-likelihood",
  };
}

/** Newton's method with Firth's penalty has only an approximate curvature, so it takes more and shorter steps. */
const firthSteps = { steps: 500, longest: 2 } as const;

function firthTest(
  y: Uint8Array,
  columns: readonly Float64Array[],
  perDeviation: number,
  tail: number,
): LogisticResult | null {
  const k = columns.length;
  const likelihood = firthLikelihood(y, columns);
  const found = maximise(likelihood, new Float64Array(k), firthSteps);
  if (found === null) return null;
  const [beta] = found.coefficients;
  const deviation = Math.sqrt(varianceAt(found.at.information, k, 0));
  const others = found.coefficients.subarray(1);
  // A profile may have several maxima, and Newton's method may not find one from far off: it starts at the others'
  // values without a held one, and goes there in small steps from the last profile, and the larger maximum counts.
  let last = { held: beta, others, value: found.at.value };
  const lost = (held: number): number => {
    const steps = Math.ceil((4 * Math.abs(held - last.held)) / deviation);
    for (let n = 1; n <= steps; n++) {
      const next = last.held + (held - last.held) / (steps - n + 1);
      const its = [last.others, others]
        .map((start) => profile(likelihood, next, start))
        .reduce((a, b) => (b === null || (a !== null && a.at.value >= b.at.value) ? a : b));
      if (its === null) return Number.NaN;
      last = { held: next, others: its.coefficients, value: its.at.value };
    }
    return 2 * (found.at.value - last.value);
  };
  const ratio = Math.max(0, lost(0));
  if (Number.isNaN(ratio)) return null;
  const reach = normalQuantile(1 - tail) ** 2;
  const lower = crossing((at) => lost(at) - reach, beta, -deviation);
  const upper = crossing((at) => lost(at) - reach, beta, deviation);
  return {
    statistic: Math.sign(beta) * ratio,
    effect: ratioOf(perDeviation * beta),
    interval: [lower, upper].some(Number.isNaN)
      ? null
      : { lower: ratioOf(perDeviation * lower), upper: ratioOf(perDeviation * upper) },
    p: chiSquareTail(ratio, 1),
    fit: "firth",
  };
}

/** Maximises a likelihood whose first coefficient is held; `start` and the result are the others. */
function profile(
  likelihood: (coefficients: Float64Array) => LikelihoodAt,
  held: number,
  start: Float64Array,
): Maximum | null {
  const k = start.length;
  const rest = (coefficients: Float64Array): LikelihoodAt => {
    const { value, gradient, information } = likelihood(Float64Array.of(held, ...coefficients));
    const inner = new Float64Array(k * k);
    for (let a = 0; a < k; a++) {
      for (let b = 0; b < k; b++) inner[a * k + b] = information[(a + 1) * (k + 1) + b + 1];
    }
    return { value, gradient: gradient.subarray(1), information: inner };
  };
  return maximise(rest, start, firthSteps);
}

/**
 * Where a function that rises from below 0 at `from` in the direction of `step` is 0; NaN if it has no value on the
 * way.
 */
function crossing(f: (at: number) => number, from: number, step: number): number {
  let [below, above] = [from, from + step];
  for (let n = 0; n < 1000 && f(above) < 0; n++) [below, above] = [above, above + step];
  for (let n = 0; n < 100 && Math.abs(above - below) > 1e-12 * Math.abs(above); n++) {
    const middle = (below + above) / 2;
    const there = f(middle);
    if (Number.isNaN(there)) return there;
    if (there > 0) above = middle;
    else below = middle;
  }
  return (below + above) / 2;
}
