import { quoted } from "../messages/phrases.ts";
import { invalidTable } from "./invalid-table.ts";
import { type Cell, textOf } from "./outcome.ts";
import type { OutcomeTable } from "./outcome-table.ts";

/** A set of genes, as GMT files have them: a name, a description and the genes' names. */
export interface GeneSet {
  readonly name: string;
  readonly genes: readonly string[];
}

/**
 * Reads gene sets in GMT: one a line, name, description and genes with tabs between them.
 *
 * @throws VoxomicsError `invalid-table` for a line without genes, and two sets of one name
 *
 * @example
 * ```ts
 * import { parseGeneSets } from "voxomics/radiogenomics";
 *
 * const [set] = parseGeneSets("HYPOXIA\tfrom a paper\tVEGFA\tCA9\n");
 * set.genes; // ["VEGFA", "CA9"]
 * ```
 */
export function parseGeneSets(text: string): GeneSet[] {
  const names = new Set<string>();
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .flatMap((line, n) => {
      if (line.trim() === "") return [];
      const [name, , ...rest] = line.split("\t").map((cell) => cell.trim());
      const genes = [...new Set(rest.filter((gene) => gene !== ""))];
      if (name === "" || genes.length === 0) {
        throw invalidTable(`line ${n + 1}: found ${quoted(line)}, expected a name, a description and genes with tabs between them`); // biome-ignore format: one line
      }
      if (names.has(name))
        throw invalidTable(`line ${n + 1}: a set ${quoted(name)} was there before`);
      names.add(name);
      return [{ name, genes }];
    });
}

/** The scores of gene sets, and how many genes of each were found. */
export interface GeneSetScores {
  readonly table: OutcomeTable;
  readonly found: Readonly<Record<string, { readonly genes: number; readonly of: number }>>;
}

/**
 * The score of each set in each sample: the mean z of its genes, z being the expression less the gene's mean over samples, in
 * its standard deviations (n - 1). Genes that are not in the table, or have the same value in all samples, are left out, and
 * so is a value that is missing. A set of which no gene is left has no column.
 *
 * @param expression as `parseExpression` gives it
 * @throws VoxomicsError `invalid-table` for text in the expression of a gene
 *
 * @example
 * ```ts
 * import { geneSetScores, parseExpression } from "voxomics/radiogenomics";
 *
 * const expression = parseExpression("Hugo_Symbol\tS1\tS2\tS3\nVEGFA\t1\t2\t3\nCA9\t5\t5\t8\n");
 * const { table, found } = geneSetScores(expression, [{ name: "HYPOXIA", genes: ["VEGFA", "CA9", "X"] }]);
 * found.HYPOXIA; // { genes: 2, of: 3 }
 * console.log(table.columns.HYPOXIA);
 * ```
 */
export function geneSetScores(expression: OutcomeTable, sets: readonly GeneSet[]): GeneSetScores {
  const { ids, columns } = expression;
  const scored = sets.map(({ name, genes }) => {
    const zs = genes
      .filter((gene) => Object.hasOwn(columns, gene))
      .map((gene) => zScores(gene, columns[gene]))
      .filter((z) => z !== null);
    const scores = ids.map((_, row) => {
      const present = zs.map((z) => z[row]).filter(Number.isFinite);
      if (present.length === 0) return null;
      return present.reduce((sum, z) => sum + z, 0) / present.length;
    });
    return { name, scores, count: { genes: zs.length, of: genes.length } };
  });
  return {
    table: {
      ids,
      columns: Object.fromEntries(
        scored.filter(({ count }) => count.genes > 0).map(({ name, scores }) => [name, scores]),
      ),
    },
    found: Object.fromEntries(scored.map(({ name, count }) => [name, count])),
  };
}

/** NaN where a value is missing; null for a gene without spread. */
function zScores(gene: string, cells: readonly Cell[]): Float64Array | null {
  const values = Float64Array.from(cells, (cell, row) => {
    const text = textOf(cell);
    if (text === null) return Number.NaN;
    const value = Number(text);
    if (Number.isFinite(value)) return value;
    throw invalidTable(
      `gene ${quoted(gene)}, sample ${row + 1}: found ${quoted(text)}, expected a number or nothing`,
    );
  });
  const present = values.filter(Number.isFinite);
  const mean = present.reduce((sum, value) => sum + value, 0) / present.length;
  const squares = present.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (present.length - 1));
  return deviation > 0 ? values.map((value) => (value - mean) / deviation) : null;
}
