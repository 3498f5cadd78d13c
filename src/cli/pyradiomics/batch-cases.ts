import { dirname, isAbsolute, resolve } from "node:path";
import { parse } from "csv-parse/sync";
import { VoxomicsError } from "../../messages/errors.ts";
import { quoted, suggestion } from "../../messages/phrases.ts";
import { otherSeparator } from "../../report/other-separator.ts";

/** A case of a batch file, or the case that a command line names. */
export interface BatchCase {
  /** The row of the case in the file, 1 for the header, as a spreadsheet counts; null for the case of a command line. */
  readonly row: number | null;
  /** What is written before the features: the columns of the file in their order, with absolute paths. */
  readonly columns: ReadonlyMap<string, string>;
  readonly image: string;
  readonly mask: string;
  /** The label that the row states; null for the parameters' label. */
  readonly label: number | null;
  /** The channel of the mask file that the row states, from 0; null for the parameters' channel. */
  readonly channel: number | null;
  /** The error if the row itself is wrong, such as a label that is no number; else null. */
  readonly refusal: VoxomicsError | null;
}

/** The cases of a batch file, and the rows that name no case. */
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
 * @throws VoxomicsError `invalid-table` for what is no CSV, a column that is missing and a file without a case
 */
export function parseBatch(text: string, path: string): Batch {
  const [header = [], ...rows] = parseRows(text, path);
  const missing = needed.find((name) => !header.includes(name));
  if (missing !== undefined) {
    const columns =
      header.length === 0 ? "no column" : `the columns ${header.map(quoted).join(", ")}`;
    const hint = otherSeparator(header) ?? suggestion(missing, header);
    throw new VoxomicsError(
      "invalid-table",
      `${path}: found ${columns}, expected ${needed.map(quoted).join(" and ")}${hint}`,
      { columns: header, expected: missing },
    );
  }
  const cases: BatchCase[] = [];
  const skipped: number[] = [];
  for (const [k, cells] of rows.entries()) {
    const row = k + 2;
    const columns = new Map(header.map((name, c) => [name, cells[c] ?? ""]));
    if (columns.get("Image") === "" || columns.get("Mask") === "") skipped.push(row);
    else cases.push(toCase(columns, row, path));
  }
  if (cases.length === 0) {
    const found =
      rows.length === 0 ? "no row behind the header" : "only rows that lack an image or a mask";
    throw new VoxomicsError(
      "invalid-table",
      `${path}: there is no case to measure: found ${found}, expected a row for each case`,
      { path },
    );
  }
  return { cases, skipped };
}

/** The case of an image and a mask that a command line names. */
export function singleCase(image: string, mask: string): BatchCase {
  const columns = new Map([
    ["Image", resolve(image)],
    ["Mask", resolve(mask)],
  ]);
  return { row: null, columns, image, mask, label: null, channel: null, refusal: null };
}

function parseRows(text: string, path: string): string[][] {
  try {
    return parse(text, { bom: true, skip_empty_lines: true, relax_column_count: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new VoxomicsError("invalid-table", `${path}: no CSV: ${reason}`, { path }, { cause });
  }
}

function toCase(given: ReadonlyMap<string, string>, row: number, path: string): BatchCase {
  const at = (column: string) => {
    const name = given.get(column) ?? "";
    return isAbsolute(name) ? name : resolve(dirname(path), name);
  };
  const [image, mask] = [at("Image"), at("Mask")];
  const columns = new Map([...given, ["Image", image], ["Mask", mask]]);
  const texts = { Label: textIn(given, "Label"), Label_channel: textIn(given, "Label_channel") };
  const wrong = Object.entries(texts).find(([, text]) => !/^\d*$/.test(text));
  const number = (text: string) => (/^\d+$/.test(text) ? Number(text) : null);
  return {
    row,
    columns,
    image,
    mask,
    label: number(texts.Label),
    channel: number(texts.Label_channel),
    refusal: wrong === undefined ? null : noNumber(...wrong, row),
  };
}

function textIn(columns: ReadonlyMap<string, string>, name: string): string {
  return (columns.get(name) ?? "").trim();
}

function noNumber(column: string, found: string, row: number): VoxomicsError {
  return new VoxomicsError(
    "invalid-table",
    `column ${column}: found ${quoted(found)}, expected a whole number`,
    { row, column, found },
  );
}
