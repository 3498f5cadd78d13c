import { dirname, isAbsolute, resolve } from "node:path";
import { parse } from "csv-parse/sync";
import { VoxomicsError } from "../../messages/errors.ts";
import { listed, quoted, suggestion } from "../../messages/phrases.ts";

/** A case of a batch file, or the one that a command line names. */
export interface BatchCase {
  /** Its row in the file, from 1 for the header as a spreadsheet shows it; null for a case of its own. */
  readonly row: number | null;
  /** What is written before its features: the columns of the file, with absolute paths. */
  readonly columns: Readonly<Record<string, string>>;
  readonly image: string;
  readonly mask: string;
  /** The label that its row states; null for the parameters' label. */
  readonly label: number | null;
  /** The volume of the mask file that its row states, from 0; null for the parameters' one. */
  readonly channel: number | null;
}

/** The cases of a batch file, and the rows that name none. */
export interface Batch {
  readonly cases: readonly BatchCase[];
  /** Rows without an image or a mask. */
  readonly skipped: readonly number[];
}

/** Columns that a batch file needs. */
const needed = ["Image", "Mask"] as const;

/**
 * Reads a batch file: CSV with the columns `Image` and `Mask`, `Label` and `Label_channel` if it has these, and any
 * others, which are copied to the results. Paths are relative to the file's folder.
 *
 * @throws VoxomicsError `invalid-table` for what is no CSV, a column that is missing and a label that is no number
 */
export function parseBatch(text: string, path: string): Batch {
  const [header = [], ...rows] = parseRows(text, path);
  const missing = needed.find((name) => !header.includes(name));
  if (missing !== undefined) {
    const hint = suggestion(missing, header);
    throw new VoxomicsError(
      "invalid-table",
      `${path}: found the columns ${listed(header.map(quoted))}, expected ${listed(needed.map(quoted))}${hint}`,
      { columns: header, expected: missing },
    );
  }
  const cases: BatchCase[] = [];
  const skipped: number[] = [];
  for (const [k, cells] of rows.entries()) {
    const row = k + 2;
    const columns = Object.fromEntries(header.map((name, c) => [name, cells[c] ?? ""]));
    if (columns.Image === "" || columns.Mask === "") skipped.push(row);
    else cases.push(toCase(columns, row, path));
  }
  return { cases, skipped };
}

/** The case of an image and a mask that a command line names. */
export function singleCase(image: string, mask: string): BatchCase {
  const columns = { Image: resolve(image), Mask: resolve(mask) };
  return { row: null, columns, image, mask, label: null, channel: null };
}

function parseRows(text: string, path: string): string[][] {
  try {
    return parse(text, { bom: true, skip_empty_lines: true, relax_column_count: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new VoxomicsError("invalid-table", `${path}: no CSV: ${reason}`, { path }, { cause });
  }
}

function toCase(given: Readonly<Record<string, string>>, row: number, path: string): BatchCase {
  const at = (name: string) => (isAbsolute(name) ? name : resolve(dirname(path), name));
  const columns = { ...given, Image: at(given.Image), Mask: at(given.Mask) };
  const number = (name: string): number | null => {
    const text = (given[name] ?? "").trim();
    if (text === "") return null;
    if (/^\d+$/.test(text)) return Number(text);
    throw new VoxomicsError(
      "invalid-table",
      `${path}: row ${row}, column ${name}: found ${quoted(text)}, expected a whole number`,
      { path, row, column: name, found: text },
    );
  };
  return {
    row,
    columns,
    image: columns.Image,
    mask: columns.Mask,
    label: number("Label"),
    channel: number("Label_channel"),
  };
}
