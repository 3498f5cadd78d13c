import { checkArgument } from "../schema/check-argument.ts";

/** One consensus value. */
export interface ReferenceRow {
  /** Name in the IBSI compliance table. */
  readonly tag: string;
  /** IBSI's permanent codes; null for diagnostics. */
  readonly code: string | null;
  readonly aggregationCode: string | null;
  /** null where there is no standardised value. */
  readonly value: number | null;
  readonly tolerance: number | null;
  readonly consensus: string | null;
}

/** A table of consensus values as it is stored: one row a value, for all configurations. */
export interface ReferenceTable {
  /** Where the values were published. */
  readonly source: string;
  /** Names of the columns. */
  readonly columns: readonly string[];
  /** One cell a column. */
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/**
 * The consensus values of one configuration.
 *
 * @example
 * ```ts
 * import { referenceRows, type ReferenceTable } from "voxomics/validate";
 *
 * // `table`: a file of `ibsi-phantoms/reference`, parsed.
 * function tagsOf(table: ReferenceTable) {
 *   return referenceRows(table, "none").map(({ tag, value, tolerance }) => [tag, value, tolerance]);
 * }
 * console.log(tagsOf);
 * ```
 */
export function referenceRows(reference: ReferenceTable, config: string): ReferenceRow[] {
  checkArgument(reference, "reference", { columns: "array", rows: "array" });
  const { columns, rows } = reference;
  return rows
    .map((cells) => Object.fromEntries(columns.map((column, c) => [column, cells[c]])))
    .filter((row) => row.config === config)
    .map(({ config: _, ...row }) => row as unknown as ReferenceRow);
}
