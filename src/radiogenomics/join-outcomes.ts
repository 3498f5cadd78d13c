import { quoted } from "../messages/phrases.ts";
import { checkValue } from "../schema/check.ts";
import { checkOptions } from "../schema/check-options.ts";
import { invalidTable } from "./invalid-table.ts";
import { type Cell, textOf } from "./outcome.ts";
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

/**
 * What several samples of one patient mean: the first in the order of the file, or all of them combined. Combined, a gene
 * is mutated if it is in any of them, expression is their mean, and another cell is theirs if they agree, else missing.
 */
export const severalSamples = ["first", "combined"] as const;

/** How outcomes are brought to ids. */
export interface JoinOptions {
  /** What several samples of one patient mean. Default: they are refused. */
  readonly severalSamples?: (typeof severalSamples)[number] | undefined;
}

/** A barcode of The Cancer Genome Atlas: project, site and patient are its first twelve characters. */
const tcga = /^TCGA-[A-Z0-9]{2}-[A-Z0-9]{4}(?:-.*)?$/i;

/**
 * Brings the outcomes of tables into the order of ids.
 *
 * Ids match where they are equal. Barcodes of TCGA match by their first twelve characters, those of the patient. Where a
 * table says which patient its samples are of, samples of all tables match that patient, and what is known of a patient
 * matches the samples. Several samples of one patient who is asked for are refused, unless it is said what they mean;
 * `samplesOfTypes` leaves some out.
 *
 * A column that two tables have is named by what was measured, where that differs: `TP53 mutation` and `TP53 expression`.
 *
 * @param ids none of them twice
 * @throws VoxomicsError `invalid-table` where no id matches, or none of a table, a column is in two tables of one kind, or a
 *   patient has two samples; `invalid-settings`
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
  options: JoinOptions = {},
): JoinedOutcomes {
  checkOptions(options, { severalSamples: null });
  const { severalSamples: several } = options;
  if (several !== undefined) {
    const known = severalSamples.includes(several);
    checkValue(known, "severalSamples", several, severalSamples.join(", "));
  }
  const columns = new Map<string, readonly Cell[]>();
  const matched = new Set<string>();
  const unused = new Set<string>();
  const wanted = new Set(ids.map(keyOf));
  const patientOf = patientsOf(tables);
  const shared = sharedNames(tables);
  for (const table of tables) {
    const rowsOf = new Map<string, number[]>();
    table.ids.forEach((id, row) => {
      const patient = patientOf.get(id);
      const key = !wanted.has(keyOf(id)) && wanted.has(patient ?? "") ? (patient ?? "") : keyOf(id);
      const before = rowsOf.get(key);
      if (before === undefined) rowsOf.set(key, [row]);
      else if (several === undefined && wanted.has(key)) {
        throw invalidTable(
          `found ${quoted(table.ids[before[0]])} and ${quoted(id)}, two samples of one patient: choose samples of one type (sample-type: 01, Primary), or say what several mean (several-samples: ${severalSamples.join(", ")})`,
        );
      } else before.push(row);
    });
    const rows = ids.map((id) => rowsOf.get(keyOf(id)) ?? rowsOf.get(patientOf.get(id) ?? ""));
    const used = new Set(rows.flatMap((its) => its ?? []));
    for (const [row, id] of table.ids.entries()) if (!used.has(row)) unused.add(id);
    for (const [n, id] of ids.entries()) if (rows[n] !== undefined) matched.add(id);
    for (const [plain, cells] of Object.entries(table.columns)) {
      const name = shared.has(plain) && table.kind ? `${plain} ${table.kind}` : plain;
      if (columns.has(name))
        throw invalidTable(`column ${quoted(name)} is in two tables of outcomes`);
      columns.set(
        name,
        rows.map((its) =>
          its === undefined ? undefined : cellOf(its, cells, several, table.kind),
        ),
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

/** Names of columns that more than one table has. */
function sharedNames(tables: readonly OutcomeTable[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const names = tables.flatMap(({ columns }) => Object.keys(columns));
  return new Set(names.filter((name) => seen.size === seen.add(name).size));
}

/** The cell of a patient whose samples have these rows. */
function cellOf(
  rows: readonly number[],
  cells: readonly Cell[],
  several: JoinOptions["severalSamples"],
  kind: OutcomeTable["kind"],
): Cell {
  const [first, ...others] = rows.map((row) => cells[row]);
  if (several !== "combined" || others.length === 0) return first;
  const present = [first, ...others].filter((cell) => textOf(cell) !== null);
  if (present.length === 0) return null;
  const numbers = present.map(Number);
  if (kind === "mutation") return Math.max(...numbers);
  if (kind === "expression" && numbers.every(Number.isFinite)) {
    return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  }
  return new Set(present.map(textOf)).size === 1 ? present[0] : null;
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
