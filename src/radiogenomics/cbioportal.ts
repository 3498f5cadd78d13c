// The file formats of cBioPortal: https://docs.cbioportal.org/file-formats

import { VoxomicsError } from "../messages/errors.ts";
import { quoted } from "../messages/phrases.ts";
import type { Cell } from "./outcome.ts";
import { checkIds, type OutcomeTable } from "./outcome-table.ts";
import { parseTabTable, placeOf, type TabTable } from "./tab-table.ts";

/** What a file of outcomes holds. */
export type OutcomeFormat = "clinical" | "mutations" | "expression";

const [patient, sample] = ["PATIENT_ID", "SAMPLE_ID"];
const barcode = ["Tumor_Sample_Barcode"];
const mutationKind = ["Variant_Classification"];
const gene = ["Hugo_Symbol"];
/** Of expression, where genes have no other names. */
const geneNumber = ["Entrez_Gene_Id"];

/**
 * The format of tab-separated text, by its header; null where it is none of cBioPortal's.
 *
 * @example
 * ```ts
 * import { outcomeFormat } from "voxomics/radiogenomics";
 *
 * outcomeFormat("Hugo_Symbol\tEntrez_Gene_Id\tTCGA-CS-4938-01\n"); // "expression"
 * outcomeFormat("id,TP53\n"); // null
 * ```
 */
