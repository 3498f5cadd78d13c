import type { FeatureValue } from "../../src/families/feature-value.ts";

/** Any family with any feature's name. */
type Fields = { readonly [K in keyof FeatureValue]?: FeatureValue[K] };

/** A feature value; every field has a default. */
export function featureRow(fields: Fields = {}): FeatureValue {
  const row = {
    image: "original",
    family: "statistics",
    name: "meanIntensity",
    code: "Q4LE",
    tag: "stat_mean",
    aggregation: null,
    aggregationCode: "DHQ4",
    value: 1,
    unit: null,
    reason: null,
    ...fields,
  };
  return row as FeatureValue;
}
