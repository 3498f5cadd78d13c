// ComBat: Johnson, Li and Rabinovic, Biostatistics 8 (2007) 118, https://doi.org/10.1093/biostatistics/kxj037;
// on images: Fortin et al., NeuroImage 161 (2017) 149, https://doi.org/10.1016/j.neuroimage.2017.08.047

import { leastSquares } from "./least-squares.ts";
import { type BatchEffects, type CombatOptions, shrunken } from "./shrunken-effects.ts";

/** The cases that batch effects are estimated from. */
export interface CombatCases {
  /** Batch of each case, 0 … batches - 1. Each batch has two cases or more. */
  readonly batch: Uint32Array;
  readonly batches: number;
  /** Columns of numbers, one a case, whose effects are kept. */
  readonly covariates: readonly Float64Array[];
}

/** What ComBat found of a feature. */
export interface CombatEstimate extends BatchEffects {
  /** The mean of the feature over batches, weighted by their cases, or that of the reference, without covariates. */
  readonly mean: number;
  /** One a covariate. */
  readonly coefficients: readonly number[];
  /** The standard deviation of the cases about what batch and covariates explain. */
  readonly deviation: number;
}

/**
 * Estimates batch effects by parametric empirical Bayes: shifts and spreads of each feature are shrunk towards those that
 * all features of the batch have.
 *
 * @param features n values each; NaN where there is none
 * @returns one a feature; null for a feature that has fewer than two values, or equal ones, in a batch, or whose
 *   values leave the covariates dependent
 */
export function fitCombat(
  features: readonly Float64Array[],
  cases: CombatCases,
  options: CombatOptions,
): (CombatEstimate | null)[] {
  const standard = features.map((values) => standardise(values, cases, options));
  const known = standard.filter((one) => one !== null);
  const effects = shrunken(
    known.map(({ byBatch }) => byBatch),
    options,
  );
  let next = 0;
  return standard.map((one) => {
    if (one === null) return null;
    const { mean, coefficients, deviation } = one;
    return { mean, coefficients, deviation, ...effects[next++] };
  });
}

/**
 * A feature without batch effects.
 *
 * @param values n values; NaN where there is none
 */
export function removeBatch(
  values: Float64Array,
  { mean, coefficients, deviation, shifts, spreads }: CombatEstimate,
  { batch, covariates }: Pick<CombatCases, "batch" | "covariates">,
  reference: number | null,
): Float64Array {
  return values.map((value, row) => {
    const its = batch[row];
    if (its === reference) return value;
    const expected = coefficients.reduce((sum, b, c) => sum + b * covariates[c][row], mean);
    const standard = (value - expected) / deviation;
    return ((standard - shifts[its]) / spreads[its]) * deviation + expected;
  });
}

/** A feature less what covariates explain, in standard deviations. */
interface StandardFeature extends Pick<CombatEstimate, "mean" | "coefficients" | "deviation"> {
  /** The values of each batch. */
  readonly byBatch: readonly Float64Array[];
}

function standardise(
  all: Float64Array,
  cases: CombatCases,
  { reference }: CombatOptions,
): StandardFeature | null {
  const rows = [...all.keys()].filter((row) => Number.isFinite(all[row]));
  const values = Float64Array.from(rows, (row) => all[row]);
  const batch = Uint32Array.from(rows, (row) => cases.batch[row]);
  const covariates = cases.covariates.map((column) =>
    Float64Array.from(rows, (row) => column[row]),
  );
  const members = Array.from({ length: cases.batches }, (_, b) =>
    [...batch.keys()].filter((row) => batch[row] === b),
  );
  if (members.some((its) => new Set(its.map((row) => values[row])).size < 2)) return null;
  const indicators = members.map((_, b) => Float64Array.from(batch, (its) => (its === b ? 1 : 0)));
  const model = leastSquares([...indicators, ...covariates]);
  if (!model.fullRank) return null;
  const found = model.coefficients(values);
  const coefficients = [...found.subarray(cases.batches)];
  const mean =
    reference === null
      ? members.reduce((sum, its, b) => sum + (its.length / rows.length) * found[b], 0)
      : found[reference];
  const rest = model.residuals(values);
  const counted = reference === null ? [...rest.keys()] : members[reference];
  const variance = counted.reduce((sum, row) => sum + rest[row] ** 2, 0) / counted.length;
  const deviation = Math.sqrt(variance);
  if (!(deviation > 0)) return null;
  const standard = values.map((value, row) => {
    const expected = coefficients.reduce((sum, b, c) => sum + b * covariates[c][row], mean);
    return (value - expected) / deviation;
  });
  const byBatch = members.map((its) => Float64Array.from(its, (row) => standard[row]));
  return { mean, coefficients, deviation, byBatch };
}
