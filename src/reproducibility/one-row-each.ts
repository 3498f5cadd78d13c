import { groupBy } from "../base/group-by.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { counted, quoted, suggestion } from "../messages/phrases.ts";
import { checkValue } from "../schema/check.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptions } from "../schema/check-options.ts";
import type { MeasurementTable } from "./measurement-table.ts";
import { checkVolumeColumn, severalVolumes } from "./volume-correlation.ts";

/** Which of several rows of one id is meant: that of the largest volume, the mean of all, or the first. */
export const severalChoices = ["largest", "mean", "first"] as const;

/** How rows of a table become one row an id. */
export interface RowChoice {
  /** Only rows whose columns have these values: `{ settings: "fine" }`. */
  readonly where?: Readonly<Record<string, string>> | undefined;
  /** What several rows of one id mean. Default: they are refused. */
  readonly several?: (typeof severalChoices)[number] | undefined;
  /** The feature that says how large a region is, for `largest`. */
  readonly volumeColumn?: string | undefined;
}

/** A table with one row an id. */
export interface CaseTable {
  readonly ids: readonly string[];
  readonly features: Readonly<Record<string, Float64Array>>;
  /** Labels of the row of each id; those of its first row for a mean. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
  /** The rows of the table, from 0, that each id was made of: one, or several for a mean. */
  readonly rows: readonly (readonly number[])[];
}

/**
 * One row an id of a table, which may have rows for regions, settings and perturbations.
 *
 * @param id the label that says who a row is of, or several labels that say it together; null where every row is a case of
 *   its own, whose id is its number from 1
 * @throws VoxomicsError `invalid-table` where a column is missing (that of the volume too, whether it is needed or not), no row is left, or several rows of one id are left
 *   and it is not said what they mean; `invalid-settings`
 *
 * @example
 * ```ts
 * import { fromWideRecords } from "voxomics/reproducibility";
 * import { oneRowEach } from "voxomics/radiogenomics";
 *
 * const records = [
 *   { patient: "P1", settings: "fine", mean: 1 },
 *   { patient: "P1", settings: "coarse", mean: 2 },
 * ];
 * const table = fromWideRecords(records, ["patient", "settings"]);
 * console.log(oneRowEach(table, "patient", { where: { settings: "fine" } }));
 * ```
 */
export function oneRowEach(
  table: MeasurementTable,
  id: string | readonly string[] | null,
  choice: RowChoice = {},
): CaseTable {
  checkOptions(choice, { where: "object", several: null, volumeColumn: "text" });
  checkArgument(table, "table", "object");
  const { where = {}, several, volumeColumn } = choice;
  if (several !== undefined) {
    checkValue(severalChoices.includes(several), "several", several, severalChoices.join(", "));
  }
  if (id === null && several !== undefined) {
    throw invalidTable(
      `several: found ${quoted(several)}, but no column says who a row is of (id)`,
    );
  }
  const idColumns = id === null ? [] : [id].flat();
  for (const column of idColumns) checkLabel(table, column);
  checkVolumeColumn(table, volumeColumn);
  const rows = rowsWhere(table, where);
  const byId = groupBy(rows, (row) => {
    const cells = idColumns.map((column) => table.labels[column][row].trim());
    if (id !== null && cells.every((cell) => cell === "")) {
      const columns = idColumns.map(quoted).join(", ");
      throw invalidTable(`row ${row + 1}: found no id in column ${columns}`);
    }
    return id === null ? String(row + 1) : cells.length === 1 ? cells[0] : JSON.stringify(cells);
  });
  const nameOf = (key: string) =>
    idColumns.length > 1 ? (JSON.parse(key) as string[]).join(", ") : key;
  if (several === undefined) refuseSeveral(table, idColumns, byId, nameOf);
  const chosen = [...byId.values()].map((its) =>
    several === "largest"
      ? [largest(table, its, volumeColumn)]
      : several === "mean"
        ? its
        : [its[0]],
  );
  return {
    ids: [...byId.keys()].map(nameOf),
    features: Object.fromEntries(
      Object.entries(table.features).map(([name, values]) => [
        name,
        Float64Array.from(chosen, (its) => meanOf(its.map((row) => values[row]))),
      ]),
    ),
    labels: Object.fromEntries(
      Object.entries(table.labels).map(([name, cells]) => [
        name,
        chosen.map(([row]) => cells[row]),
      ]),
    ),
    rows: chosen,
  };
}

/**
 * The rows of a table, from 0, whose columns have the values that are asked for.
 *
 * @throws VoxomicsError `invalid-table` for a column that there is not, and where no row is left
 */
export function rowsWhere(
  table: MeasurementTable,
  where: Readonly<Record<string, string>>,
): readonly number[] {
  for (const column of Object.keys(where)) checkLabel(table, column);
  const rows = Array.from({ length: table.rows }, (_, row) => row).filter((row) =>
    Object.entries(where).every(([column, value]) => table.labels[column][row] === value),
  );
  if (rows.length === 0) {
    const asked = Object.entries(where).map(([column, value]) => {
      const values = [...new Set(table.labels[column])];
      return `${column} = ${quoted(value)} (found ${values.slice(0, 5).map(quoted).join(", ")})`;
    });
    throw invalidTable(`no row has ${asked.join(" and ") || "a value"}`);
  }
  return rows;
}

function checkLabel({ labels }: MeasurementTable, column: string): void {
  if (Object.hasOwn(labels, column)) return;
  const names = Object.keys(labels);
  throw invalidTable(`found no column ${quoted(column)}; the columns that are no features are ${names.slice(0, 8).map(quoted).join(", ") || "none"}${suggestion(column, names)}`); // biome-ignore format: one line
}

function refuseSeveral(
  { labels }: MeasurementTable,
  idColumns: readonly string[],
  byId: ReadonlyMap<string, readonly number[]>,
  nameOf: (key: string) => string,
): void {
  const [key, rows] = [...byId].find(([, its]) => its.length > 1) ?? [];
  if (key === undefined || rows === undefined) return;
  const differing = Object.entries(labels)
    .filter(
      ([column, cells]) =>
        !idColumns.includes(column) && new Set(rows.map((row) => cells[row])).size > 1,
    )
    .map(([column]) => quoted(column));
  const how = differing.length === 0 ? "" : `, which differ in ${differing.join(", ")}`;
  throw invalidTable(
    `${quoted(nameOf(key))} has ${counted(rows.length, "row")}${how}: choose one (where), or say what several mean (several: ${severalChoices.join(", ")})`,
  );
}

function largest(
  { features }: MeasurementTable,
  rows: readonly number[],
  volumeColumn: string | undefined,
): number {
  if (volumeColumn === undefined) {
    const what = severalVolumes({ features }) ?? "none is known";
    throw invalidTable(`several: largest needs the column of a volume (volumeColumn): ${what}`);
  }
  const volumes = features[volumeColumn];
  const at = (row: number) =>
    Number.isNaN(volumes[row]) ? Number.NEGATIVE_INFINITY : volumes[row];
  return rows.reduce((best, row) => (at(row) > at(best) ? row : best));
}

/** The mean of the values that are there; NaN of none. */
function meanOf(values: readonly number[]): number {
  if (values.length === 1) return values[0];
  const present = values.filter(Number.isFinite);
  return present.reduce((sum, value) => sum + value, 0) / present.length;
}

function invalidTable(message: string): VoxomicsError {
  return new VoxomicsError("invalid-table", message);
}
