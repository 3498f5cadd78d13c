// Firth, Biometrika 80 (1993) 27, https://doi.org/10.1093/biomet/80.1.27; its test and interval as Heinze and
// Schemper, Stat. Med. 21 (2002) 2409, https://doi.org/10.1002/sim.1047

import { factorCholesky, solveCholesky } from "../math/cholesky.ts";
import type { LikelihoodAt } from "./newton.ts";

/**
 * The log likelihood of a logistic model.
 *
 * @param y 1 or 0 a case
 * @param columns covariates, one of them ones
 */
export function logisticLikelihood(
  y: Uint8Array,
  columns: readonly Float64Array[],
): (coefficients: Float64Array) => LikelihoodAt {
  return (coefficients) => logisticAt(y, columns, coefficients).plain;
}

/** A predictor that falls by less than this part of the largest change is one that stays, but for rounding. */
const stays = 1e-10;

/**
 * Whether the groups separate along a direction of the coefficients: no case's outcome becomes less likely there, so the
 * likelihood rises without end.
 */
export function separates(
  y: Uint8Array,
  columns: readonly Float64Array[],
  direction: Float64Array,
): boolean {
  const gains = Float64Array.from(y, (its, row) => {
    const change = columns.reduce((sum, column, c) => sum + direction[c] * column[row], 0);
    return its === 1 ? change : -change;
  });
  const largest = gains.reduce((most, gain) => Math.max(most, Math.abs(gain)), 0);
  // a step that is all rounding, as the last one before a maximum, has no direction
  return largest > 1e-6 && gains.every((gain) => gain >= -stays * largest);
}

/** The log likelihood with Firth's penalty, half the log determinant of the information, so that a maximum exists. */
export function firthLikelihood(
  y: Uint8Array,
  columns: readonly Float64Array[],
): (coefficients: Float64Array) => LikelihoodAt {
  const k = columns.length;
  return (coefficients) => {
    const { plain, probabilities } = logisticAt(y, columns, coefficients);
    const factor = plain.information.slice();
    factorCholesky(factor, k);
    let logDeterminant = 0;
    for (let c = 0; c < k; c++) logDeterminant += 2 * Math.log(factor[c * k + c]);
    const gradient = plain.gradient.slice();
    const solved = new Float64Array(k);
    for (let row = 0; row < y.length; row++) {
      const pi = probabilities[row];
      for (let c = 0; c < k; c++) solved[c] = columns[c][row];
      solveCholesky(factor, solved);
      // the case's part of the hat matrix
      let leverage = 0;
      for (let c = 0; c < k; c++) leverage += solved[c] * columns[c][row];
      leverage *= pi * (1 - pi);
      for (let c = 0; c < k; c++) gradient[c] += leverage * (0.5 - pi) * columns[c][row];
    }
    return { value: plain.value + logDeterminant / 2, gradient, information: plain.information };
  };
}

function logisticAt(
  y: Uint8Array,
  columns: readonly Float64Array[],
  coefficients: Float64Array,
): { readonly plain: LikelihoodAt; readonly probabilities: Float64Array } {
  const k = columns.length;
  let value = 0;
  const gradient = new Float64Array(k);
  const information = new Float64Array(k * k);
  const probabilities = new Float64Array(y.length);
  for (let row = 0; row < y.length; row++) {
    let eta = 0;
    for (let c = 0; c < k; c++) eta += coefficients[c] * columns[c][row];
    const pi = 1 / (1 + Math.exp(-eta));
    probabilities[row] = pi;
    // log of the probability of what was seen, without overflow
    const signed = y[row] === 1 ? eta : -eta;
    value -= signed > 0 ? Math.log1p(Math.exp(-signed)) : Math.log1p(Math.exp(signed)) - signed;
    const spread = pi * (1 - pi);
    for (let a = 0; a < k; a++) {
      gradient[a] += (y[row] - pi) * columns[a][row];
      for (let b = 0; b < k; b++)
        information[a * k + b] += spread * columns[a][row] * columns[b][row];
    }
  }
  return { plain: { value, gradient, information }, probabilities };
}
