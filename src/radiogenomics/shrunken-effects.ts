import { meanOf, varianceOf } from "./sample-moments.ts";

/** How batch effects are estimated. */
export interface CombatOptions {
  /** The batch that others are brought to, and that stays as it is; null for the mean of all. */
  readonly reference: number | null;
  /** Whether only means are brought together, not spreads. */
  readonly meanOnly: boolean;
}

/** The effects of all batches on a feature. */
export interface BatchEffects {
  /** One a batch: its shift, in standard deviations. */
  readonly shifts: readonly number[];
  /** One a batch: its spread, as a part of the standard deviation. */
  readonly spreads: readonly number[];
}

/** Iterations end once no shift or spread changes by more than this part of it. */
const close = 1e-4;

/**
 * Shifts and spreads of each feature in each batch, shrunk towards those of all features: posterior means under a normal
 * distribution of the shifts and an inverse gamma distribution of the variances.
 *
 * @param features for each feature its standardised values in each batch
 */
export function shrunken(
  features: readonly (readonly Float64Array[])[],
  { reference, meanOnly }: CombatOptions,
): BatchEffects[] {
  const batches = features[0]?.length ?? 0;
  const byBatch = Array.from({ length: batches }, (_, batch) => {
    if (batch === reference) return features.map(() => ({ shift: 0, spread: 1 }));
    const values = features.map((its) => its[batch]);
    return meanOnly ? shrunkenMeans(values) : shrunkenBoth(values);
  });
  return features.map((_, feature) => ({
    shifts: byBatch.map((its) => its[feature].shift),
    spreads: byBatch.map((its) => its[feature].spread),
  }));
}

interface Effect {
  readonly shift: number;
  /** A standard deviation. */
  readonly spread: number;
}

function shrunkenMeans(values: readonly Float64Array[]): Effect[] {
  const means = values.map(meanOf);
  const [centre, width] = [meanOf(means), varianceOf(means)];
  return means.map((mean) => ({ shift: (width * mean + centre) / (width + 1), spread: 1 }));
}

function shrunkenBoth(values: readonly Float64Array[]): Effect[] {
  const means = values.map(meanOf);
  const variances = values.map(varianceOf);
  const [centre, width] = [meanOf(means), varianceOf(means)];
  // the inverse gamma distribution whose mean and variance are those of the variances
  const [m, s2] = [meanOf(variances), varianceOf(variances)];
  const shape = (2 * s2 + m ** 2) / s2;
  const scale = (m * s2 + m ** 3) / s2;
  let shifts = means;
  let spreads = variances;
  // all features of the batch together, until none changes
  for (let change = 1; change > close; ) {
    const nextShifts = means.map((mean, k) => {
      const n = values[k].length;
      return (n * width * mean + spreads[k] * centre) / (n * width + spreads[k]);
    });
    const nextSpreads = values.map((its, k) => {
      const squares = its.reduce((sum, value) => sum + (value - nextShifts[k]) ** 2, 0);
      // equal variances of all features leave nothing to shrink
      return s2 > 0 ? (squares / 2 + scale) / (its.length / 2 + shape - 1) : m;
    });
    // relative to the shift with its sign, as the program of the method's authors has it
    change = Math.max(
      ...nextShifts.map((next, k) => Math.abs(next - shifts[k]) / shifts[k]),
      ...nextSpreads.map((next, k) => Math.abs(next - spreads[k]) / spreads[k]),
    );
    [shifts, spreads] = [nextShifts, nextSpreads];
  }
  return shifts.map((shift, k) => ({ shift, spread: Math.sqrt(spreads[k]) }));
}
