import { counted, quoted, suggestion } from "../messages/phrases.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptions } from "../schema/check-options.ts";
import { fitCombat, removeBatch } from "./combat.ts";
import { type Covariate, covariateColumns, hasCovariates } from "./covariates.ts";
import {
  checkHarmonisationModel,
  enoughCases,
  type HarmonisationModel,
} from "./harmonisation-model.ts";
import { invalidTable } from "./invalid-table.ts";
import { leastSquares } from "./least-squares.ts";

/** How batch effects are taken out. */
export interface HarmoniseOptions {
  /** What features may depend on and is kept: age, stage … Default: nothing. */
  readonly keep?: readonly Covariate[] | undefined;
  /** The batch that others are brought to. Default: the mean of all. */
  readonly reference?: string | undefined;
  /** Brings means together and leaves spreads. Default false. */
  readonly meanOnly?: boolean | undefined;
}

/** Features without batch effects, and what was learned. */
export interface Harmonisation {
  /** One value a case; NaN where there was none, or a covariate is missing. */
  readonly features: Readonly<Record<string, Float64Array>>;
  readonly model: HarmonisationModel;
}

/**
 * Takes batch effects (of scanners, hospitals, protocols) out of features by ComBat.
 *
 * A feature that has fewer than two different values in a batch is left as it is; `model.features` has null for it.
 *
 * @param features a value a case; NaN where there is none. All have the same length.
 * @param batch the batch of each case
 * @throws VoxomicsError `invalid-table` for fewer than two batches or features, a batch of one case, a reference that
 *   is no batch, lengths that differ, and batches that follow from what is kept
 *
 * @example
 * ```ts
 * import { harmonise } from "voxomics/radiogenomics";
 *
 * const features = {
 *   "statistics.meanIntensity": Float64Array.of(10, 12, 11, 13, 20, 22, 25, 21),
 *   "statistics.variance": Float64Array.of(4, 5, 3, 6, 9, 12, 10, 11),
 * };
 * const { features: without, model } = harmonise(features, ["A", "A", "A", "A", "B", "B", "B", "B"]);
 * console.log(without, JSON.stringify(model)); // the model is applied to new cases by applyHarmonisation
 * ```
 */
export function harmonise(
  features: Readonly<Record<string, Float64Array>>,
  batch: readonly string[],
  options: HarmoniseOptions = {},
): Harmonisation {
  checkOptions(options, { keep: "array", reference: null, meanOnly: null });
  checkArgument(features, "features", "object");
  checkArgument(batch, "batch", "array");
  const { keep = [], reference = null, meanOnly = false } = options;
  const names = Object.keys(features);
  if (names.length < 2) {
    throw invalidTable(
      `found ${counted(names.length, "feature")}, expected two or more: effects are shrunk towards those of all`,
    );
  }
  checkLengths(features, batch, keep);
  const rows = [...batch.keys()].filter((row) => hasCovariates(keep, row));
  const batches = [...new Set(rows.map((row) => batch[row]))].sort();
  if (batches.length < 2) {
    throw invalidTable(
      `found ${counted(batches.length, "batch", "batches")} of cases with all that is kept, expected two or more`,
    );
  }
  const sizes = batches.map((name) => rows.filter((row) => batch[row] === name).length);
  const single = sizes.indexOf(1);
  if (single >= 0) {
    throw invalidTable(
      `batch ${quoted(batches[single])}: found 1 case, expected two or more, better ${enoughCases}, since its shift and spread are estimated`,
    );
  }
  if (reference !== null && !batches.includes(reference)) {
    throw invalidTable(`reference: found ${quoted(reference)}, expected one of the batches ${batches.map(quoted).join(", ")}${suggestion(reference, batches)}`); // biome-ignore format: one line
  }
  const indices = Uint32Array.from(rows, (row) => batches.indexOf(batch[row]));
  const covariates = covariateColumns(keep, rows);
  const indicators = batches.map((_, b) => Float64Array.from(indices, (its) => +(its === b)));
  if (!leastSquares([...indicators, ...covariates]).fullRank) {
    const kept = keep.map(({ name }) => quoted(name)).join(", ");
    throw invalidTable(
      `batches and what is kept (${kept}) follow from each other: their effects cannot be told apart`,
    );
  }
  const place = reference === null ? null : batches.indexOf(reference);
  const cases = { batch: indices, batches: batches.length, covariates };
  const values = names.map((name) => Float64Array.from(rows, (row) => features[name][row]));
  const estimates = fitCombat(values, cases, { reference: place, meanOnly });
  const model: HarmonisationModel = {
    method: "ComBat",
    batches: batches.map((name, b) => ({ name, cases: sizes[b] })),
    reference,
    meanOnly,
    keep: keep.map((one) => ({ name: one.name, groups: groupsIn(one, rows) })),
    features: Object.fromEntries(names.map((name, k) => [name, estimates[k]])),
  };
  return { features: applyHarmonisation(model, features, batch, keep), model };
}

/** The groups of a covariate that cases are in; null for a number. */
function groupsIn(covariate: Covariate, rows: readonly number[]): readonly string[] | null {
  if ("values" in covariate) return null;
  const present = new Set(rows.map((row) => covariate.group[row]));
  return covariate.groups.filter((_, k) => present.has(k));
}

