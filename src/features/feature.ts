import type { At } from "./at.ts";

/** Why a value is null, or why it is a convention instead of the plain formula. */
export type Reason =
  | "empty-intensity-mask" // re-segmentation, or leaving out non-finite intensities, left no voxel
  | "several-slices" // the region lies in several slices, where settings ask for its only one
  | "thickness-assumed" // the image is one slice, whose thickness was assumed
  | "too-few-voxels" // the definition needs more voxels than the region has
  | "single-intensity" // all intensities are equal
  | "single-grey-level" // all grey levels are equal
  | "no-voxel-pairs" // no two region voxels are neighbours
  | "negative-intensity" // powers with any exponent need values of at least 0
  | "zero-mean" // division by a mean of 0
  | "zero-quartiles" // division by a sum of quartiles of 0
  | "zero-denominator" // another division by 0
  | "flat-region" // the voxel centres lie in a plane, on a line or in a point
  | "power-underflow" // intensities are so close to each other, or to 0, that powers of them underflow
  | "too-large" // the region needs more memory than the limit
  | "not-finite"; // intensities so large or small that the result is NaN or infinite

/** The unit of a feature; features without one are pure numbers. */
export type FeatureUnit =
  | "mm"
  | "mm²"
  | "mm³"
  | "1/mm"
  | "intensity"
  | "intensity²"
  | "intensity·mm²"
  | "intensity·mm³"
  | "voxels"
  | "%"
  | "mL";

/** A case in which the formula has no value. */
export interface UndefinedCase<S> {
  readonly reason: Reason;
  readonly when: (summary: S) => boolean;
  /** The value by the standard or by a convention; if there is none, the feature's value is null. */
  readonly value?: number;
}

/** One row of the catalogue. `S` is the summary of a family, from which the value is computed. */
export interface Feature<S> {
  /** As the IBSI reference manual spells it. */
  readonly name: string;
  /** IBSI's permanent four-character code; null where the standard has none. */
  readonly code: string | null;
  /** Name in the IBSI compliance table, without the aggregation. */
  readonly tag: string;
  /** Absent if dimensionless. */
  readonly unit?: FeatureUnit;
  /** What it is at, if it has a value for each x of its family's settings. */
  readonly at?: At;
  /** The formula, in one line of plain text. */
  readonly definition: string;
  /** Cases in which the formula has no value; the first that applies counts. */
  readonly undefinedWhen?: readonly UndefinedCase<S>[];
  readonly value: (summary: S) => number;
}

/** The features of one family, by id (the IBSI name in camelCase). */
export type FeatureTable<S> = Readonly<Record<string, Feature<S>>>;

/** A value, and the reason if it is null or a convention. */
export interface Evaluated {
  readonly value: number | null;
  /** `partly:` means that the reason applies to some of the matrices over which a mean runs. */
  readonly reason: Reason | `partly:${Reason}` | null;
}

/** A feature's value for one summary. */
export function evaluate<S>(feature: Formula<S>, summary: S): Evaluated {
  const special = caseOf(feature, summary);
  if (special !== null) return { value: special.value ?? null, reason: special.reason };
  const value = feature.value(summary);
  return Number.isFinite(value) ? { value, reason: null } : { value: null, reason: "not-finite" };
}

/** A feature's value for one summary without its reason, for maps: NaN where it has none. */
export function evaluateNumber<S>(feature: Formula<S>, summary: S): number {
  const special = caseOf(feature, summary);
  const value = special === null ? feature.value(summary) : (special.value ?? Number.NaN);
  return Number.isFinite(value) ? value : Number.NaN;
}

/**
 * The mean of a feature's values for several summaries. It runs over those in which the feature has a value;
 * if it has one nowhere, the mean is null. The reason of a mean in which only some are special starts with
 * `partly:`. null if there is no summary.
 */
export function evaluateMean<S>(feature: Formula<S>, summaries: readonly S[]): Evaluated | null {
  if (summaries.length === 0) return null;
  let first: Reason | null = null;
  let reasons = 0;
  let sum = 0;
  let defined = 0;
  for (let k = 0; k < summaries.length; k++) {
    const special = caseOf(feature, summaries[k]);
    const value = special === null ? feature.value(summaries[k]) : (special.value ?? Number.NaN);
    const hasValue = Number.isFinite(value);
    if (special !== null || !hasValue) {
      first ??= special?.reason ?? "not-finite";
      reasons++;
    }
    if (hasValue) {
      sum += value;
      defined++;
    }
  }
  if (defined === 0) return { value: null, reason: first };
  return {
    value: sum / defined,
    reason: first === null || reasons === summaries.length ? first : `partly:${first}`,
  };
}

/** The parts of a feature that its evaluation needs. */
export type Formula<S> = Pick<Feature<S>, "undefinedWhen" | "value">;

function caseOf<S>({ undefinedWhen }: Formula<S>, summary: S): UndefinedCase<S> | null {
  if (undefinedWhen === undefined) return null;
  for (let k = 0; k < undefinedWhen.length; k++) {
    if (undefinedWhen[k].when(summary)) return undefinedWhen[k];
  }
  return null;
}
