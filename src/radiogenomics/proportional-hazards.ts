// Grambsch and Therneau, Biometrika 81 (1994) 515, https://doi.org/10.1093/biomet/81.3.515, as a score test

import { factorCholesky, solveCholesky } from "../math/cholesky.ts";
import { type RiskOrder, riskTerms, type Survival } from "./cox.ts";
import { chiSquareTail } from "./tails.ts";

/** A fit of Cox' regression, and the feature whose hazards are in question. */
export interface FittedHazards {
  readonly survival: Survival;
  readonly order: RiskOrder;
  /** What was fitted: columns of which the feature is a combination, with the coefficients that maximise the partial likelihood. */
  readonly columns: readonly Float64Array[];
  readonly coefficients: Float64Array;
  /** The feature, in any unit. */
  readonly tested: Float64Array;
}

/**
 * The probability of a trend of the feature's coefficient over time at least as strong as that found, if hazards were
 * proportional: a score test of an interaction with 1 less the Kaplan-Meier curve just before each event.
 */
export function proportionalHazardsP({
  survival: { event },
  order,
  columns,
  coefficients,
  tested,
}: FittedHazards): number {
  const k = columns.length;
  const clock = lostBefore(order, event);
  // coefficients 0 … k - 1, and the interaction of the feature with time at k
  const information = new Float64Array((k + 1) ** 2);
  let score = 0;
  for (let place = 0; place < clock.length; place++) {
    for (let at = order.starts[place]; at < order.starts[place + 1]; at++) {
      const row = order.rows[at];
      if (event[row] === 1) score += clock[place] * tested[row];
    }
  }
  // the feature after the columns; its coefficient is in those of the columns
  const all = [...columns, tested];
  const terms = riskTerms(order, event, all, Float64Array.of(...coefficients, 0));
  for (const { place, mean, covariance } of terms) {
    const g = clock[place];
    score -= g * mean[k];
    for (let a = 0; a < k; a++) {
      for (let b = 0; b < k; b++) information[a * (k + 1) + b] += covariance[a * (k + 1) + b];
      information[k * (k + 1) + a] += g * covariance[k * (k + 1) + a];
    }
    information[k * (k + 1) + k] += g * g * covariance[k * (k + 1) + k];
  }
  // only the lower triangle is read
  factorCholesky(information, k + 1);
  const solved = new Float64Array(k + 1);
  solved[k] = score;
  solveCholesky(information, solved);
  return chiSquareTail(score * solved[k], 1);
}

/** 1 less the Kaplan-Meier estimate just before each distinct time, the longest time first. */
function lostBefore({ rows, starts }: RiskOrder, event: Uint8Array): Float64Array {
  const lost = new Float64Array(starts.length - 1);
  let surviving = 1;
  for (let place = lost.length - 1; place >= 0; place--) {
    lost[place] = 1 - surviving;
    let events = 0;
    for (let at = starts[place]; at < starts[place + 1]; at++) events += event[rows[at]];
    surviving *= 1 - events / starts[place + 1];
  }
  return lost;
}
