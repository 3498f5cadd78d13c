import { selectQuantiles } from "../math/quantile.ts";
import { uniformAt } from "../math/random.ts";
import type { Interval } from "../reproducibility/estimate.ts";
import type { Bootstrap } from "./kruskal-wallis.ts";

/**
 * The interval of partial eta squared, what groups explain of a feature beyond covariates: percentiles over samples of the cases,
 * drawn with replacement. Columns that follow from others in a sample, such as that of a group without a case, explain
 * nothing; samples in which the covariates explain all are left out.
 *
 * @param x n values of the feature
 * @param covariates columns of n numbers
 * @param group of each value, 0 … groups - 1
 */
export function partialEtaInterval(
  x: Float64Array,
  covariates: readonly Float64Array[],
  group: Uint32Array,
  groups: number,
  { samples, stream, tail }: Bootstrap,
): Interval | null {
  const n = x.length;
  const anchored = x.map((value) => value - x[0]);
  const columns = covariates.map((column) => column.map((value) => value - column[0]));
  const rows = new Uint32Array(n);
  const basis = Array.from({ length: 1 + covariates.length + groups }, () => new Float64Array(n));
  const rest = new Float64Array(n);
  const etas: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    for (let k = 0; k < n; k++) rows[k] = Math.floor(uniformAt(stream, sample * n + k) * n);
    // the first direction is the intercept
    basis[0].fill(1 / Math.sqrt(n));
    let directions = 1;
    for (const column of columns) {
      const next = basis[directions];
      for (let k = 0; k < n; k++) next[k] = column[rows[k]];
      if (makeDirection(next, basis, directions)) directions++;
    }
    for (let k = 0; k < n; k++) rest[k] = anchored[rows[k]];
    const all = squares(rest);
    takeOut(rest, basis, 0, directions);
    const before = squares(rest);
    if (!(before > dependent ** 2 * all)) continue;
    const first = directions;
    for (let its = 0; its < groups; its++) {
      const next = basis[directions];
      for (let k = 0; k < n; k++) next[k] = group[rows[k]] === its ? 1 : 0;
      if (makeDirection(next, basis, directions)) directions++;
    }
    takeOut(rest, basis, first, directions);
    etas.push((before - squares(rest)) / before);
  }
  if (etas.length === 0) return null;
  const [lower, upper] = selectQuantiles(Float64Array.from(etas), [tail, 1 - tail]);
  return { lower, upper };
}

/** A column whose part that others do not explain is this much smaller than itself follows from them. */
const dependent = 1e-9;

/** Makes a column orthogonal to the first directions, and of length 1; false if it follows from them. */
function makeDirection(
  column: Float64Array,
  basis: readonly Float64Array[],
  directions: number,
): boolean {
  const before = squares(column);
  takeOut(column, basis, 0, directions);
  const after = squares(column);
  if (!(after > dependent ** 2 * before)) return false;
  const length = Math.sqrt(after);
  for (let k = 0; k < column.length; k++) column[k] /= length;
  return true;
}

/** Takes the parts along directions out of values, twice, since what is left may be as small as its rounding. */
function takeOut(
  values: Float64Array,
  basis: readonly Float64Array[],
  from: number,
  to: number,
): void {
  for (let pass = 0; pass < 2; pass++) {
    for (let d = from; d < to; d++) {
      const direction = basis[d];
      let part = 0;
      for (let k = 0; k < values.length; k++) part += direction[k] * values[k];
      for (let k = 0; k < values.length; k++) values[k] -= part * direction[k];
    }
  }
}

function squares(values: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k] * values[k];
  return sum;
}
