import { checkArgument } from "../schema/check-argument.ts";
import { mean } from "./analysis-of-variance.ts";
import { type Design, layOut, ratingsOf } from "./design.ts";
import { type MeasurementTable, tableFields } from "./measurement-table.ts";
import { pairsOf } from "./ratings.ts";

/** How far the values of two programs are apart, of one feature. */
export interface ProgramDifference {
  readonly feature: string;
  /** Number of subjects of which both programs have a value. */
  readonly subjects: number;
  /** Mean of first minus second program, in the feature's unit; null without subjects. */
  readonly mean: number | null;
  /** The difference of the largest magnitude, with its sign, and the subject that has it. */
  readonly largest: number | null;
  readonly largestOf: string | null;
  /** Standard deviation between subjects of the mean of both values; null for fewer than two subjects. */
  readonly spread: number | null;
  /** Mean and largest magnitude in units of the spread; 0 for values that are all equal, null where there is no spread. */
  readonly meanInSpreads: number | null;
  readonly largestInSpreads: number | null;
}

/**
 * How far the values of two programs are apart, of every feature of the same cases, in units of the spread between
 * cases: 0.01 means that the programs differ by a hundredth of what patients differ by.
 *
 * @param table measurements, one row a case and program
 * @param design with the column that names the program; the first program is the one whose row comes first
 * @throws VoxomicsError `invalid-table` if the table contradicts the design, or if there are not two programs
 *
 * @example
 * ```ts
 * import { fromWideRecords, programDifferences } from "voxomics/reproducibility";
 *
 * const records = [
 *   { patient: "A", program: "ours", mean: 9 },
 *   { patient: "A", program: "theirs", mean: 9.1 },
 *   { patient: "B", program: "ours", mean: 2 },
 *   { patient: "B", program: "theirs", mean: 2 },
 * ];
 * const table = fromWideRecords(records, ["patient", "program"]);
 * const design = { type: "programs", subject: "patient", program: "program" } as const;
 * const [{ largest, largestOf, largestInSpreads }] = programDifferences(table, design);
 * console.log(largest, largestOf, largestInSpreads);
 * ```
 */
export function programDifferences(table: MeasurementTable, design: Design): ProgramDifference[] {
  checkArgument(table, "table", tableFields);
  checkArgument(design, "design", "object");
  const layout = layOut(table, design);
  return Object.entries(table.features).map(([feature, values]) => {
    const ratings = ratingsOf(values, layout);
    const both = ratings.map(([a, b]) => Number.isFinite(a) && Number.isFinite(b));
    const subjects = layout.subjects.filter((_, n) => both[n]);
    return { feature, ...differencesOf(pairsOf(ratings, 0).pairs, subjects) };
  });
}

function differencesOf(
  pairs: readonly (readonly number[])[],
  subjects: readonly string[],
): Omit<ProgramDifference, "feature"> {
  const n = pairs.length;
  if (n === 0) {
    const none = { mean: null, largest: null, largestOf: null, spread: null };
    return { subjects: 0, ...none, meanInSpreads: null, largestInSpreads: null };
  }
  const differences = pairs.map(([a, b]) => a - b);
  const magnitudes = differences.map(Math.abs);
  const at = magnitudes.indexOf(Math.max(...magnitudes));
  const bias = mean(differences);
  const means = pairs.map(mean);
  const centre = mean(means);
  const squares = means.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  const spread = n < 2 ? null : Math.sqrt(squares / (n - 1));
  const inSpreads = (value: number) => {
    if (value === 0) return 0;
    return spread === null || spread === 0 ? null : value / spread;
  };
  return {
    subjects: n,
    mean: bias,
    largest: differences[at],
    largestOf: magnitudes[at] === 0 ? null : subjects[at],
    spread,
    meanInSpreads: inSpreads(bias),
    largestInSpreads: inSpreads(magnitudes[at]),
  };
}
