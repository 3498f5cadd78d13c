import type { Command } from "commander";
import { namingFile } from "../../io/name-file.ts";
import { VoxomicsError } from "../../messages/errors.ts";
import { quoted, suggestion } from "../../messages/phrases.ts";
import type { CaseTable } from "../../radiogenomics/one-row-each.ts";
import { volumeColumnOf } from "../../reproducibility/volume-correlation.ts";
import { namingFlags } from "../naming-flags.ts";
import { type CsvTable, readRecords, readTable } from "../read-table.ts";
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
 * @param labels columns that are no features, where the table has them
 * @throws VoxomicsError `invalid-table`, `invalid-file`, `invalid-settings`, naming the file or the flag
 */
export async function readCaseRows(
  command: Command,
  path: string,
  options: RowOptions,
  idOf: (columns: readonly string[]) => string | null,
  labels: readonly string[],
): Promise<CaseRows> {
  const table = await readTable(path, {});
  const { columns, records } = table;
  const { measurementsOf, mixedColumns } = await import(
    "../../reproducibility-report/measurements-of.ts"
  );
  const { oneRowEach } = await import("../../radiogenomics/one-row-each.ts");
  const id = idOf(columns);
  const numeric = options.featureColumns === true;
  const none = [
    ...(id === null ? [] : [id]),
    ...labels,
    ...(options.where ?? []).map(([at]) => at),
  ];
  const read = await namingFlags(command, () =>
    namingFile(path, () => {
      const measured = measurementsOf(records, {
        featureColumns: options.featureColumns === true ? "numeric" : options.featureColumns,
        labelColumns: [...new Set(none)].filter((name) => columns.includes(name)),
      });
      const volumeColumn = options.volumeColumn ?? volumeColumnOf(measured) ?? undefined;
      const where = options.where && Object.fromEntries(options.where);
      const { several } = options;
      const cases = oneRowEach(measured, id, { where, several, volumeColumn });
      const others = Object.keys(measured.labels).filter((name) => !none.includes(name));
      return { cases, volumeColumn, mixed: numeric ? mixedColumns(records, others) : [] };
    }),
  );
  const features = await chosenFeatures(read.cases.features, options.only, path);
  return { table, ...read, features };
}

/** The features that a selection names; all without one. */
async function chosenFeatures(
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
