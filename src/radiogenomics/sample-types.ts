import { quoted, suggestion } from "../messages/phrases.ts";
import { invalidTable } from "./invalid-table.ts";
import { textOf } from "./outcome.ts";
import type { OutcomeTable } from "./outcome-table.ts";

/** Tables with the samples of some types. */
export interface SampleChoice {
  readonly tables: readonly OutcomeTable[];
  /** Samples of other types. */
  readonly leftOut: readonly string[];
}

/** The column of cBioPortal's clinical data that says what a sample is. */
const typeColumn = "SAMPLE_TYPE";
/** A barcode of TCGA that names a sample: two digits after the patient are its type. */
const tcgaSample = /^TCGA-[A-Z0-9]{2}-[A-Z0-9]{4}-(\d{2})/i;

/**
 * Leaves samples of other types out of tables of outcomes: of metastases or normal tissue, where primary tumours are meant.
 * The type of a sample is that of its row in a column SAMPLE_TYPE of one of the tables (`Primary`), and of a barcode of TCGA
 * also its two digits (`01`, a primary solid tumour). Rows without a type, such as those of patients, stay.
 *
 * @param types those that are meant; letters may be capital or small
 * @throws VoxomicsError `invalid-table` where no sample has one of them
 *
 * @example
 * ```ts
 * import { samplesOfTypes } from "voxomics/radiogenomics";
 *
 * const table = { ids: ["TCGA-CS-4938-01", "TCGA-CS-4938-02"], columns: { IDH: ["wt", "mutant"] } };
 * const { tables, leftOut } = samplesOfTypes([table], ["01"]);
 * console.log(tables[0].ids, leftOut); // the primary tumour; its recurrence
 * ```
 */
export function samplesOfTypes(
  tables: readonly OutcomeTable[],
  types: readonly string[],
): SampleChoice {
  const stated = new Map(
    tables.flatMap(({ ids, columns }) =>
      (columns[typeColumn] ?? []).map((cell, row) => [ids[row], textOf(cell)] as const),
    ),
  );
  const typesOf = (id: string) =>
    [stated.get(id), tcgaSample.exec(id)?.[1]].filter((type) => type != null);
  const present = new Set(tables.flatMap(({ ids }) => ids.flatMap(typesOf)));
  const meant = types.map((type) => type.toLowerCase());
  for (const type of types) {
    if ([...present].some((one) => one.toLowerCase() === type.toLowerCase())) continue;
    const isCode = /^\d+$/.test(type);
    const some = [...present].sort().slice(0, 8).map(quoted).join(", ");
    throw invalidTable(
      present.size === 0
        ? `types: found no type of a sample, expected a column ${typeColumn}, or barcodes of TCGA with two digits after the patient`
        : `types: found no sample of the type ${quoted(type)}; the types are ${some}${isCode ? "" : suggestion(type, [...present])}`,
    );
  }
  const leftOut = new Set<string>();
  const chosen = tables.map((table) => {
    const rows = [...table.ids.keys()].filter((row) => {
      const its = typesOf(table.ids[row]);
      const stays = its.length === 0 || its.some((type) => meant.includes(type.toLowerCase()));
      if (!stays) leftOut.add(table.ids[row]);
      return stays;
    });
    return rows.length === table.ids.length ? table : withRows(table, rows);
  });
  return { tables: chosen, leftOut: [...leftOut] };
}

function withRows({ ids, patients, columns, ...rest }: OutcomeTable, rows: readonly number[]) {
  const of = <T>(all: readonly T[]) => rows.map((row) => all[row]);
  return {
    ...rest,
    ids: of(ids),
    ...(patients === undefined ? {} : { patients: of(patients) }),
    columns: Object.fromEntries(
      Object.entries(columns).map(([name, cells]) => [name, of(cells)] as const),
    ),
  };
}
