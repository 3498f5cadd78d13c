import type { Evaluated, FeatureUnit } from "../features/feature.ts";
import type { FamilyId, FeatureName } from "./families.ts";

/**
 * One value of a report. If the type of its family is known, `name` has the type of that family's
 * names.
 */
export type FeatureValue<F extends FamilyId = FamilyId> = { [K in F]: ValueOf<K> }[F];

interface ValueOf<F extends FamilyId> {
  /** `original`, or the identity of the filter whose response map was measured. */
  readonly image: string;
  readonly family: F;
  /** The feature's IBSI name in camelCase, as in the catalogue. */
  readonly name: FeatureName<F>;
  /** IBSI's permanent code; null where the standard has none. */
  readonly code: string | null;
  /** Name in the IBSI compliance table, unique within one image. */
  readonly tag: string;
  /**
   * Texture aggregation; for dose-volume features what they are at (`98%`, `20Gy`); null for the others, which are
   * measured in 3D.
   */
  readonly aggregation: string | null;
  /** IBSI's code of the aggregation; null for diagnostics and dose-volume features. */
  readonly aggregationCode: string | null;
  /** null where the feature is undefined. */
  readonly value: number | null;
  /** null if dimensionless. */
  readonly unit: FeatureUnit | null;
  /** Why the value is null, or is given by a convention instead of the formula; else null. */
  readonly reason: Evaluated["reason"];
}

/** The fields of a row, in the order of tables. */
export const featureColumns = [
  "image",
  "family",
  "name",
  "code",
  "tag",
  "aggregation",
  "aggregationCode",
  "value",
  "unit",
  "reason",
] as const satisfies readonly (keyof FeatureValue)[];
