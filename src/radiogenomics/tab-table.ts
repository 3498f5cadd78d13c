import { counted, quoted } from "../messages/phrases.ts";
import { invalidTable } from "./invalid-table.ts";

/** A table of tab-separated text, as cBioPortal's files are: cells are never quoted. */
export interface TabTable {
  readonly columns: readonly string[];
  /** Cells of each row, as many as there are columns. */
  readonly rows: readonly (readonly string[])[];
  /** The line of the first row in the file, from 1. */
  readonly firstLine: number;
}

/**
 * Reads tab-separated text: lines that start with `#` are left out, the first other line has the columns' names, and empty
 * lines are skipped. A row may lack empty cells at its end.
 *
 * @throws VoxomicsError `invalid-table` for text without a header, columns of one name, and rows with more cells than
 *   columns, naming the line
 */
export function parseTabTable(text: string): TabTable {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const start = lines.findIndex((line) => line !== "" && !line.startsWith("#"));
  if (start < 0) throw invalidTable("found no header, expected tab-separated columns");
  const columns = lines[start].split("\t").map((name) => name.trim());
  const repeated = columns.find((name, n) => name !== "" && columns.indexOf(name) < n);
  if (repeated !== undefined) {
    throw invalidTable(`line ${start + 1}: two columns are called ${quoted(repeated)}`);
  }
  const rows = lines.slice(start + 1).flatMap((line, n) => {
    if (line === "" || line.startsWith("#")) return [];
    const cells = line.split("\t");
    if (cells.length > columns.length) {
      const place = `line ${start + 2 + n}`;
      throw invalidTable(
        `${place}: found ${counted(cells.length, "cell")}, expected at most ${columns.length}, as the header has columns`,
      );
    }
    return [[...cells, ...Array<string>(columns.length - cells.length).fill("")]];
  });
  return { columns, rows, firstLine: start + 2 };
}

/**
 * The place of a column by one of the names that it may have.
 *
 * @throws VoxomicsError `invalid-table` if there is none
 */
export function placeOf({ columns }: TabTable, names: readonly string[], what: string): number {
  const place = columns.findIndex((column) => names.includes(column));
  if (place >= 0) return place;
  const some = columns.slice(0, 8).map(quoted).join(", ");
  throw invalidTable(
    `found no column ${names.map(quoted).join(" or ")} of ${what}; the first columns are ${some}`,
  );
}
