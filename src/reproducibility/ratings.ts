import { VoxomicsError } from "../messages/errors.ts";
import { checkArgument } from "../schema/check-argument.ts";

/**
 * Measurements of one quantity: a row a subject, a column a rater (scanner, repeat …).
 *
 * A value is missing where it is null or not finite.
 */
export type Ratings = readonly (readonly (number | null)[])[];

/**
 * Throws unless ratings are rows of values.
 *
 * @throws VoxomicsError `invalid-argument`
 */
export function checkRatings(ratings: Ratings): void {
  checkArgument(ratings, "ratings", "array");
  ratings.forEach((row, n) => {
    checkArgument(row, `ratings[${n}]`, "array");
  });
}

/** What became of a table's rows and values. */
export interface RatingCounts {
  /** Subjects that were used. */
  readonly subjects: number;
  /** Measurements that were used. */
  readonly measurements: number;
  /** Values that are missing. */
  readonly missing: number;
  /** Subjects that were left out because they lack values. */
  readonly dropped: number;
}

/**
 * The rows without a missing value: subjects that lack one are left out as a whole, so that every
 * rater is compared on the same subjects.
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
  return ratings.filter(isComplete).map((row) => row.slice());
}

function isComplete(row: readonly (number | null)[]): row is readonly number[] {
  return row.every(isPresent);
}

/** The values of each subject that has any, whatever column they stand in. */
export function presentValues(ratings: Ratings): number[][] {
  return ratings.map((row) => row.filter(isPresent)).filter((row) => row.length > 0);
}

function isPresent(value: number | null): value is number {
  return Number.isFinite(value);
}

/** What is left of a table of `ratings` in the `used` rows. */
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