export function outcomeFormat(text: string): OutcomeFormat | null {
  const header = /^(?:\uFEFF)?(?:#[^\n]*\n)*([^\n]*)/.exec(text)?.[1] ?? "";
  const columns = header.split("\t").map((name) => name.trim());
  if (columns.length < 2) return null;
  if ([...barcode, ...mutationKind].some((name) => columns.includes(name))) return "mutations";
  if ([...gene, ...geneNumber].some((name) => columns.includes(name))) return "expression";
  return [patient, sample].some((name) => columns.includes(name)) ? "clinical" : null;
}

/**
 * Clinical data of patients or samples: lines of `#` before the header describe the columns and are left out. A table with
 * both is one of samples, and says which patient each is of.
 *
 * @throws VoxomicsError `invalid-table`
 *
 * @example
 * ```ts
 * import { parseClinical } from "voxomics/radiogenomics";
 *
 * const text = "#Patient\tMonths\nPATIENT_ID\tOS_MONTHS\nTCGA-CS-4938\t12.5\n";
 * parseClinical(text).ids; // ["TCGA-CS-4938"]
 * ```
 */
export function parseClinical(text: string): OutcomeTable {
  const table = parseTabTable(text);
  placeOf(table, [patient, sample], "patients or samples");
  const cellsOf = (name: string) => {
    const place = table.columns.indexOf(name);
    return place < 0 ? null : table.rows.map((cells) => cells[place].trim());
  };
  const [patients, samples] = [cellsOf(patient), cellsOf(sample)];
  const ids = samples ?? patients ?? [];
  if (ids.length === 0) {
    throw new VoxomicsError("invalid-table", "found a header and no row, expected one of each patient or sample"); // biome-ignore format: one line
  }
  checkIds(ids, `column ${quoted(samples === null ? patient : sample)}`);
  const columns = table.columns.flatMap((name, at): [string, readonly Cell[]][] =>
    name === patient || name === sample ? [] : [[name, table.rows.map((cells) => cells[at])]],
  );
  const both = patients !== null && samples !== null;
  return { ids, ...(both ? { patients } : {}), columns: Object.fromEntries(columns) };
}

/** Kinds of mutations that change no protein, in small letters. */
const silent: ReadonlySet<string> = new Set([
  ...["silent", "intron", "igr", "rna"],
  ...["3'utr", "3'flank", "5'utr", "5'flank"],
]);

/** What says in small letters that a row is no mutation, by its column. */
const noMutation: Readonly<Record<string, readonly string[]>> = {
  Mutation_Status: ["none", "loh", "wildtype"],
  Validation_Status: ["wildtype", "redacted"],
};

/** The gene whose promoter's mutations count. */
const promoter = { gene: "TERT", kind: "5'flank" } as const;

/**
 * Mutations in MAF as a column a gene: 1 for a sample with a mutation of the gene that changes a protein, or of the promoter
 * of TERT, and 0 for another sample of the file. Rows without a mutation by their status (`LOH`, `Wildtype`, `None`,
 * `Redacted`) do not count; cBioPortal leaves out the same.
 *
 * The samples are those of the rows, and those that a line `#sequenced_samples:` names. Others are not in the table, since
 * they may not have been sequenced.
 *
 * @param minimum genes with fewer mutated samples are left out
 * @throws VoxomicsError `invalid-table` where a column is missing, or there is no sample
 *
 * @example
 * ```ts
 * import { parseMutations } from "voxomics/radiogenomics";
 *
 * const rows = ["TP53\tMissense_Mutation\tS1", "ATRX\tSilent\tS2"].join("\n");
 * const table = parseMutations(`Hugo_Symbol\tVariant_Classification\tTumor_Sample_Barcode\n${rows}\n`, 1);
 * table.columns.TP53; // [1, 0]
 * Object.keys(table.columns); // ["TP53"]
 * ```
 */
export function parseMutations(text: string, minimum = 1): OutcomeTable {
  const table = parseTabTable(text);
  const [at, of] = [placeOf(table, gene, "genes"), placeOf(table, barcode, "samples")];
  const kind = placeOf(table, mutationKind, "kinds of mutations");
  const sequenced = Array.from(text.matchAll(/^#\s*sequenced_samples:(.*)$/gim), ([, names]) =>
    names.trim().split(/\s+/),
  );
  const inRows = table.rows.map((cells) => cells[of].trim());
  const ids = [...new Set([...inRows, ...sequenced.flat()])].filter((id) => id !== "");
  if (ids.length === 0) {
    throw new VoxomicsError("invalid-table", "found no sample in the column Tumor_Sample_Barcode");
  }
  const statuses = Object.entries(noMutation).map(([name, values]) => ({
    place: table.columns.indexOf(name),
    values,
  }));
  const mutated = new Map<string, Set<string>>();
  for (const cells of table.rows) {
    const small = (place: number) => cells[place]?.trim().toLowerCase() ?? "";
    const name = cells[at].trim();
    const counts =
      !silent.has(small(kind)) || (name === promoter.gene && small(kind) === promoter.kind);
    if (!counts || statuses.some(({ place, values }) => values.includes(small(place)))) continue;
    const samples = mutated.get(name) ?? new Set<string>();
    mutated.set(name, samples.add(cells[of].trim()));
  }
  const columns = [...mutated]
    .filter(([name, { size }]) => name !== "" && size >= minimum)
    .map(([name, samples]) => [name, ids.map((id) => (samples.has(id) ? 1 : 0))] as const);
  return { ids, kind: "mutation", columns: Object.fromEntries(columns) };
}

/**
 * Expression (or other numbers by gene and sample) as a column a gene. A gene with several rows keeps the first. Genes are
 * named by `Hugo_Symbol`, without such a column by `Entrez_Gene_Id`.
 *
 * @throws VoxomicsError `invalid-table` where the column of genes is missing, there is no sample, or the table has a row a
 *   gene and sample
 *
 * @example
 * ```ts
 * import { parseExpression } from "voxomics/radiogenomics";
 *
 * const table = parseExpression("Hugo_Symbol\tEntrez_Gene_Id\tS1\tS2\nTP53\t7157\t2.5\t3\n");
 * table.ids; // ["S1", "S2"]
 * table.columns.TP53; // ["2.5", "3"]
 * ```
 */
export function parseExpression(text: string): OutcomeTable {
  const table = parseTabTable(text);
  const named = table.columns.includes(gene[0]) ? gene : geneNumber;
  const at = placeOf(table, named, "genes");
  const long = table.columns.find((name) => name.toUpperCase() === sample);
  if (long !== undefined) {
    throw new VoxomicsError("invalid-table", `found the column ${quoted(long)}, a row a gene and sample; expected a column a sample, whose name is the sample's`); // biome-ignore format: one line
  }
  const places = samplePlaces(table);
  if (places.length === 0) {
    throw new VoxomicsError("invalid-table", "found no column of a sample beside those of genes");
  }
  const ids = places.map((place) => table.columns[place]);
  checkIds(ids, "the header");
  if (table.rows.length === 0) {
    throw new VoxomicsError(
      "invalid-table",
      "found a header and no row, expected one of each gene",
    );
  }
  const columns = new Map<string, readonly Cell[]>();
  for (const cells of table.rows) {
    const name = cells[at].trim();
    if (name !== "" && !columns.has(name))
      columns.set(
        name,
        places.map((place) => cells[place]),
      );
  }
  return { ids, kind: "expression", columns: Object.fromEntries(columns) };
}

/** Columns that say what a gene is. */
const aboutGenes: ReadonlySet<string> = new Set([...gene, ...geneNumber, "Cytoband"]);

function samplePlaces({ columns }: TabTable): number[] {
  return [...columns.keys()].filter((place) => !aboutGenes.has(columns[place]));
}
