import { VoxomicsError } from "../messages/errors.ts";
import { quoted } from "../messages/phrases.ts";
import { type InputOptions, readInputText } from "../node/read-input.ts";
import type { TableRecord } from "../reproducibility/measurement-table.ts";

/** The rows of a CSV file, and the names of its columns in their order. */
export interface CsvTable {
  readonly columns: readonly string[];
  readonly records: readonly Readonly<Record<string, string>>[];
}

/**
 * The records of a CSV file.
 *
 * @throws VoxomicsError `invalid-table` for Parquet, text that is no CSV, and two columns of one name; `invalid-file`
 */
export async function readRecords(path: string, options: InputOptions): Promise<TableRecord[]> {
  return [...(await readTable(path, options)).records];
}

/**
 * The table of a CSV file.
 *
 * @throws VoxomicsError as `readRecords` does
 */
export async function readTable(path: string, options: InputOptions): Promise<CsvTable> {
  if (/\.parquet$/i.test(path)) {
    const beside = path.replace(/\.parquet$/i, ".csv");
    const message = `${path}: is Parquet, expected CSV: a cohort writes the same table as ${beside}`;
    throw new VoxomicsError("invalid-table", message, { path });
  }
  return parseTable(await readInputText(path, options), path);
}

/** The records of CSV text, which has rows; `path` names it in messages. */
export async function parseRecords(text: string, path: string): Promise<TableRecord[]> {
  return [...withRows(await parseTable(text, path), path).records];
}

/**
 * A table that has rows.
 *
 * @throws VoxomicsError `invalid-table` for one without a header or without rows
 */
export function withRows(table: CsvTable, path: string): CsvTable {
  const { columns, records } = table;
  if (records.length > 0) return table;
  const what =
    columns.length === 0 ? "nothing" : `the header ${quoted(columns.join(","))} and no row`;
  const message = `${path}: found ${what}, expected a table in CSV: a header, and a row a case`;
  throw new VoxomicsError("invalid-table", message, { path });
}

async function parseTable(text: string, path: string): Promise<CsvTable> {
  refuseSeparator(text, path);
  const { parse } = await import("csv-parse/sync");
  let columns: readonly string[] = [];
  try {
    const records = parse<Record<string, string>>(text, {
      columns: (header) => {
        columns = unique(header, path);
        return [...columns];
      },
      bom: true,
      skip_empty_lines: true,
    });
    return { columns, records };
  } catch (cause) {
    if (cause instanceof VoxomicsError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new VoxomicsError("invalid-table", `${path}: is no CSV: ${reason}`, { path }, { cause });
  }
}

/** Refuses other separators: spreadsheets write them in languages in which numbers have a comma. */
function refuseSeparator(text: string, path: string): void {
  const [header] = text.split(/\r?\n/, 1);
  if (header.includes(",")) return;
  const used = [";", "\t"].find((separator) => header.includes(separator));
  if (used === undefined) return;
  const what = used === ";" ? "semicolons" : "tabs";
  const message = `${path}: has columns with ${what} between, expected commas between columns, and a point in numbers`;
  throw new VoxomicsError("invalid-table", message, { path });
}

/**
 * The names of columns. Two columns of one name are refused, since a record would hold only the last of
 * them.
 */
function unique(header: readonly string[], path: string): string[] {
  const seen = new Set<string>();
  const twice = header.find((name) => seen.size === seen.add(name).size);
  if (twice === undefined) return [...header];
  const message = `${path}: found two columns ${quoted(twice)}, expected names that differ`;
  throw new VoxomicsError("invalid-table", message, { path, column: twice });
}
