import { type FamilyId, families } from "../families/families.ts";
import type { FeatureValue } from "../families/feature-value.ts";
import { checkArgument } from "../schema/check-argument.ts";
import type { ReferenceRow } from "./reference.ts";

/** The result of comparing a value with its consensus value. */
export type ComparisonOutcome =
  | "agrees"
  | "differs" // outside the tolerance, or undefined although the standard has a value
  | "not-computed" // no feature has the tag
  | "no-consensus"; // the standard has no value

/** A consensus value and the value that was computed for it. */
export interface Comparison {
  readonly reference: ReferenceRow;
  /** The computed value; null if no feature has the tag. */
  readonly feature: FeatureValue | null;
  readonly family: FamilyId;
  readonly outcome: ComparisonOutcome;
}

/** Consensus values are published with this many significant digits. */
const publishedDigits = 3;

/**
 * Whether a value agrees with a consensus value: rounded to the published digits, it is at most `tolerance`
 * away.
 *
 * @param digits significant digits; null for values that are published in full (counts, extremes)
 *
 * @example
 * ```ts
 * import { withinTolerance } from "voxomics/validate";
 *
 * withinTolerance(2.1496, 2.15, 0); // true
 * withinTolerance(2.1496, 2.15, 0, null); // false
 * ```
 */
export function withinTolerance(
  value: number,
  reference: number,
  tolerance: number,
  digits: number | null = publishedDigits,
): boolean {
  if (typeof value !== "number") checkArgument(value, "value", "number"); // NaN is within no tolerance
  checkArgument(reference, "reference", "number");
  checkArgument(tolerance, "tolerance", "number");
  const rounded = digits === null ? value : Number(value.toPrecision(digits));
  // decimal numbers such as 0.698 + 0.004 are not exact
  const epsilon = 1e-9 * Math.max(Math.abs(reference), tolerance);
  return Math.abs(rounded - reference) <= tolerance + epsilon;
}

/**
 * Compares consensus values with the features of the same tags, in the order of the rows.
 *
 * @param features of the original image or of one response map
 *
 * @example
 * ```ts
 * import { extract, resolvePreset } from "voxomics";
 * import { compareWithReference, digitalPhantom, type ReferenceRow } from "voxomics/validate";
 *
 * const { image, mask } = digitalPhantom();
 * const { features } = extract(image, mask, resolvePreset("ibsi-digital-phantom"));
 * const rows: ReferenceRow[] = []; // of a table of your own, see referenceRows
 * for (const { reference, outcome } of compareWithReference(features, rows)) {
 *   console.log(reference.tag, outcome);
 * }
 * ```
 */
export function compareWithReference(
  features: readonly FeatureValue[],
  rows: readonly ReferenceRow[],
): Comparison[] {
  checkArgument(features, "features", "array");
  checkArgument(rows, "rows", "array");
  const byTag = new Map(features.map((feature) => [feature.tag, feature]));
  return rows.map((reference) => {
    const feature = byTag.get(reference.tag) ?? null;
    const family = familyOfTag(reference.tag);
    return { reference, feature, family, outcome: outcomeOf(feature, reference) };
  });
}

function outcomeOf(
  feature: FeatureValue | null,
  { tag, code, value, tolerance }: ReferenceRow,
): ComparisonOutcome {
  if (value === null || tolerance === null) return "no-consensus";
  if (feature === null) return "not-computed";
  if (feature.value === null) return "differs";
  const digits = code === null && !roundedDiagnostics.test(tag) ? null : publishedDigits;
  return withinTolerance(feature.value, value, tolerance, digits) ? "agrees" : "differs";
}

/** Diagnostics that are not whole numbers. */
const roundedDiagnostics = /^vox_dim_|mean_int_/;

/**
 * The family of a tag in the IBSI compliance table: the family with a feature of that very tag, else the one
 * whose tag prefix is its first word (`cm_contrast_3D_avg` has `cm`).
 */
function familyOfTag(tag: string): FamilyId {
  const family =
    families.find(({ features }) => Object.values(features).some((one) => one.tag === tag)) ??
    families.find(({ tagPrefix }) => tagPrefix === tag.split("_")[0]);
  return family?.id ?? "diagnostics";
}
