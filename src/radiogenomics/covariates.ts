import type { GroupOutcome, NumberOutcome } from "./outcome.ts";

/** What an association is adjusted for: a number, or groups. */
export type Covariate = NumberOutcome | GroupOutcome;

/**
 * Columns of numbers for covariates: a number is one, groups are one for each group but the first, 1 for its cases. Of a
 * group that none of the rows is in there is no column. NaN where a value is missing.
 *
 * @param rows the cases that are meant
 */
export function covariateColumns(
  covariates: readonly Covariate[],
  rows: ArrayLike<number>,
): Float64Array[] {
  return covariates.flatMap((covariate) => {
    if ("values" in covariate) return [Float64Array.from(rows, (row) => covariate.values[row])];
    const groups = Int32Array.from(rows, (row) => covariate.group[row]);
    const [, ...others] = covariate.groups.map((_, k) => k).filter((k) => groups.includes(k));
    return others.map((k) => Float64Array.from(groups, (its) => (its === k ? 1 : 0)));
  });
}

/** Whether a case has a value of every covariate. */
export function hasCovariates(covariates: readonly Covariate[], row: number): boolean {
  return covariates.every((covariate) =>
    "values" in covariate ? Number.isFinite(covariate.values[row]) : covariate.group[row] >= 0,
  );
}
