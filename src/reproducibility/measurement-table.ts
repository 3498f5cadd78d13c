import { VoxomicsError } from "../messages/errors.ts";
import { found, listed, quoted, suggestion } from "../messages/phrases.ts";
import { columnOf } from "../report/csv.ts";
import { checkArgument } from "../schema/check-argument.ts";

/** Features of measurements: a row is one measurement of one region. */
export interface MeasurementTable {
  /** Number of measurements. */
  readonly rows: number;
  /** What was measured and how, by column (subject, region, rater, scanner …): one text a row. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
  /** Values by feature: one a row; NaN where there is none. What is infinite counts as missing. */
  readonly features: Readonly<Record<string, Float64Array>>;
}

/** A row as CSV and JSON readers give it. */
export type TableRecord = Readonly<Record<string, string | number | null | undefined>>;

/** Texts that stand for a missing value, in small letters. */
const missing: ReadonlySet<string> = new Set(["", "na", "nan", "n/a", "null", "none"]);

/** Infinity as programs write it: `inf`, `-Inf`, `Infinity`. */
const infinite = /^([+-]?)inf(?:inity)?$/i;

/** The fields of a measurement table, as `checkArgument` takes them. */
export const tableFields = { rows: "number", labels: "object", features: "object" } as const;

/**
 * Checks that records are a list of objects.
 *
 * @throws VoxomicsError `invalid-argument`
 */
export function checkRecords(records: readonly TableRecord[]): void {
  checkArgument(records, "records", "array");
  records.forEach((record, n) => {
    checkArgument(record, `records[${n}]`, "object");
  });
}

/**
 * The table of wide records: one record a measurement, as `voxomics extract --format wide` writes them.
 *
 * Every column that is not a label is a feature; its cells are numbers or empty.
 *
 * @param labels columns that say what was measured: `["image", "mask", "roi"]`, and those that you added
 * @throws VoxomicsError `invalid-table`, naming row (from 1) and column
 *
 * @example
 * ```ts
 * import { fromWideRecords } from "voxomics/reproducibility";
 *
 * const records = [{ patient: "A", "statistics.meanIntensity": "9" }, { patient: "B", "statistics.meanIntensity": "2" }];
 * const table = fromWideRecords(records, ["patient"]); // all other columns are features
 * console.log(table);
 * ```
 */
export function fromWideRecords(
  records: readonly TableRecord[],
  labels: readonly string[],
): MeasurementTable {
  checkRecords(records);
  checkArgument(labels, "labels", "array");
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  checkColumns(labels, columns);
  const features = columns.filter((column) => !labels.includes(column));
  return {
    rows: records.length,
    labels: Object.fromEntries(
      labels.map((column) => [column, records.map((record) => String(record[column] ?? ""))]),
    ),
    features: Object.fromEntries(
      features.map((column) => [
        column,
        Float64Array.from(records, (record, row) => toNumber(record[column], row, column)),
      ]),
    ),
  };
}

/** Columns of a long record that name its feature and hold its value. */
const featureColumns = ["image", "family", "name", "aggregation", "value"] as const;

/**
 * The table of long records: one record a value, as `voxomics extract --format long` writes them, with
 * label columns that you added to tell the measurements apart. Features get the names that they have in
 * wide tables.
 *
 * @throws VoxomicsError `invalid-table`, naming row (from 1) and column
 *
 * @example
 * ```ts
 * import { fromLongRecords } from "voxomics/reproducibility";
 *
 * const record = { family: "statistics", name: "meanIntensity", aggregation: null, image: "original" };
 * const table = fromLongRecords(
 *   [
 *     { ...record, patient: "A", value: 9 },
 *     { ...record, patient: "B", value: 2 },
 *   ],
 *   ["patient"],
 * );
 * console.log(table);
 * ```
 */
