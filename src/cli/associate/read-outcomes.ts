import { namingFile } from "../../io/name-file.ts";
import { VoxomicsError } from "../../messages/errors.ts";
import { counted, quoted } from "../../messages/phrases.ts";
import { readInputText } from "../../node/read-input.ts";
import type { OutcomeTable } from "../../radiogenomics/outcome-table.ts";
import { parseRecords } from "../read-table.ts";

/** What a user is told: `ids` names cases, and stands on the terminal alone. */
export interface OutcomeNote {
  readonly text: string;
  readonly ids: string;
}

/**
 * Reads tables of outcomes, each in the format that its header tells.
 *
 * @param id the column of ids in CSV
 * @throws VoxomicsError `invalid-table`, naming the file
 */
export async function readOutcomes(
  paths: readonly string[],
  {
    id,
    geneSets,
    minMutated,
  }: { readonly id: string; readonly geneSets?: string; readonly minMutated: number },
): Promise<{ readonly tables: readonly OutcomeTable[]; readonly notes: readonly OutcomeNote[] }> {
  const { outcomeFormat, parseClinical, parseExpression, parseMutations } = await import(
    "../../radiogenomics/cbioportal.ts"
  );
  const { outcomeTable } = await import("../../radiogenomics/outcome-table.ts");
  const { geneSetScores, parseGeneSets } = await import("../../radiogenomics/gene-sets.ts");
  const sets =
    geneSets === undefined
      ? null
      : await namingFile(geneSets, async () => parseGeneSets(await readInputText(geneSets)));
  const notes: OutcomeNote[] = [];
  let scored = false;
  const tables: OutcomeTable[] = [];
  for (const path of paths) {
    const text = await readInputText(path);
    const table = await namingFile(path, async () => {
      const format = outcomeFormat(text);
      if (format === null) refuseOtherText(text);
      if (format === "clinical") return parseClinical(text);
      if (format === "mutations") return parseMutations(text, minMutated);
      if (format === null) return outcomeTable(await parseRecords(text, path), id);
      const expression = parseExpression(text);
      if (sets === null) return expression;
      scored = true;
      const { table: scores, found } = geneSetScores(expression, sets);
      for (const [name, { genes, of }] of Object.entries(found)) {
        if (genes < of)
          notes.push({
            text: `gene set ${name}: found ${genes} of ${counted(of, "gene")}`,
            ids: "",
          });
      }
      return scores;
    });
    tables.push(table);
  }
  if (sets !== null && !scored) {
    throw new VoxomicsError(
      "invalid-settings",
      "--gene-sets needs a table of expression among the outcomes, found none",
    );
  }
  return { tables, notes };
}

/** @throws VoxomicsError `invalid-table` for text that is no CSV, and is mistaken for a table of outcomes */
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
