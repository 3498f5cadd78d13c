import { tableRecords } from "./shared-tables.ts";

/** Features and outcomes of 94 patients of TCGA-LGG, in the same order; empty where the tables are not at hand. */
export const lgg = {
  features: tableRecords("lgg-features.csv"),
  outcomes: tableRecords("lgg-outcomes.csv"),
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
