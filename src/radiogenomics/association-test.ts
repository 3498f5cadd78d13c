import { ranks } from "../reproducibility/correlation.ts";
import { type Covariate, covariateColumns, hasCovariates } from "./covariates.ts";
import { coxTest } from "./cox-test.ts";
import { type Bootstrap, kruskalWallisTest } from "./kruskal-wallis.ts";
import { explains, leastSquares } from "./least-squares.ts";
import { linearTest } from "./linear.ts";
import { logisticTest } from "./logistic-test.ts";
import type { GroupOutcome, NumberOutcome, Outcome, SurvivalOutcome } from "./outcome.ts";
import { partialEtaInterval } from "./partial-eta-interval.ts";
import { partialSpearmanTest, spearmanTest } from "./spearman.ts";
import type { AssociationReason, Fit, TestResult } from "./test-result.ts";
import { wilcoxonTest } from "./wilcoxon.ts";

/** The tests, and what their effects are called. */
export const effectNames = {
  spearman: "rho",
  "partial-spearman": "partial rho",
  wilcoxon: "AUC",
  logistic: "odds ratio per SD",
  "kruskal-wallis": "epsilon squared",
  linear: "partial eta squared",
  cox: "hazard ratio per SD",
} as const;

/** A test of a feature against an outcome. */
export type AssociationTest = keyof typeof effectNames;

/** How features and outcomes are tested. */
export interface TestOptions {
  readonly covariates: readonly Covariate[];
  /** Whether Wilcoxon's p is counted over all divisions, where groups are small and nothing is tied. */
  readonly exact: boolean;
  /** The probability above intervals. */
  readonly tail: number;
  /** For the intervals of epsilon squared and partial eta squared; null for none. */
  readonly bootstrap: Omit<Bootstrap, "tail"> | null;
}

/** What a test finds, or why it finds nothing. */
export interface Tested {
  /** Cases that have a value of the feature, the outcome and all covariates. */
  readonly n: number;
  readonly result: TestResult | null;
  readonly reason: AssociationReason | null;
  readonly concordance?: number;
  readonly proportionalHazardsP?: number;
  readonly fit?: Fit;
}

/** The test of an outcome's type. */
export function testOf({ type }: Outcome, adjusted: boolean): AssociationTest {
  if (type === "survival") return "cox";
  if (type === "twoGroups") return adjusted ? "logistic" : "wilcoxon";
  if (type === "groups") return adjusted ? "linear" : "kruskal-wallis";
  return adjusted ? "partial-spearman" : "spearman";
}

/** A group of fewer cases is not tested. */
export const leastGroup = 5;

/** Fewer cases are not tested; with covariates, each of their columns needs one more. */
export const leastCases = 4;

/**
 * Tests a feature against an outcome.
 *
 * @param values one a case; NaN where there is none
 * @param order which case's values stand at each place: a permutation of the cases, or null for their own
 */
export function testAssociation(
  values: Float64Array,
  outcome: Outcome,
  options: TestOptions,
  order: Uint32Array | null = null,
): Tested {
  const { covariates } = options;
  const known = (row: number) =>
    hasOutcome(outcome, row) &&
    hasCovariates(covariates, row) &&
    Number.isFinite(values[order === null ? row : order[row]]);
  const rows = [...values.keys()].filter(known);
  const x = Float64Array.from(rows, (row) => values[order === null ? row : order[row]]);
  const n = rows.length;
  const none = (reason: AssociationReason): Tested => ({ n, result: null, reason });
  const columns = covariateColumns(covariates, rows);
  if (n < leastCases + columns.length) return none("too-few-cases");
  if (x.every((value) => value === x[0])) return none("no-spread");
  const found = by(outcome, { x, rows, columns, options });
  return typeof found === "string" ? none(found) : { n, reason: null, ...found };
}

function hasOutcome(outcome: Outcome, row: number): boolean {
  if (outcome.type === "survival") {
    return Number.isFinite(outcome.time[row]) && Number.isFinite(outcome.event[row]);
  }
  return "values" in outcome ? Number.isFinite(outcome.values[row]) : outcome.group[row] >= 0;
}

