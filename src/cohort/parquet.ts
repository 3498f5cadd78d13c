import { featureMetadata, toParquet } from "../report/parquet.ts";
import type { CohortTable } from "./tables.ts";

/**
 * `features.parquet`: labels as strings (labels of masks as integers), features as doubles that may be
 * null. Each feature column has its IBSI code, tag, unit, family and aggregation as metadata.
 */
export function featuresParquet({ labels, features }: CohortTable): Uint8Array {
  return toParquet([
    ...labels,
    ...features.map((feature) => ({
      name: feature.column,
      cells: feature.cells,
      holds: "value" as const,
      metadata: featureMetadata(feature),
    })),
  ]);
}