/**
 * Takes out of new cases the batch effects that were learned on others, so that a test set gets what its training set
 * did.
 *
 * @param keep what was kept, in the same order, of the new cases
 * @returns features of the model alone; one that has no estimate as it is
 * @throws VoxomicsError `invalid-table` for a batch that the model does not know, a feature that is missing, other
 *   covariates than those of the model, and lengths that differ
 *
 * @example
 * ```ts
 * import { applyHarmonisation, harmonise } from "voxomics/radiogenomics";
 *
 * const mean = Float64Array.of(10, 12, 11, 13, 20, 22, 25, 21);
 * const variance = Float64Array.of(4, 5, 3, 6, 9, 12, 10, 11);
 * const { model } = harmonise({ mean, variance }, ["A", "A", "A", "A", "B", "B", "B", "B"]);
 * const cases = { mean: Float64Array.of(19, 24), variance: Float64Array.of(8, 9) };
 * console.log(applyHarmonisation(model, cases, ["B", "A"]));
 * ```
 */
export function applyHarmonisation(
  model: HarmonisationModel,
  features: Readonly<Record<string, Float64Array>>,
  batch: readonly string[],
  keep: readonly Covariate[] = [],
): Readonly<Record<string, Float64Array>> {
  checkHarmonisationModel(model);
  checkArgument(features, "features", "object");
  checkArgument(batch, "batch", "array");
  checkLengths(features, batch, keep);
  const names = model.batches.map(({ name }) => name);
  const known = [...batch.keys()].filter((row) => hasCovariates(keep, row));
  checkKept(model, keep, known);
  for (const row of known) {
    if (names.includes(batch[row])) continue;
    throw invalidTable(
      `row ${row + 1}: found the batch ${quoted(batch[row])}, expected one of ${names.map(quoted).join(", ")}: the model has learned of no other`,
    );
  }
  const cases = {
    batch: Uint32Array.from(known, (row) => names.indexOf(batch[row])),
    covariates: modelColumns(model, keep, known),
  };
  const reference = model.reference === null ? null : names.indexOf(model.reference);
  return Object.fromEntries(
    Object.entries(model.features).map(([name, estimate]) => {
      if (!Object.hasOwn(features, name))
        throw invalidTable(`no feature ${quoted(name)}, which the model has`);
      if (estimate === null) return [name, features[name].slice()];
      const values = Float64Array.from(known, (row) => features[name][row]);
      const without = removeBatch(values, estimate, cases, reference);
      const all = new Float64Array(batch.length).fill(Number.NaN);
      known.forEach((row, k) => {
        all[row] = without[k];
      });
      return [name, all];
    }),
  );
}

/** The columns of covariates as the model's estimates were made: a column for each of its groups but the first. */
function modelColumns(
  { keep: kept }: HarmonisationModel,
  keep: readonly Covariate[],
  rows: readonly number[],
): Float64Array[] {
  return keep.flatMap((covariate, at) => {
    if ("values" in covariate) return [Float64Array.from(rows, (row) => covariate.values[row])];
    const [, ...others] = kept[at].groups ?? [];
    return others.map((name) =>
      Float64Array.from(rows, (row) => +(covariate.groups[covariate.group[row]] === name)),
    );
  });
}

function checkKept(
  { keep: kept }: HarmonisationModel,
  keep: readonly Covariate[],
  rows: readonly number[],
): void {
  const shown = (all: readonly { readonly name: string }[]) =>
    all.map(({ name }) => quoted(name)).join(", ") || "none";
  if (shown(kept) !== shown(keep)) {
    throw invalidTable(
      `covariates: found ${shown(keep)}, expected those of the model: ${shown(kept)}`,
    );
  }
  kept.forEach(({ name, groups }, at) => {
    const covariate = keep[at];
    const its = groupsIn(covariate, rows);
    if ((its === null) !== (groups === null)) {
      throw invalidTable(
        `covariate ${quoted(name)}: found ${its === null ? "numbers" : "groups"}, expected ${groups === null ? "numbers" : "groups"}, as the model has it`,
      );
    }
    const unknown = its?.find((group) => !groups?.includes(group));
    if (unknown === undefined) return;
    throw invalidTable(
      `covariate ${quoted(name)}: found the group ${quoted(unknown)}, expected one of ${groups?.map(quoted).join(", ")}`,
    );
  });
}

function checkLengths(
  features: Readonly<Record<string, Float64Array>>,
  batch: readonly string[],
  keep: readonly Covariate[],
): void {
  const lengths: readonly (readonly [string, number])[] = [
    ...Object.entries(features).map(([name, { length }]) => [name, length] as const),
    ...keep.map(
      (one) => [one.name, "values" in one ? one.values.length : one.group.length] as const,
    ),
  ];
  const other = lengths.find(([, length]) => length !== batch.length);
  if (other === undefined) return;
  throw invalidTable(
    `${quoted(other[0])} has ${counted(other[1], "case")}, the batches have ${batch.length}: all must be of the same cases`,
  );
}
