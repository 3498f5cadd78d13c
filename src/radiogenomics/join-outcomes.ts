import { quoted } from "../messages/phrases.ts";
import { invalidTable } from "./invalid-table.ts";
import type { Cell } from "./outcome.ts";
import type { OutcomeTable } from "./outcome-table.ts";

/** Outcomes in the order of other ids, and what was not matched. */
export interface JoinedOutcomes {
  /** Cells by column, one for each of the ids; undefined where no table has the id. */
  readonly columns: Readonly<Record<string, readonly Cell[]>>;
  /** Ids without an outcome in any table. */
  readonly withoutOutcomes: readonly string[];
  /** Ids of the tables that nothing was asked for. */
  readonly unused: readonly string[];
}

/** A barcode of The Cancer Genome Atlas: project, site and patient are its first twelve characters. */
const tcga = /^TCGA-[A-Z0-9]{2}-[A-Z0-9]{4}(?:-.*)?$/i;

/**
 * Brings the outcomes of tables into the order of ids.
 *
 * Ids match where they are equal. Barcodes of TCGA match by their first twelve characters, those of the patient. Where a
 * table says which patient its samples are of, samples of all tables match that patient, and what is known of a patient
 * matches the samples. Several samples of one patient who is asked for are refused.
 *
 * @param ids none of them twice
 * @throws VoxomicsError `invalid-table` where no id matches, or none of a table, a column is in two tables, or a patient has two rows
 *
 * @example
 * ```ts
 * import { joinOutcomes } from "voxomics/radiogenomics";
 *
 * const table = { ids: ["TCGA-CS-4938-01", "TCGA-HT-7854-01"], columns: { IDH: ["wt", "mutant"] } };
 * const joined = joinOutcomes(["TCGA-HT-7854", "TCGA-CS-4938", "TCGA-DU-5849"], [table]);
 * joined.columns.IDH; // ["mutant", "wt", undefined]
 * joined.withoutOutcomes; // ["TCGA-DU-5849"]
 * ```
 */
export function joinOutcomes(
  ids: readonly string[],
  tables: readonly OutcomeTable[],
): JoinedOutcomes {
  const columns = new Map<string, readonly Cell[]>();
  const matched = new Set<string>();
  const unused = new Set<string>();
  const wanted = new Set(ids.map(keyOf));
  const patientOf = patientsOf(tables);
  for (const table of tables) {
    const rowOf = new Map<string, number>();
    table.ids.forEach((id, row) => {
      const patient = patientOf.get(id);
      const key = !wanted.has(keyOf(id)) && wanted.has(patient ?? "") ? (patient ?? "") : keyOf(id);
      const before = rowOf.get(key);
      if (before !== undefined && wanted.has(key)) {
        throw invalidTable(
          `found ${quoted(table.ids[before])} and ${quoted(id)}, two samples of one patient: choose one of them`,
        );
      }
      rowOf.set(key, row);
    });
    const rows = ids.map((id) => rowOf.get(keyOf(id)) ?? rowOf.get(patientOf.get(id) ?? ""));
    const used = new Set(rows);
    for (const [row, id] of table.ids.entries()) if (!used.has(row)) unused.add(id);
    for (const [n, id] of ids.entries()) if (rows[n] !== undefined) matched.add(id);
    for (const [name, cells] of Object.entries(table.columns)) {
      if (columns.has(name))
        throw invalidTable(`column ${quoted(name)} is in two tables of outcomes`);
      columns.set(
        name,
        rows.map((row) => (row === undefined ? undefined : cells[row])),
      );
    }
  }
  const here = `found ${quoted(String(ids[0]))} here and`;
  if (matched.size === 0) {
    const [first] = tables.flatMap((table) => table.ids);
    throw invalidTable(
      `none of the ids is in the tables of outcomes: ${here} ${quoted(String(first))} there`,
    );
  }
  const strange = tables.find((table) => table.ids.every((id) => unused.has(id)));
  if (strange !== undefined) {
    throw invalidTable(`none of the ids is in one of the tables of outcomes: ${here} ${quoted(String(strange.ids[0]))} there; a table with PATIENT_ID and SAMPLE_ID says which patient samples are of`); // biome-ignore format: one line
  }
  return {
    columns: Object.fromEntries(columns),
    withoutOutcomes: ids.filter((id) => !matched.has(id)),
    unused: [...unused],
  };
}

/** The patients of samples, as far as tables say so. */
function patientsOf(tables: readonly OutcomeTable[]): ReadonlyMap<string, string> {
  const pairs = tables.flatMap(({ ids, patients = [] }) =>
    patients.map((patient, row) => [ids[row], keyOf(patient)] as const),
  );
  return new Map(pairs.filter(([, patient]) => patient !== ""));
}

/** What ids are compared by. */
function keyOf(id: string): string {
  return tcga.test(id) ? id.slice(0, 12).toUpperCase() : id;
}
