import type { NextStep } from "../base/watch.ts";
import { standardise } from "../reproducibility/correlation.ts";
import { leastCases, leastGroup, type TestOptions, testAssociation } from "./association-test.ts";
import type { GroupOutcome, NumberOutcome, Outcome } from "./outcome.ts";
import {
  type FeaturePattern,
  knownIn,
  patternsOf,
  type RankedBlock,
  rankAmong,
  rankedBlock,
  type SortedColumn,
  sortColumn,
} from "./ranked-blocks.ts";
import { mayBeCounted as mayBePermuted, spearmanP } from "./spearman.ts";
import { spearmanTable } from "./spearman-table.ts";
import type { AssociationReason } from "./test-result.ts";
import { tieSum } from "./tie-sum.ts";
import { mayBeCounted as mayBeDivided, wilcoxonP } from "./wilcoxon.ts";

/** What of all pairs of a feature and an outcome is kept. */
export interface Screened {
  /** p of outcome after outcome, a number a feature; NaN where there is no test. */
  readonly p: Float64Array;
  /** Pairs without a test, by reason. */
  readonly untested: Readonly<Partial<Record<AssociationReason, number>>>;
}

/**
 * p of every feature and outcome, which are those of `testAssociation`: of Spearman's and Wilcoxon's tests from ranks that
 * are shared by outcomes that are known of the same cases. Of Spearman's tests, p above `bound` may differ by 1e-13.
 *
 * @param next begins the step of an outcome; outcomes that are known of the same cases follow each other
 */
export function screenOutcomes(
  features: readonly Float64Array[],
  outcomes: readonly Outcome[],
  options: TestOptions,
  bound: number,
  next: NextStep,
): Screened {
  const p = new Float64Array(features.length * outcomes.length).fill(Number.NaN);
  const untested: Partial<Record<AssociationReason, number>> = {};
  const screen: Screen = {
    features,
    columns: features.map(sortColumn),
    options: { ...options, bootstrap: null },
    bound,
    tables: new Map(),
    leave(reason, pairs) {
      if (pairs > 0) untested[reason] = (untested[reason] ?? 0) + pairs;
    },
  };
  const patterns = patternsOf(features);
  for (const { known, places } of byCases(outcomes, options)) {
    const blocks = known === null ? [] : patterns.map((pattern) => blockOf(screen, pattern, known));
    for (const place of places) {
      const outcome = outcomes[place];
      next(outcome.name);
      const its = p.subarray(place * features.length, (place + 1) * features.length);
      if (known === null) {
        testAll(screen, [...features.keys()], outcome, its);
      } else if ("values" in outcome) {
        const column = sortColumn(outcome.values);
        for (const block of blocks) correlate(screen, block, outcome, column, its);
      } else if (outcome.type !== "survival") {
        for (const block of blocks) compare(screen, block, outcome, its);
      }
    }
  }
  return { p, untested };
}

/** What the tests of all outcomes share. */
interface Screen {
  readonly features: readonly Float64Array[];
  readonly columns: readonly SortedColumn[];
  readonly options: TestOptions;
  readonly bound: number;
  /** p of Spearman's correlations by the number of cases. */
  readonly tables: Map<number, ReturnType<typeof spearmanTable>>;
  readonly leave: (reason: AssociationReason, pairs: number) => void;
}

/** Outcomes that are known of the same cases; `known` is null where each pair is tested by itself. */
interface Group {
  readonly known: Uint8Array | null;
  readonly places: number[];
}

function byCases(outcomes: readonly Outcome[], { covariates }: TestOptions): Group[] {
  const groups = new Map<string, Group>();
  outcomes.forEach((outcome, place) => {
    const known = covariates.length > 0 ? null : rankedCases(outcome);
    const key = known?.join("") ?? "";
    const its = groups.get(key);
    if (its === undefined) groups.set(key, { known, places: [place] });
    else its.places.push(place);
  });
  return [...groups.values()];
}

/** The cases of which an outcome is known; null if its test is none of Spearman's and Wilcoxon's. */
function rankedCases(outcome: Outcome): Uint8Array | null {
  if (outcome.type === "survival" || outcome.type === "groups") return null;
  if ("values" in outcome) return knownIn(outcome.values);
  return Uint8Array.from(outcome.group, (its) => (its >= 0 ? 1 : 0));
}

/** Each pair by itself. */
function testAll(
  { features, options, leave }: Screen,
  places: readonly number[],
  outcome: Outcome,
  p: Float64Array,
): void {
  for (const place of places) {
    const { result, reason } = testAssociation(features[place], outcome, options);
    if (reason !== null) leave(reason, 1);
    else p[place] = result?.p ?? Number.NaN;
  }
}

