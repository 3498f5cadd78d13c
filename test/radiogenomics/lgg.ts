import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";

/** Where the tables lie; null where they are not at hand. */
const folder = [process.env.VOXOMICS_RADIOGENOMICS, "../shared/radiogenomics"].find(
  (path) => path !== undefined && existsSync(path),
);

if (folder === undefined && process.env.CI === "true") {
  throw new Error(
    "no tables of TCGA-LGG: expected ../shared/radiogenomics, or VOXOMICS_RADIOGENOMICS",
  );
}

const records = (name: string): Record<string, string>[] =>
  folder === undefined ? [] : parse(readFileSync(join(folder, name)), { columns: true });

/** Features and outcomes of 94 patients of TCGA-LGG, in the same order; empty where the tables are not at hand. */
export const lgg = {
  features: records("lgg-features.csv"),
  outcomes: records("lgg-outcomes.csv"),
};

/** A column as numbers, NaN where a cell is empty. */
export function numbersOf(table: readonly Record<string, string>[], column: string): Float64Array {
  return Float64Array.from(table, (record) =>
    record[column] === "" || record[column] === "NA" ? Number.NaN : Number(record[column]),
  );
}

/** The rows in which all columns are finite, of each column. */
export function completeRows(columns: readonly Float64Array[]): Float64Array[] {
  const rows = [...columns[0].keys()].filter((row) =>
    columns.every((column) => Number.isFinite(column[row])),
  );
  return columns.map((column) => Float64Array.from(rows, (row) => column[row]));
}
