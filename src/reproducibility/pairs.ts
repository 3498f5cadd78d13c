import type { AgreementReason } from "./estimate.ts";
import { completeRows, type Ratings } from "./ratings.ts";

export type PairProblem = Extract<
  AgreementReason,
  "no-data" | "not-two-measurements" | "too-few-subjects"
>;

/** The complete pairs of a table with two columns, and what speaks against using them. */
export function pairsOf(
  ratings: Ratings,
  fewest: number,
): { pairs: number[][]; problem: PairProblem | null } {
  const rows = completeRows(ratings);
  if (ratings.every((row) => !row.some(Number.isFinite))) return { pairs: [], problem: "no-data" };
  if (ratings[0].length !== 2) return { pairs: [], problem: "not-two-measurements" };
  return { pairs: rows, problem: rows.length < fewest ? "too-few-subjects" : null };
}