/** A block with what Spearman's and Wilcoxon's tests need, each made when it is first asked for. */
interface Block extends RankedBlock {
  /** Ranks less their mean, divided by the root of their sum of squares, one feature after the other. */
  readonly standard: () => Float64Array;
  /** Of each feature, what Wilcoxon's test corrects for ties. */
  readonly ties: () => Float64Array;
}

function blockOf({ columns }: Screen, pattern: FeaturePattern, known: Uint8Array): Block {
  const block = rankedBlock(columns, pattern, known);
  const n = block.rows.length;
  const of = (k: number) => block.ranks.subarray(k * n, (k + 1) * n);
  let standard: Float64Array | undefined;
  let ties: Float64Array | undefined;
  return {
    ...block,
    standard() {
      if (standard === undefined) {
        standard = block.ranks.slice();
        for (let k = 0; k < block.features.length; k++) standardise(standard, k * n, (k + 1) * n);
      }
      return standard;
    },
    ties() {
      ties ??= Float64Array.from(block.features, (_, k) => tieSum(of(k)));
      return ties;
    },
  };
}

/** Pairs of a block that are too few or without spread are left; whether any are to be tested. */
function hasTests({ leave }: Screen, { rows, features, flat }: Block): boolean {
  if (rows.length < leastCases) {
    leave("too-few-cases", features.length + flat.length);
    return false;
  }
  leave("no-spread", flat.length);
  return features.length > 0;
}

/** Spearman's test of an outcome of numbers. */
function correlate(
  screen: Screen,
  block: Block,
  outcome: NumberOutcome,
  column: SortedColumn,
  p: Float64Array,
): void {
  const { features, flat, place } = block;
  const n = block.rows.length;
  if (mayBePermuted(n)) {
    testAll(screen, [...features, ...flat], outcome, p);
    return;
  }
  if (!hasTests(screen, block)) return;
  const ranked = new Float64Array(n);
  if (!rankAmong(column, place, n, ranked, 0, new Uint32Array(n))) {
    screen.leave("one-outcome", features.length);
    return;
  }
  standardise(ranked);
  const table = screen.tables.get(n) ?? spearmanTable(n, screen.bound);
  screen.tables.set(n, table);
  const found = new Float64Array(features.length);
  dots(block.standard(), ranked, found);
  for (let k = 0; k < found.length; k++) {
    const rho = Math.max(-1, Math.min(1, found[k]));
    const size = Math.abs(rho);
    p[features[k]] = size < table.upTo ? table.p(size) : spearmanP(rho, n);
  }
}

/** Σ x y of each row x of a matrix; each sum is made in the order of the columns. */
function dots(matrix: Float64Array, y: Float64Array, out: Float64Array): void {
  const n = y.length;
  let row = 0;
  // four sums side by side, none of which waits for another
  for (; row + 3 < out.length; row += 4) {
    const first = row * n;
    const [second, third, fourth] = [first + n, first + 2 * n, first + 3 * n];
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let k = 0; k < n; k++) {
      const value = y[k];
      a += matrix[first + k] * value;
      b += matrix[second + k] * value;
      c += matrix[third + k] * value;
      d += matrix[fourth + k] * value;
    }
    out[row] = a;
    out[row + 1] = b;
    out[row + 2] = c;
    out[row + 3] = d;
  }
  for (; row < out.length; row++) {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += matrix[row * n + k] * y[k];
    out[row] = sum;
  }
}

/** Wilcoxon's test of an outcome of two groups. */
function compare(screen: Screen, block: Block, outcome: GroupOutcome, p: Float64Array): void {
  const { features, flat, rows } = block;
  const { exact } = screen.options;
  const present = new Set(Uint32Array.from(rows, (row) => outcome.group[row]));
  const largest = Math.max(...present);
  const members = Uint32Array.from(
    [...rows.keys()].filter((k) => outcome.group[rows[k]] === largest),
  );
  const m = members.length;
  const n = rows.length - m;
  if (exact && mayBeDivided(n, m)) {
    testAll(screen, [...features, ...flat], outcome, p);
    return;
  }
  if (!hasTests(screen, block)) return;
  if (present.size < 2) {
    screen.leave("one-outcome", features.length);
    return;
  }
  if (Math.min(n, m) < leastGroup) {
    screen.leave("small-group", features.length);
    return;
  }
  const ties = block.ties();
  for (let k = 0; k < features.length; k++) {
    const first = k * rows.length;
    let sum = 0;
    for (let j = 0; j < m; j++) sum += block.ranks[first + members[j]];
    p[features[k]] = wilcoxonP(sum - (m * (m + 1)) / 2, n, m, ties[k]);
  }
}
