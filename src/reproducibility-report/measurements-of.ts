import { VoxomicsError } from "../messages/errors.ts";
import { found, quoted, suggestion } from "../messages/phrases.ts";
import { parseColumn } from "../report/parse-column.ts";
import {
  checkRecords,
  fromWideRecords,
  isNumberCell,
  type MeasurementTable,
  type TableRecord,
} from "../reproducibility/measurement-table.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptions } from "../schema/check-options.ts";

/** Which columns of a table are features. */
export interface ColumnOptions {
  /**
   * Names of columns that are features, in which `*` stands for any characters (`original_*`); or `numeric` for
   * all columns of numbers. Default: columns that have the name of a feature of ours.
   */
  readonly featureColumns?: readonly string[] | "numeric" | undefined;
  /** Names of columns that are none, likewise: what was measured, by whom, age, outcome … */
  readonly labelColumns?: readonly string[] | undefined;
}

/**
 * The measurement table of wide records. Columns with the name of a feature are features, all others labels;
 * options say which columns of other programs are features.
 *
 * @throws VoxomicsError `invalid-table` for a feature's cell that is no number, naming row and column;
 *   `invalid-settings` for a pattern that no column has
 *
 * @example
 * ```ts
 * import { measurementsOf } from "voxomics/reproducibility";
 *
 * const records = [{ id: "A", "statistics.meanIntensity": "9" }, { id: "B", "statistics.meanIntensity": "2" }];
 * console.log(measurementsOf(records)); // id is a label, statistics.meanIntensity a feature
 *
 * const others = [{ id: "A", original_firstorder_Mean: "9" }, { id: "B", original_firstorder_Mean: "2" }];
 * console.log(measurementsOf(others, { featureColumns: ["original_*"] }));
 * ```
 */
export function measurementsOf(
  records: readonly TableRecord[],
  options: ColumnOptions = {},
): MeasurementTable {
  checkOptions(options, { featureColumns: null, labelColumns: "array" });
  checkRecords(records);
  const { featureColumns, labelColumns = [] } = options;
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const isLabel = matching(labelColumns, columns, "labelColumns");
  const isFeature = featureTest(records, columns, featureColumns);
  return fromWideRecords(
    records,
    columns.filter((column) => isLabel(column) || !isFeature(column)),
  );
}

function featureTest(
  records: readonly TableRecord[],
  columns: readonly string[],
  asked: ColumnOptions["featureColumns"],
): (column: string) => boolean {
  if (asked === undefined) return (column) => parseColumn(column) !== null;
  if (asked === "numeric") return (column) => numbersIn(records, column).kind === "numbers";
  checkArgument(asked, "featureColumns", "array");
  return matching(asked, columns, "featureColumns");
}

/** A test for the names that have one of the patterns. Every pattern has to be that of a column. */
function matching(
  patterns: readonly string[],
  columns: readonly string[],
  place: string,
): (column: string) => boolean {
  const tests = patterns.map((pattern, n) => {
    checkArgument(pattern, `${place}[${n}]`, "text");
    const parts = pattern.split("*").map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
    const test = new RegExp(`^${parts.join(".*")}$`, "s");
    if (!columns.some((column) => test.test(column))) {
      const near = suggestion(pattern, columns);
      const message = `${place}[${n}]: found ${quoted(pattern)}, which no column of the table matches${near}`;
      throw new VoxomicsError("invalid-settings", message, { found: pattern, known: columns });
    }
    return test;
  });
  return (column) => tests.some((test) => test.test(column));
}

/** What a column holds: numbers, text, or both with the first row (from 1) of text; `nothing` has no value. */
type ColumnContent =
  | { readonly kind: "numbers" | "text" | "nothing" }
  | { readonly kind: "both"; readonly row: number; readonly text: string };

function numbersIn(records: readonly TableRecord[], column: string): ColumnContent {
  const cells = records.map((record) => isNumberCell(record[column]));
  const row = cells.indexOf(false);
  const numbers = cells.includes(true);
  if (row < 0) return { kind: numbers ? "numbers" : "nothing" };
  if (!numbers) return { kind: "text" };
  return { kind: "both", row: row + 1, text: String(records[row][column]) };
}

/**
 * The columns that were not taken for features under `featureColumns: "numeric"` though they hold numbers, since
 * they hold text too: a sentence each.
 */
export function mixedColumns(
  records: readonly TableRecord[],
  labels: readonly string[],
): readonly string[] {
  return labels.flatMap((column) => {
    const content = numbersIn(records, column);
    return content.kind === "both"
      ? [
          `column ${quoted(column)} is no feature: it holds numbers, but row ${content.row} has ${found(content.text)}`,
        ]
      : [];
  });
}
