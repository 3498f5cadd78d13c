import { namingFile } from "../../io/name-file.ts";
import { VoxomicsError } from "../../messages/errors.ts";
import { counted, quoted } from "../../messages/phrases.ts";
import { readInputText } from "../../node/read-input.ts";
import type { GeneSet } from "../../radiogenomics/gene-sets.ts";
import type { OutcomeTable } from "../../radiogenomics/outcome-table.ts";
import { parseRecords } from "../read-table.ts";

/** What a user is told: `ids` names cases, and stands on the terminal alone. */
export interface OutcomeNote {
  readonly text: string;
  readonly ids: string;
}

/** How tables of outcomes are read. */
export interface OutcomeReading {
  /** The column of ids in CSV. */
  readonly id: string;
  readonly geneSets?: string;
  readonly minMutated: number;
  readonly sampleType?: readonly string[];
}

/**
 * Reads tables of outcomes, each in the format that its header names. Where types of samples are asked for, samples of
 * other types are left out.
 *
 * @throws VoxomicsError `invalid-table`, naming the file; `invalid-settings`
 */
export async function readOutcomes(
  paths: readonly string[],
  { id, geneSets, minMutated, sampleType }: OutcomeReading,
): Promise<{ readonly tables: readonly OutcomeTable[]; readonly notes: readonly OutcomeNote[] }> {
  const { outcomeFormat, parseClinical, parseExpression, parseMutations } = await import(
    "../../radiogenomics/cbioportal.ts"
  );
  const { outcomeTable } = await import("../../radiogenomics/outcome-table.ts");
  const { parseGeneSets } = await import("../../radiogenomics/gene-sets.ts");
  const sets =
    geneSets === undefined
      ? null
      : await namingFile(geneSets, async () => parseGeneSets(await readInputText(geneSets)));
  const read: OutcomeTable[] = [];
  for (const path of paths) {
    const text = await readInputText(path);
    const table = await namingFile(path, async () => {
      const format = outcomeFormat(text);
      if (format === null) refuseOtherText(text);
      if (format === "clinical") return parseClinical(text);
      if (format === "mutations") return parseMutations(text, minMutated);
      if (format === "expression") return parseExpression(text);
      return outcomeTable(await parseRecords(text, path), id);
    });
    read.push(table);
  }
  const { tables, notes } = await ofTypes(read, sampleType);
  if (sets === null) return { tables, notes };
  if (!tables.some(({ kind }) => kind === "expression")) {
    throw new VoxomicsError(
      "invalid-settings",
      "--gene-sets needs a table of expression among the outcomes, found none",
    );
  }
  const scored = await Promise.all(
    tables.map(async (table, k) =>
      table.kind === "expression"
        ? namingFile(paths[k], () => scoresOf(table, sets))
        : { table, notes: [] },
    ),
  );
  return {
    tables: scored.map(({ table }) => table),
    notes: [...notes, ...scored.flatMap((one) => one.notes)],
  };
}

async function ofTypes(tables: readonly OutcomeTable[], types: readonly string[] | undefined) {
  if (types === undefined) return { tables, notes: [] };
  const { samplesOfTypes } = await import("../../radiogenomics/sample-types.ts");
  const { tables: chosen, leftOut } = samplesOfTypes(tables, types);
  const text = `${counted(leftOut.length, "sample")} of other types than ${types.join(", ")} left out`;
  const ids = `: ${leftOut.slice(0, 5).join(", ")}${leftOut.length > 5 ? " …" : ""}`;
  return { tables: chosen, notes: leftOut.length === 0 ? [] : [{ text, ids }] };
}

/** A table with the scores of gene sets in place of genes, and notes of the sets of which genes are missing. */
async function scoresOf(expression: OutcomeTable, sets: readonly GeneSet[]) {
  const { geneSetScores } = await import("../../radiogenomics/gene-sets.ts");
  const { table, found } = geneSetScores(expression, sets);
  if (Object.values(found).every(({ genes }) => genes === 0)) {
    const some = (names: readonly string[]) => names.slice(0, 3).map(quoted).join(", ");
    throw new VoxomicsError("invalid-table", `found no gene of ${counted(sets.length, "gene set")} with two values or more: sets have ${some(sets.flatMap((set) => set.genes))}, this table ${some(Object.keys(expression.columns))}`); // biome-ignore format: one line
  }
  const notes = Object.entries(found)
    .filter(([, { genes, of }]) => genes < of)
    .map(([name, { genes, of }]) => ({
      text: `gene set ${name}: found ${genes} of ${counted(of, "gene")}`,
      ids: "",
    }));
  return { table, notes };
}

/**
 * Refuses text that may be taken for a table of outcomes: a pointer of Git LFS, and columns with tabs between them.
 *
 * @throws VoxomicsError `invalid-table`
 */
function refuseOtherText(text: string): void {
  const [header] = text.split(/\r?\n/, 1);
  if (header.startsWith("version https://git-lfs.github.com/")) {
    const message = "is a pointer of Git LFS, which stands for the file: fetch it (git lfs pull)";
    throw new VoxomicsError("invalid-table", message);
  }
  if (!header.includes("\t") || header.includes(",")) return;
  const columns = header.split("\t").slice(0, 4).map(quoted).join(", ");
  const message = `has columns with tabs between, of which the first are ${columns}; expected PATIENT_ID or SAMPLE_ID (clinical data), Tumor_Sample_Barcode (mutations), Hugo_Symbol or Entrez_Gene_Id (expression), or CSV`;
  throw new VoxomicsError("invalid-table", message);
}
