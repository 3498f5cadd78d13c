import type { Command } from "commander";
import { namingFile } from "../../io/name-file.ts";
import { VoxomicsError } from "../../messages/errors.ts";
import { quoted, suggestion } from "../../messages/phrases.ts";
import type { MeasurementTable } from "../../reproducibility/measurement-table.ts";
import type { CaseTable } from "../../reproducibility/one-row-each.ts";
import { volumeColumnOf } from "../../reproducibility/volume-correlation.ts";
import { namingFlags } from "../naming-flags.ts";
import { type CsvTable, readRecords, readTable, withRows } from "../read-table.ts";
import type { RowOptions } from "./row-options.ts";

/** A table with one row a case, as `--where`, `--several` and `--only` choose it. */
export interface CaseRows {
  readonly table: CsvTable;
  /** Chosen rows with all features. */
  readonly cases: CaseTable;
  /** The features that `--only` names; all without it. */
  readonly features: Readonly<Record<string, Float64Array>>;
  /** The feature of the volume; undefined where none is known. */
  readonly volumeColumn: string | undefined;
  /** Columns that hold numbers and text, and were not taken for features under a bare `--feature-columns`. */
  readonly mixed: readonly string[];
}

/**
 * Reads the features of cases.
 *
 * @param idOf the column that says who a row is of, given the names of columns; null where each row is a case of its own
 * @param labels columns that are not features; the table may lack some
 * @throws VoxomicsError `invalid-table`, `invalid-file`, `invalid-settings`, naming the file or the flag
 */
export async function readCaseRows(
  command: Command,
  path: string,
  options: RowOptions,
  idOf: (columns: readonly string[]) => string | null,
  labels: readonly string[],
): Promise<CaseRows> {
  const { oneRowEach } = await import("../../reproducibility/one-row-each.ts");
  const labelsOf = (columns: readonly string[]) => {
    const id = idOf(columns);
    return [...(id === null ? [] : [id]), ...labels];
  };
  const { measured, ...read } = await readMeasuredRows(command, path, options, labelsOf);
  const id = idOf(read.table.columns);
  const cases = await namingFlags(command, () =>
    namingFile(path, () => {
      const where = options.where && Object.fromEntries(options.where);
      const { several } = options;
      return oneRowEach(measured, id, { where, several, volumeColumn: read.volumeColumn });
    }),
  );
  const features = await chosenFeatures(cases.features, options.only, path);
  return { ...read, cases, features };
}

/** A table whose columns are split into features and labels, before rows are chosen. */
export interface MeasuredRows extends Pick<CaseRows, "table" | "volumeColumn" | "mixed"> {
  readonly measured: MeasurementTable;
}

/**
 * Reads the rows of a table with all features, whatever they are of.
 *
 * @param labelsOf the columns that are not features, given the names of all columns; the table may lack some
 * @throws VoxomicsError as `readCaseRows` does
 */
export async function readMeasuredRows(
  command: Command,
  path: string,
  options: RowOptions,
  labelsOf: (columns: readonly string[]) => readonly string[],
): Promise<MeasuredRows> {
  const table = withRows(await readTable(path, {}), path);
  const { columns, records } = table;
  const { measurementsOf, mixedColumns } = await import(
    "../../reproducibility-report/measurements-of.ts"
  );
  const numeric = options.featureColumns === true;
  const labels = [...labelsOf(columns), ...(options.where ?? []).map(([at]) => at)];
  return namingFlags(command, () =>
    namingFile(path, () => {
      const measured = measurementsOf(records, {
        featureColumns: options.featureColumns === true ? "numeric" : options.featureColumns,
        labelColumns: [...new Set(labels)].filter((name) => columns.includes(name)),
      });
      const volumeColumn = options.volumeColumn ?? volumeColumnOf(measured) ?? undefined;
      const others = Object.keys(measured.labels).filter((name) => !labels.includes(name));
      const mixed = numeric ? mixedColumns(records, others) : [];
      return { table, measured, volumeColumn, mixed };
    }),
  );
}

/** The features that a selection names; all without one. */
export async function chosenFeatures(
  features: Readonly<Record<string, Float64Array>>,
  only: string | undefined,
  path: string,
): Promise<Readonly<Record<string, Float64Array>>> {
  const names = Object.keys(features);
  if (names.length === 0) {
    throw new VoxomicsError(
      "invalid-table",
      `${path}: found no column of a feature, expected names as in glcm.contrast.3D:avg, or columns of another program that --feature-columns names`,
    );
  }
  if (only === undefined) return features;
  const kept = (await readRecords(only, {})).map(({ feature }) => String(feature ?? ""));
  const absent = kept.find((name) => !Object.hasOwn(features, name));
  if (kept.length === 0 || absent === "") {
    throw new VoxomicsError(
      "invalid-table",
      `${only}: found no names of features, expected them in a column feature`,
    );
  }
  if (absent === undefined) return Object.fromEntries(kept.map((name) => [name, features[name]]));
  throw new VoxomicsError("invalid-table", `${only}: found the feature ${quoted(absent)}, which ${path} does not have${suggestion(absent, names)}`); // biome-ignore format: one line
}
