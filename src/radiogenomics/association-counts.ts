import type { Association } from "./association-row.ts";
import type { Outcome } from "./outcome.ts";
import type { AssociationReason } from "./test-result.ts";

/** A false discovery rate below this counts as found, and a p as small. */
export const foundBelow = 0.05;

/** More associations are no table, and more tests are not repeated for permutations. */
export const mostRows = 1_000_000;

/** How many associations were tested, and found: of all, whether or not their rows are kept. */
export interface AssociationCounts {
  /** Pairs of a feature and an outcome that have a test. */
  readonly tests: number;
  /** Of them, those with p below 0.05. */
  readonly small: number;
  /** Outcomes in their order, with the tests of each, and those with q below 0.05 within the outcome. */
  readonly byOutcome: readonly OutcomeCounts[];
  /** Pairs without a test, by reason. */
  readonly untested: Readonly<Partial<Record<AssociationReason, number>>>;
}

/** The tests of an outcome. */
export interface OutcomeCounts {
  readonly outcome: string;
  readonly tests: number;
  readonly found: number;
}

/** The counts of associations that are all there: the same number of each outcome. */
export function countAssociations(
  rows: readonly Association[],
  outcomes: readonly Outcome[],
): AssociationCounts {
  const each = rows.length / outcomes.length;
  const untested: Partial<Record<AssociationReason, number>> = {};
  for (const { reason } of rows) {
    if (reason !== null) untested[reason] = (untested[reason] ?? 0) + 1;
  }
  return {
    tests: rows.filter(({ p }) => p !== null).length,
    small: rows.filter(({ p }) => p !== null && p < foundBelow).length,
    byOutcome: outcomes.map(({ name }, k) => {
      const its = rows.slice(k * each, (k + 1) * each);
      return {
        outcome: name,
        tests: its.filter(({ p }) => p !== null).length,
        found: its.filter(({ q }) => q !== null && q < foundBelow).length,
      };
    }),
    untested,
  };
}
