import type { Evaluated, FamilyId, FeatureTable, Unit } from "./feature.ts";

/** One number of a report. */
export interface FeatureValue {
  /** `original`, or the identity of the filter whose response map was measured. */
  readonly image: string;
  readonly family: FamilyId;
  /** The feature's IBSI name in camelCase, as in the catalogue. */
  readonly name: string;
  /** IBSI's permanent code; null where the standard has none. */
  readonly code: string | null;
  /** Name in the IBSI compliance table, unique within one image. */
  readonly tag: string;
  /** Texture aggregation; null for the other families, which are measured in 3D. */
  readonly aggregation: string | null;
  /** IBSI's code of the aggregation; null for diagnostics. */
  readonly aggregationCode: string | null;
  /** null where the feature is undefined. */
  readonly value: number | null;
  /** null if dimensionless. */
  readonly unit: Unit | null;
  /** Why the value is null, or a convention instead of the plain formula; else null. */
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

/** What the rows of one family and aggregation have in common. */
export interface RowContext {
  readonly image: string;
  readonly family: FamilyId;
  readonly aggregation: string | null;
  readonly aggregationCode: string | null;
  /** Ending of the tag, or "". */
  readonly suffix: string;
}

/** Feature values in the order of the table. */
export function toRows<S>(
  features: FeatureTable<S>,
  evaluated: (id: string) => Evaluated,
  { image, family, aggregation, aggregationCode, suffix }: RowContext,
): FeatureValue[] {
  return Object.entries(features).map(([name, { code, tag, unit = null }]) => ({
    image,
    family,
    name,
    code,
    tag: tag + suffix,
    aggregation,
    aggregationCode,
    unit,
    ...evaluated(name),
  }));
}
