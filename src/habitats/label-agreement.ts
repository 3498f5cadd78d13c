import { VoxomicsError } from "../messages/errors.ts";
import { found } from "../messages/phrases.ts";
import { bestAssignment } from "./assignment.ts";

/** How well two labellings of the same voxels agree. */
export interface LabelAgreement {
  /** Voxels that both label. */
  readonly common: number;
  /**
   * The adjusted Rand index (Hubert and Arabie 1985): 1 for equal divisions, about 0 for random ones. null without common
   * voxels, and where both have all of them in one habitat.
   */
  readonly adjustedRand: number | null;
  /** The label of the second that belongs to each label of the first, from 1: those of the largest overlap. */
  readonly matched: readonly number[];
  /** The Dice coefficient of each label of the first with its match; null where neither has a common voxel. */
  readonly dice: readonly (number | null)[];
}

/**
 * Compares two labellings of the same voxels, over those that both label. Labels are matched one to one so that as many
 * voxels as possible agree (the assignment is exact), and each is compared with its match by the Dice coefficient.
 *
 * @param first labels from 1, and 0 for none
 * @param second the same, of the same voxels
 * @param number of labels in either
 * @throws VoxomicsError `invalid-argument` for labels of different lengths or above the number
 *
 * @example
 * ```ts
 * import { labelAgreement } from "voxomics/habitats";
 *
 * const { adjustedRand, dice } = labelAgreement([1, 1, 2, 2], [2, 2, 1, 0], 2);
 * console.log(adjustedRand, dice); // 1, [1, 1]: over the three common voxels, label 1 is the other's 2
 * ```
 */
export function labelAgreement(
  first: readonly number[] | Uint8Array,
  second: readonly number[] | Uint8Array,
  number: number,
): LabelAgreement {
  checkLabels(first, "first");
  checkLabels(second, "second");
  if (!Number.isInteger(number) || number < 1 || number > mostLabels) {
    throw invalid("number", found(number), `a whole number from 1 to ${mostLabels}`);
  }
  if (first.length !== second.length) {
    throw invalid("second", `${second.length} labels`, `as many as the first: ${first.length}`);
  }
  const table = Array.from({ length: number }, () => new Array<number>(number).fill(0));
  for (let i = 0; i < first.length; i++) {
    if (first[i] === 0 || second[i] === 0) continue;
    const cell = table[first[i] - 1]?.[second[i] - 1];
    if (cell === undefined) {
      throw invalid("labels", `${first[i]} and ${second[i]}`, `whole numbers from 0 to ${number}`);
    }
    table[first[i] - 1][second[i] - 1]++;
  }
  const rows = table.map((row) => sum(row));
  const columns = table.map((_, c) => sum(table.map((row) => row[c])));
  const assigned = bestAssignment(table);
  return {
    common: sum(rows),
    adjustedRand: adjustedRandOf(table.flat(), rows, columns),
    matched: assigned.map((column) => column + 1),
    dice: assigned.map((c, r) => {
      const both = rows[r] + columns[c];
      return both === 0 ? null : (2 * table[r][c]) / both;
    }),
  };
}

/** Most labels: those that a label map of 8 bits can hold. */
const mostLabels = 255;

function checkLabels(labels: unknown, what: string): void {
  if (Array.isArray(labels) || ArrayBuffer.isView(labels)) return;
  throw invalid(what, found(labels), "an array of labels");
}

/** Hubert and Arabie, Comparing partitions, Journal of Classification 2 (1985) 193, equation 5. */
function adjustedRandOf(
  cells: readonly number[],
  rows: readonly number[],
  columns: readonly number[],
): number | null {
  const pairs = (n: number) => (n * (n - 1)) / 2;
  const together = sum(cells.map(pairs));
  const [inFirst, inSecond] = [sum(rows.map(pairs)), sum(columns.map(pairs))];
  const all = pairs(sum(rows));
  if (all === 0) return null;
  const expected = (inFirst * inSecond) / all;
  const most = (inFirst + inSecond) / 2;
  return most === expected ? null : (together - expected) / (most - expected);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function invalid(what: string, seen: string, expected: string): VoxomicsError {
  return new VoxomicsError("invalid-argument", `${what}: found ${seen}, expected ${expected}`, {
    what,
    found: seen,
    expected,
  });
}