export function fromLongRecords(
  records: readonly TableRecord[],
  labels: readonly string[],
): MeasurementTable {
  checkRecords(records);
  checkArgument(labels, "labels", "array");
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  checkColumns([...labels, ...featureColumns], columns);
  const taken = labels.find((label) => (featureColumns as readonly string[]).includes(label));
  if (taken !== undefined) {
    throw new VoxomicsError(
      "invalid-table",
      `column ${quoted(taken)} names the feature of a long table, it cannot be a label too`,
      { column: taken },
    );
  }
  const measurements = new Map<string, { labels: string[]; rowOf: Map<string, number> }>();
  const features = new Map<string, number>();
  records.forEach((record, row) => {
    const values = labels.map((label) => String(record[label] ?? ""));
    const key = JSON.stringify(values);
    const measurement = measurements.get(key) ?? { labels: values, rowOf: new Map() };
    measurements.set(key, measurement);
    const feature = featureOf(record);
    const before = measurement.rowOf.get(feature);
    if (before !== undefined) {
      throw new VoxomicsError(
        "invalid-table",
        `rows ${before + 1} and ${row + 1} both hold ${feature} of ${describe(labels, values)}`,
        { rows: [before + 1, row + 1], feature },
      );
    }
    measurement.rowOf.set(feature, row);
    if (!features.has(feature)) features.set(feature, features.size);
  });
  const all = [...measurements.values()];
  return {
    rows: all.length,
    labels: Object.fromEntries(labels.map((label, n) => [label, all.map((m) => m.labels[n])])),
    features: Object.fromEntries(
      [...features.keys()].map((feature) => [
        feature,
        Float64Array.from(all, ({ rowOf }) => {
          const row = rowOf.get(feature);
          return row === undefined ? Number.NaN : toNumber(records[row].value, row, "value");
        }),
      ]),
    ),
  };
}

/** The column name that the feature of a long record has in a wide table. */
function featureOf({ image, family, name, aggregation }: TableRecord): string {
  return columnOf({
    image: String(image ?? ""),
    family: String(family ?? ""),
    name: String(name ?? ""),
    aggregation: aggregation == null || aggregation === "" ? null : String(aggregation),
  });
}

/** Whether a cell holds a number; null where its value is missing. */
export function isNumberCell(cell: TableRecord[string]): boolean | null {
  const number = numberIn(cell);
  if (number === null) return false;
  return Number.isNaN(number) ? null : true;
}

/** The number in a cell: NaN where it is missing, null where there is other text. */
function numberIn(cell: TableRecord[string]): number | null {
  if (cell == null) return Number.NaN;
  if (typeof cell === "number") return cell;
  const text = cell.trim();
  if (missing.has(text.toLowerCase())) return Number.NaN;
  const sign = infinite.exec(text)?.[1];
  if (sign !== undefined) return sign === "-" ? -Infinity : Infinity;
  const number = Number(text);
  return Number.isNaN(number) ? null : number;
}

function toNumber(cell: TableRecord[string], row: number, column: string): number {
  const number = numberIn(cell);
  if (number !== null) return number;
  throw new VoxomicsError(
    "invalid-table",
    `row ${row + 1}, column ${quoted(column)}: found ${found(cell)}, expected a number or nothing; name the column as a label if it is no feature`,
    { row: row + 1, column, found: cell },
  );
}

/**
 * Checks that a table has all the columns that are wanted.
 *
 * @throws VoxomicsError `invalid-table`
 */
export function checkColumns(wanted: readonly string[], columns: readonly string[]): void {
  const at = wanted.findIndex((column) => !columns.includes(column));
  if (at < 0) return;
  const absent = wanted[at];
  const some = columns.slice(0, 8).map(quoted);
  const present = columns.length > 8 ? [...some, `${columns.length - 8} more`] : some;
  throw new VoxomicsError(
    "invalid-table",
    `no column ${found(absent)}; the table has ${listed(present) || "none"}${suggestion(absent, columns)}`,
    { column: absent, columns },
  );
}

/** `subject "p1", rater "anna"` */
export function describe(columns: readonly string[], values: readonly string[]): string {
  return columns.map((column, n) => `${column} ${quoted(values[n])}`).join(", ");
}
