import { groupBy } from "../base/group-by.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { found, listed, quoted, suggestion } from "../messages/phrases.ts";
import type { IccForm } from "./intraclass-correlation.ts";
import { checkColumns, describe, type MeasurementTable } from "./measurement-table.ts";
import type { Ratings } from "./ratings.ts";

/** One column, or several that name a thing together: `["patient", "lesion"]`. */
type Columns = string | readonly string[];

/** What the columns of a measurement table mean. */
export type Design =
  /** Every subject was imaged twice or more. */
  | { readonly type: "testRetest"; readonly subject: Columns; readonly repeat: Columns }
  /** Every subject was segmented by several people or programs. */
  | { readonly type: "raters"; readonly subject: Columns; readonly rater: Columns }
  /** Every subject was measured with several scanners, reconstructions or settings. */
  | { readonly type: "settings"; readonly subject: Columns; readonly setting: Columns }
  /** Every subject was measured by two programs. */
  | { readonly type: "programs"; readonly subject: Columns; readonly program: Columns }
  /** Every subject's image and mask were perturbed several times; the order has no meaning. */
  | { readonly type: "perturbations"; readonly subject: Columns };

/** The kind of repeated measurements. */
export type DesignType = Design["type"];

/**
 * For each design: the field that names the columns which tell a subject's measurements apart (null if they
 * have no order), and the forms of the intraclass correlation that suit it.
 */
export const designs = {
  testRetest: { compares: "repeat", forms: ["ICC(A,1)", "ICC(C,1)"] },
  raters: { compares: "rater", forms: ["ICC(A,1)", "ICC(C,1)"] },
  settings: { compares: "setting", forms: ["ICC(A,1)", "ICC(C,1)"] },
  programs: { compares: "program", forms: ["ICC(A,1)", "ICC(C,1)"] },
  perturbations: { compares: null, forms: ["ICC(1)"] },
} as const satisfies Record<DesignType, { compares: string | null; forms: readonly IccForm[] }>;

/** Which rows of a table belong to which subject, and to which of its measurements. */
export interface Layout {
  /** Names of the subjects, in the order of their first rows. */
  readonly subjects: readonly string[];
  /** Names of the raters, repeats or settings, in the same order; null where measurements have no order. */
  readonly measurements: readonly string[] | null;
  /**
   * For each subject the indices of its rows in the table: one a measurement, -1 where that measurement is
   * missing. Where measurements have no order, the rows that the subject has.
   */
  readonly rows: readonly (readonly number[])[];
}

/**
 * Assigns the rows of a table to subjects and measurements.
 *
 * @throws VoxomicsError `invalid-settings` for a design that is none; `invalid-table` for a column that is not there, an empty label, or a subject
 *   measured twice by the same rater; the message names rows (from 1) and columns
 */
export function layOut(table: MeasurementTable, design: Design): Layout {
  checkType(design);
  const { compares } = designs[design.type];
  const subjectColumns = columnsOf(design, "subject");
  const measurementColumns = compares === null ? [] : columnsOf(design, compares);
  checkColumns([...subjectColumns, ...measurementColumns], Object.keys(table.labels));
  const subjectOf = keysOf(table, subjectColumns);
  const all = Array.from({ length: table.rows }, (_, row) => row);
  const bySubject = groupBy(all, (row) => subjectOf[row]);
  const subjects = [...bySubject.keys()].map(nameOf);
  if (compares === null) return { subjects, measurements: null, rows: [...bySubject.values()] };

  const measurementOf = keysOf(table, measurementColumns);
  const measurements = [...new Set(measurementOf)];
  if (design.type === "programs" && measurements.length !== 2 && table.rows > 0) {
    const names = measurements.map((key) => quoted(nameOf(key))).join(", ");
    throw new VoxomicsError(
      "invalid-table",
      `columns ${measurementColumns.map(quoted).join(", ")}: found ${measurements.length === 1 ? "1 program" : `${measurements.length} programs`}, ${names}, expected two; the design "raters" compares more`,
      { columns: measurementColumns, values: measurements.map(nameOf) },
    );
  }
  const rows = [...bySubject.values()].map((own) => {
    const found = measurements.map((key) => own.filter((row) => measurementOf[row] === key));
    const twice = found.find(({ length }) => length > 1);
    if (twice !== undefined) {
      const columns = [...subjectColumns, ...measurementColumns];
      const values = columns.map((column) => table.labels[column][twice[0]]);
      throw new VoxomicsError(
        "invalid-table",
        `rows ${listed(twice.map((row) => String(row + 1))).replace(/ or /, " and ")} measure the same: ${describe(columns, values)}`,
        { rows: twice.map((row) => row + 1), columns, values },
      );
    }
    return found.map(([row = -1]) => row);
  });
  return { subjects, measurements: measurements.map(nameOf), rows };
}

/** The values of one feature of a table (one a row) as ratings: a row a subject; null where missing. */
export function ratingsOf(values: Float64Array, { rows }: Layout): Ratings {
  return rows.map((own) => own.map((row) => (row < 0 ? null : values[row])));
}

/** A key for each row of a table: two rows have the same key if they agree in all the columns. */
function keysOf({ rows, labels }: MeasurementTable, columns: readonly string[]): string[] {
  for (const column of columns) {
    const row = labels[column].indexOf("");
    if (row < 0) continue;
    throw new VoxomicsError(
      "invalid-table",
      `row ${row + 1}, column ${quoted(column)}: found nothing, expected what was measured`,
      { row: row + 1, column },
    );
  }
  return Array.from({ length: rows }, (_, row) =>
    JSON.stringify(columns.map((column) => labels[column][row])),
  );
}

/** The values in a key, as people read them: `p1 / left`. */
function nameOf(key: string): string {
  return (JSON.parse(key) as string[]).join(" / ");
}

/** The columns that a field of the design names, one or more. */
function columnsOf(design: Design, field: string): readonly string[] {
  const named: unknown = (design as unknown as Readonly<Record<string, unknown>>)[field];
  const columns: readonly unknown[] = [named].flat();
  if (columns.length > 0 && columns.every((column) => typeof column === "string")) return columns;
  throw new VoxomicsError(
    "invalid-settings",
    `design.${field}: found ${found(named)}, expected the name of a column, or a list of names`,
    { found: named },
  );
}

function checkType({ type }: Design): void {
  if (Object.hasOwn(designs, type)) return;
  const types = Object.keys(designs);
  throw new VoxomicsError(
    "invalid-settings",
    `design.type: found ${quoted(String(type))}, expected ${listed(types.map(quoted))}${suggestion(type, types)}`,
    { found: type },
  );
}
