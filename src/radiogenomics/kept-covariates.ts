import { found, quoted, suggestion } from "../messages/phrases.ts";
import type { Covariate } from "./covariates.ts";
import type { HarmonisationModel } from "./harmonisation-model.ts";
import { invalidTable } from "./invalid-table.ts";
import { type Cell, textOf } from "./outcome.ts";

/**
 * What a model of harmonisation kept, read of the columns of new cases. All of them may have the same value.
 *
 * @param columns cells by name, one a case
 * @throws VoxomicsError `invalid-table` for a column that is missing, text where the model has numbers, and a group that
 *   it does not know
 *
 * @example
 * ```ts
 * import { applyHarmonisation, covariateOf, harmonise, keptCovariates } from "voxomics/radiogenomics";
 *
 * const mean = Float64Array.of(10, 12, 11, 13, 20, 22, 25, 21);
 * const variance = Float64Array.of(4, 5, 3, 6, 9, 12, 10, 11);
 * const keep = [covariateOf("age", [50, 61, 47, 58, 66, 52, 70, 49], "number")];
 * const { model } = harmonise({ mean, variance }, ["A", "A", "A", "A", "B", "B", "B", "B"], { keep });
 * const kept = keptCovariates(model, { age: ["64"] });
 * applyHarmonisation(model, { mean: Float64Array.of(19), variance: Float64Array.of(8) }, ["B"], kept);
 * ```
 */
export function keptCovariates(
  { keep }: Pick<HarmonisationModel, "keep">,
  columns: Readonly<Record<string, readonly Cell[]>>,
): Covariate[] {
  return keep.map(({ name, groups }): Covariate => {
    if (!Object.hasOwn(columns, name)) {
      throw invalidTable(
        `found no column ${quoted(name)}, which the model keeps${suggestion(name, Object.keys(columns))}`,
      );
    }
    const texts = columns[name].map(textOf);
    const refused = (row: number, expected: string) =>
      invalidTable(
        `covariate ${quoted(name)}: row ${row + 1}: found ${found(texts[row])}, expected ${expected}`,
      );
    if (groups === null) {
      const row = texts.findIndex((text) => text !== null && !Number.isFinite(Number(text)));
      if (row >= 0) throw refused(row, "a number or nothing");
      return { name, type: "number", values: Float64Array.from(texts, numberOf) };
    }
    const unknown = texts.findIndex((text) => text !== null && !groups.includes(text));
    if (unknown >= 0) throw refused(unknown, `one of ${groups.map(quoted).join(", ")}`);
    const group = Int32Array.from(texts, (text) => (text === null ? -1 : groups.indexOf(text)));
    return { name, type: groups.length === 2 ? "twoGroups" : "groups", groups, group };
  });
}

function numberOf(text: string | null): number {
  return text === null ? Number.NaN : Number(text);
}
