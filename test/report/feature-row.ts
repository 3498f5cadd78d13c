import type { FeatureValue } from "../../src/features/feature-value.ts";

/** A feature value; every field has a default. */
export function featureRow(fields: Partial<FeatureValue> = {}): FeatureValue {
  return {
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
}