/** The cases of one test. */
interface Cases {
  readonly x: Float64Array;
  readonly rows: readonly number[];
  readonly columns: readonly Float64Array[];
  readonly options: TestOptions;
}

type Found = Omit<Tested, "n" | "reason"> | AssociationReason;

function by(outcome: Outcome, cases: Cases): Found {
  if (outcome.type === "survival") return survival(outcome, cases);
  return "values" in outcome ? numbers(outcome, cases) : groups(outcome, cases);
}

function numbers({ values }: NumberOutcome, { x, rows, columns, options: { tail } }: Cases): Found {
  const y = Float64Array.from(rows, (row) => values[row]);
  if (y.every((value) => value === y[0])) return "one-outcome";
  if (columns.length === 0) return { result: spearmanTest(x, y, tail) };
  const model = leastSquares([onesLike(x), ...columns.map(ranks)]);
  if (!model.fullRank || explains(model, ranks(x))) return "dependent-covariates";
  if (explains(model, ranks(y))) return "determined-outcome";
  return { result: partialSpearmanTest(x, y, model.residuals, columns.length, tail) };
}

function groups(outcome: GroupOutcome, { x, rows, columns, options }: Cases): Found {
  const { tail, exact, bootstrap } = options;
  const sizes = new Map<number, number>();
  for (const row of rows) {
    sizes.set(outcome.group[row], (sizes.get(outcome.group[row]) ?? 0) + 1);
  }
  if (sizes.size < 2) return "one-outcome";
  if ([...sizes.values()].some((size) => size < leastGroup)) return "small-group";
  const present = [...sizes.keys()].sort((a, b) => a - b);
  const group = Uint32Array.from(rows, (row) => present.indexOf(outcome.group[row]));
  const adjusted = columns.length > 0;
  if (outcome.type === "twoGroups" && !adjusted) {
    const of = (k: number) => x.filter((_, at) => group[at] === k);
    return { result: wilcoxonTest(of(0), of(1), tail, exact) };
  }
  if (!adjusted) {
    const drawn = bootstrap === null ? null : { ...bootstrap, tail };
    return { result: kruskalWallisTest(x, group, present.length, drawn) };
  }
  const some = leastSquares([onesLike(x), ...columns]);
  if (!some.fullRank || explains(some, x)) return "dependent-covariates";
  const [, ...others] = present.map((_, k) => Float64Array.from(group, (its) => +(its === k)));
  if (others.some((indicator) => explains(some, indicator))) return "determined-outcome";
  if (outcome.type === "twoGroups") {
    const found = logisticTest(x, Uint8Array.from(group), columns, tail);
    if (found === null) return "not-converged";
    const { fit, ...result } = found;
    return { result, fit };
  }
  const all = [onesLike(x), ...columns, ...others];
  if (all.length >= x.length) return "too-few-cases";
  const full = leastSquares(all);
  if (!full.fullRank) return "determined-outcome";
  const result = linearTest(x, some, full, present.length, all.length);
  if (bootstrap === null) return { result };
  const drawn = { ...bootstrap, tail };
  const interval = partialEtaInterval(x, columns, group, present.length, drawn);
  return { result: { ...result, interval } };
}

function survival(outcome: SurvivalOutcome, { x, rows, columns, options: { tail } }: Cases): Found {
  const time = Float64Array.from(rows, (row) => outcome.time[row]);
  const event = Uint8Array.from(rows, (row) => outcome.event[row]);
  if (!event.includes(1)) return "no-event";
  const some = leastSquares([onesLike(x), ...columns]);
  if (!some.fullRank || explains(some, x)) return "dependent-covariates";
  const found = coxTest(x, { time, event }, columns, tail);
  if (found === null) return "not-converged";
  const { concordance, proportionalHazardsP, ...result } = found;
  return { result, concordance, proportionalHazardsP, fit: "maximum-likelihood" };
}

function onesLike(x: Float64Array): Float64Array {
  return new Float64Array(x.length).fill(1);
}
