import { VoxomicsError } from "../messages/errors.ts";
import { checkArgument } from "../schema/check-argument.ts";
import type { AgreementReason } from "./estimate.ts";

/**
 * Measurements of one quantity: a row a subject, a column a rater (or scanner, repeat …). A value that is
 * null or not finite is missing.
 */
export type Ratings = readonly (readonly (number | null)[])[];

/**
 * Checks that ratings are a list of rows.
 *
 * @throws VoxomicsError `invalid-argument`
 */
export function checkRatings(ratings: Ratings): void {
  checkArgument(ratings, "ratings", "array");
  ratings.forEach((row, n) => {
    checkArgument(row, `ratings[${n}]`, "array");
  });
}

/** How many rows and values of the ratings were used. */
export interface RatingCounts {
  /** Subjects that were used. */
  readonly subjects: number;
  /** Measurements that were used. */
  readonly measurements: number;
  /** Values that are missing in all the ratings. */
  readonly missing: number;
  /** Subjects that were left out because they lack values. */
  readonly dropped: number;
}

/**
 * The columns that hold a value. A rater without any value of a quantity did not measure it, and is left out
 * before subjects are.
 */
export function columnsWithValues(ratings: Ratings): number[] {
  const columns = ratings[0]?.length ?? 0;
  return Array.from({ length: columns }, (_, column) => column).filter((column) =>
    ratings.some((row) => isPresent(row[column])),
  );
}

/**
 * The rows without a missing value, of the columns that hold any. A subject that lacks a value is left out
 * as a whole, so that all raters are compared on the same subjects.
 *
 * @throws VoxomicsError `invalid-table` if rows differ in length.
 */
export function completeRows(ratings: Ratings): number[][] {
  const columns = ratings[0]?.length ?? 0;
  const odd = ratings.findIndex((row) => row.length !== columns);
  if (odd >= 0) {
    throw new VoxomicsError(
      "invalid-table",
      `ratings[${odd}] has ${ratings[odd].length} values, ratings[0] has ${columns}; a missing value is written as null`,
      { row: odd, found: ratings[odd].length, expected: columns },
    );
  }
  const used = columnsWithValues(ratings);
  if (used.length === 0) return [];
  return ratings
    .map((row) => used.map((column) => row[column]))
    .filter((row): row is number[] => row.every(isPresent));
}

export type PairProblem = Extract<
  AgreementReason,
  "no-data" | "not-two-measurements" | "too-few-subjects"
>;

/**
 * The complete pairs of ratings with two columns that hold values, and why they cannot be used.
 *
 * @param fewest number of pairs that are needed
 * @returns rows of two values, and the problem; null if there is none
 * @throws VoxomicsError `invalid-table` if rows differ in length
 */
export function pairsOf(
  ratings: Ratings,
  fewest: number,
): { pairs: number[][]; problem: PairProblem | null } {
  const rows = completeRows(ratings);
  if (ratings.every((row) => !row.some(isPresent))) return { pairs: [], problem: "no-data" };
  if (columnsWithValues(ratings).length !== 2)
    return { pairs: [], problem: "not-two-measurements" };
  return { pairs: rows, problem: rows.length < fewest ? "too-few-subjects" : null };
}

/**
 * The values of each subject without the missing ones, whatever their column; subjects without any are
 * left out.
 */
export function presentValues(ratings: Ratings): number[][] {
  return ratings.map((row) => row.filter(isPresent)).filter((row) => row.length > 0);
}

function isPresent(value: number | null): value is number {
  return Number.isFinite(value);
}

/** Counts of ratings of which the rows `used` were used. */
export function countRatings(ratings: Ratings, used: readonly number[][]): RatingCounts {
  const values = ratings.reduce((sum, row) => sum + row.length, 0);
  const present = ratings.reduce((sum, row) => sum + row.filter(isPresent).length, 0);
  return {
    subjects: used.length,
    measurements: used.reduce((sum, row) => sum + row.length, 0),
    missing: values - present,
    dropped: ratings.length - used.length,
  };
}
