import { ranks } from "../reproducibility/correlation.ts";
import { type Covariate, covariateColumns, hasCovariates } from "./covariates.ts";
import { explains, leastSquares } from "./least-squares.ts";
import type { Outcome } from "./outcome.ts";

/**
 * Whether an outcome, or one of its groups, follows from a covariate: the same column under another name, or its opposite. Of
 * numbers it is their ranks that follow. Survival never counts as such.
 */
export function determines(covariate: Covariate, outcome: Outcome): boolean {
  if (outcome.type === "survival") return false;
  const numbers = "values" in outcome;
  const cells = numbers ? outcome.values : outcome.group;
  const isKnown = (cell: number) => (numbers ? Number.isFinite(cell) : cell >= 0);
  const rows = [...cells.keys()].filter(
    (row) => isKnown(cells[row]) && hasCovariates([covariate], row),
  );
  if (rows.length === 0) return false;
  const its = Float64Array.from(rows, (row) => cells[row]);
  const columns = covariateColumns([covariate], rows);
  const ones = new Float64Array(rows.length).fill(1);
  const model = leastSquares([ones, ...(numbers ? columns.map(ranks) : columns)]);
  if (!model.fullRank) return false;
  const kinds = [...new Set(its)];
  // what has one value alone follows from nothing
  if (kinds.length < 2) return false;
  const targets = numbers
    ? [ranks(its)]
    : kinds.map((kind) => its.map((value) => +(value === kind)));
  return targets.some((target) => explains(model, target));
}
