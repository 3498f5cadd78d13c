// Cox, J. R. Stat. Soc. B 34 (1972) 187; ties as Efron, J. Am. Stat. Assoc. 72 (1977) 557,
// https://doi.org/10.1080/01621459.1977.10480613

import type { LikelihoodAt } from "./newton.ts";

/** How long cases were followed, and how that ended. */
export interface Survival {
  /** Time of each case, in any unit, not below 0. */
  readonly time: Float64Array;
  /** 1 if the case had the event at this time, 0 if it was last seen without. */
  readonly event: Uint8Array;
}

/** Cases in the order in which a partial likelihood adds them to those at risk. */
export interface RiskOrder {
  /** Rows, the longest time first. */
  readonly rows: Uint32Array;
  /** Where in `rows` each distinct time begins, and the end. */
  readonly starts: readonly number[];
}

export function riskOrder({ time }: Survival): RiskOrder {
  const rows = Uint32Array.from(time, (_, row) => row).sort((a, b) => time[b] - time[a]);
  const starts: number[] = [];
  for (let k = 0; k < rows.length; k++) {
    if (k === 0 || time[rows[k]] !== time[rows[k - 1]]) starts.push(k);
  }
  return { rows, starts: [...starts, rows.length] };
}

/** What is summed over cases at risk: weights exp(η), weighted covariates and their products. */
interface RiskSums {
  weight: number;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

function addTo(sums: RiskSums, weight: number, columns: readonly Float64Array[], row: number) {
  const k = columns.length;
  sums.weight += weight;
  for (let a = 0; a < k; a++) {
    const weighted = weight * columns[a][row];
    sums.first[a] += weighted;
    for (let b = 0; b < k; b++) sums.second[a * k + b] += weighted * columns[b][row];
  }
}

/**
 * One term of the partial likelihood for each event: the mean of the covariates over cases at risk, and their
 * covariances. Of d events at one time, the l-th (from 0) finds the weights of all d reduced by l / d.
 */
export interface RiskTerm {
  /** Where in `RiskOrder.starts` the time of the event is. */
  readonly place: number;
  readonly logWeight: number;
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
}

/** The terms of the events, from the latest to the earliest time; mean and covariance are overwritten by the next. */
export function* riskTerms(
  { rows, starts }: RiskOrder,
  event: Uint8Array,
  columns: readonly Float64Array[],
  coefficients: Float64Array,
): Generator<RiskTerm> {
  const k = columns.length;
  const empty = (): RiskSums => ({
    weight: 0,
    first: new Float64Array(k),
    second: new Float64Array(k * k),
  });
  const risk = empty();
  const [mean, covariance] = [new Float64Array(k), new Float64Array(k * k)];
  for (let place = 0; place + 1 < starts.length; place++) {
    const tied = empty();
    let events = 0;
    for (let at = starts[place]; at < starts[place + 1]; at++) {
      const row = rows[at];
      const weight = Math.exp(etaOf(columns, coefficients, row));
      addTo(risk, weight, columns, row);
      if (event[row] === 0) continue;
      addTo(tied, weight, columns, row);
      events++;
    }
    for (let l = 0; l < events; l++) {
      const part = l / events;
      const weight = risk.weight - part * tied.weight;
      for (let a = 0; a < k; a++) mean[a] = (risk.first[a] - part * tied.first[a]) / weight;
      for (let a = 0; a < k; a++) {
        for (let b = 0; b < k; b++) {
          const at = a * k + b;
          const product = (risk.second[at] - part * tied.second[at]) / weight;
          covariance[at] = product - mean[a] * mean[b];
        }
      }
      yield { place, logWeight: Math.log(weight), mean, covariance };
    }
  }
}

/** The linear predictor of a case. */
export function etaOf(
  columns: readonly Float64Array[],
  coefficients: Float64Array,
  row: number,
): number {
  let eta = 0;
  for (let c = 0; c < columns.length; c++) eta += coefficients[c] * columns[c][row];
  return eta;
}

/** Cox' partial log likelihood of covariates, ties as Efron has them. */
export function partialLikelihood(
  { event }: Survival,
  order: RiskOrder,
  columns: readonly Float64Array[],
): (coefficients: Float64Array) => LikelihoodAt {
  const k = columns.length;
  return (coefficients) => {
    let value = 0;
    const gradient = new Float64Array(k);
    const information = new Float64Array(k * k);
    for (let row = 0; row < event.length; row++) {
      if (event[row] === 0) continue;
      value += etaOf(columns, coefficients, row);
      for (let a = 0; a < k; a++) gradient[a] += columns[a][row];
    }
    for (const { logWeight, mean, covariance } of riskTerms(order, event, columns, coefficients)) {
      value -= logWeight;
      for (let a = 0; a < k; a++) gradient[a] -= mean[a];
      for (let at = 0; at < k * k; at++) information[at] += covariance[at];
    }
    return { value, gradient, information };
  };
}

/** A predictor that differs by less than this part of the largest is the same but for rounding. */
const same = 1e-10;

/**
 * Whether the partial likelihood rises without end along a direction of the coefficients: each event comes to a case with the
 * highest risk of those that are followed then.
 */
export function isMonotone(
  { event }: Survival,
  { rows, starts }: RiskOrder,
  columns: readonly Float64Array[],
  direction: Float64Array,
): boolean {
  const change = Float64Array.from(event, (_, row) => etaOf(columns, direction, row));
  const largest = change.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  // a step that is all rounding, as the last one before a maximum, has no direction
  if (!(largest > 1e-6)) return false;
  let [highest, differ] = [Number.NEGATIVE_INFINITY, false];
  let lowest = Number.POSITIVE_INFINITY;
  for (let place = 0; place + 1 < starts.length; place++) {
    const its = rows.subarray(starts[place], starts[place + 1]);
    for (const row of its) {
      highest = Math.max(highest, change[row]);
      lowest = Math.min(lowest, change[row]);
    }
    for (const row of its) {
      if (event[row] === 0) continue;
      if (change[row] < highest - same * largest) return false;
      if (lowest < highest - same * largest) differ = true;
    }
  }
  return differ;
}
