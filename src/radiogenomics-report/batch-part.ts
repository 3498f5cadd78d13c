import { type Covariate, covariateColumns, hasCovariates } from "../radiogenomics/covariates.ts";
import { type LeastSquares, leastSquares } from "../radiogenomics/least-squares.ts";

/**
 * The part of each feature's spread that batches explain of what covariates leave (partial eta squared), from 0 to 1. NaN
 * where fewer than two batches have a value, or nothing is left to explain.
 *
 * @param batch the batch of each case
 * @param keep covariates of the same cases
 */
export function batchParts(
  features: Readonly<Record<string, Float64Array>>,
  batch: readonly string[],
  keep: readonly Covariate[],
): ReadonlyMap<string, number> {
  const known = [...batch.keys()].filter((row) => hasCovariates(keep, row));
  // features with values of the same cases share their models
  const models = new Map<string, Models | null>();
  return new Map(
    Object.entries(features).map(([name, values]) => {
      const rows = known.filter((row) => Number.isFinite(values[row]));
      const key = rows.join();
      const shared = models.get(key);
      const its = shared === undefined ? modelsOf(rows, batch, keep) : shared;
      models.set(key, its);
      return [name, its === null ? Number.NaN : partOf(values, rows, its)];
    }),
  );
}

/** Least squares on covariates, and on batches too. */
interface Models {
  readonly without: LeastSquares;
  readonly full: LeastSquares;
}

function modelsOf(
  rows: readonly number[],
  batch: readonly string[],
  keep: readonly Covariate[],
): Models | null {
  const [first, ...others] = new Set(rows.map((row) => batch[row]));
  if (first === undefined || others.length === 0) return null;
  const ones = new Float64Array(rows.length).fill(1);
  const columns = covariateColumns(keep, rows);
  const of = (name: string) => Float64Array.from(rows, (row) => +(batch[row] === name));
  return {
    without: leastSquares([ones, ...columns]),
    full: leastSquares([ones, ...columns, ...others.map(of)]),
  };
}

function partOf(values: Float64Array, rows: readonly number[], { without, full }: Models): number {
  if (!without.fullRank || !full.fullRank) return Number.NaN;
  const anchor = values[rows[0]];
  const known = Float64Array.from(rows, (row) => values[row] - anchor);
  const squares = (all: Float64Array) => all.reduce((sum, value) => sum + value ** 2, 0);
  const [before, after] = [squares(without.residuals(known)), squares(full.residuals(known))];
  // what rounding leaves of a feature without spread is no spread
  return before > 1e-18 * squares(known) ? Math.max(0, (before - after) / before) : Number.NaN;
}
