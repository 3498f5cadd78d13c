import { VoxomicsError } from "../messages/errors.ts";
import { quoted, suggestion } from "../messages/phrases.ts";
import type { Cell } from "./outcome.ts";

/** Outcomes of patients or samples, before it is said what they are. */
export interface OutcomeTable {
  /** Who each row is of; none twice. */
  readonly ids: readonly string[];
  /** The patient of each row, where rows are of samples and the table says whose. */
  readonly patients?: readonly string[];
  /** What was measured of genes, which tells columns of one name in several tables apart; undefined of other tables. */
  readonly kind?: "mutation" | "expression";
  /** Cells by column, one a row. */
  readonly columns: Readonly<Record<string, readonly Cell[]>>;
}

/**
 * The table of records, as CSV readers give them.
 *
 * @param id the column that says who a row is of
 * @throws VoxomicsError `invalid-table` where there is no row, the column is missing, an id is empty or is there twice
 *
 * @example
 * ```ts
 * import { outcomeTable } from "voxomics/radiogenomics";
 *
 * const table = outcomeTable([{ id: "P1", TP53: 1 }, { id: "P2", TP53: 0 }], "id");
 * table.columns.TP53; // [1, 0]
 * ```
 */
export function outcomeTable(
  records: readonly Readonly<Record<string, Cell>>[],
  id: string,
): OutcomeTable {
  if (records.length === 0) throw new VoxomicsError("invalid-table", "found no row of outcomes");
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  if (!names.includes(id)) {
    const some = names.slice(0, 8).map(quoted).join(", ");
    throw new VoxomicsError("invalid-table", `found no column ${quoted(id)} of ids; the columns are ${some || "none"}${suggestion(id, names)}`, { column: id }); // biome-ignore format: one line
  }
  const ids = records.map((record) => String(record[id] ?? "").trim());
  checkIds(ids, `column ${quoted(id)}`);
  const columns = names
    .filter((name) => name !== id)
    .map((name) => [name, records.map((record) => record[name])] as const);
  return { ids, columns: Object.fromEntries(columns) };
}

/** @throws VoxomicsError `invalid-table` for an empty id, or one that is there twice */
export function checkIds(ids: readonly string[], place: string): void {
  const seen = new Map<string, number>();
  ids.forEach((id, row) => {
    if (id === "") {
      throw new VoxomicsError("invalid-table", `${place}: found no id in row ${row + 1}`, { row });
    }
    const before = seen.get(id);
    if (before !== undefined) {
      throw new VoxomicsError("invalid-table", `${place}: rows ${before + 1} and ${row + 1} both have the id ${quoted(id)}`, { found: id }); // biome-ignore format: one line
    }
    seen.set(id, row);
  });
}
