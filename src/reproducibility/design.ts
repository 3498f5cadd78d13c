import { groupBy } from "../base/group-by.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { listed, quoted, suggestion } from "../messages/phrases.ts";
import type { IccForm } from "./intraclass-correlation.ts";
import { checkColumns, describe, type MeasurementTable } from "./measurement-table.ts";
import type { Ratings } from "./ratings.ts";

/** The columns that say who or what was measured: one, or several that do so together. */
type Columns = string | readonly string[];

/** What the columns of a measurement table mean. */
export type Design =
  /** Every subject was imaged twice or more. */
  | { readonly type: "testRetest"; readonly subject: Columns; readonly repeat: Columns }
  /** Every subject was segmented by several people or programs. */
  | { readonly type: "raters"; readonly subject: Columns; readonly rater: Columns }
  /** Every subject was measured with several scanners, reconstructions or settings. */
  | { readonly type: "settings"; readonly subject: Columns; readonly setting: Columns }
  /** Every subject's image and mask were perturbed several times; the order has no meaning. */
  | { readonly type: "perturbations"; readonly subject: Columns };

export type DesignType = Design["type"];

/** The part of a design that tells a subject's measurements apart, and the correlations that suit it. */
export const designs = {
  testRetest: { compares: "repeat", forms: ["ICC(A,1)", "ICC(C,1)"] },
  raters: { compares: "rater", forms: ["ICC(A,1)", "ICC(C,1)"] },
  settings: { compares: "setting", forms: ["ICC(A,1)", "ICC(C,1)"] },
  perturbations: { compares: null, forms: ["ICC(1)"] },
} as const satisfies Record<DesignType, { compares: string | null; forms: readonly IccForm[] }>;

/** Which rows of a table belong to which subject, and to which of its measurements. */
export interface Layout {
  /** Subjects in the order in which they are first met. */
  readonly subjects: readonly string[];
  /** What they were measured by, likewise; null where measurements have no order. */
  readonly measurements: readonly string[] | null;
  /** A row a subject: its rows of the table, -1 where a measurement is missing. */
  readonly rows: readonly (readonly number[])[];
}

/**
 * The rows of a table by subject and measurement.
 *
 * @throws VoxomicsError `invalid-table` for a column that is not there, an empty label, or a subject
 *   measured twice by the same rater; the message names rows (from 1) and columns
 */
export function layOut(table: MeasurementTable, design: Design): Layout {
  checkType(design);
  const { compares } = designs[design.type];
  const subjectColumns = [design.subject].flat();
  const measurementColumns =
    compares === null ? [] : [(design as unknown as Record<string, Columns>)[compares]].flat();
  checkColumns([...subjectColumns, ...measurementColumns], Object.keys(table.labels));
  const subjectOf = keysOf(table, subjectColumns);
  const all = Array.from({ length: table.rows }, (_, row) => row);
  const bySubject = groupBy(all, (row) => subjectOf[row]);
  const subjects = [...bySubject.keys()].map(nameOf);
  if (compares === null) return { subjects, measurements: null, rows: [...bySubject.values()] };

  const measurementOf = keysOf(table, measurementColumns);
  const measurements = [...new Set(measurementOf)];
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

/** One feature of a table as ratings: a row a subject. */
export function ratingsOf(values: Float64Array, { rows }: Layout): Ratings {
  return rows.map((own) => own.map((row) => (row < 0 ? null : values[row])));
}

/** The columns' values in each row, as one text that is the same for equal values only. */
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

/** A key as people read it. */
function nameOf(key: string): string {
  return (JSON.parse(key) as string[]).join(" / ");
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
