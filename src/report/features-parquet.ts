import { featureColumns } from "../families/feature-value.ts";
import { nameOfRegion, type RegionRow, wideTable } from "./csv.ts";
import { featureMetadata, type ParquetColumn, toParquet } from "./parquet.ts";

/**
 * Feature values as Parquet, one row a value: the columns of `toLongCsv`, after a column `region` if there are
 * several regions.
 */
export function toLongParquet(
  regions: readonly Omit<RegionRow, "image" | "mask">[],
  several: boolean,
): Uint8Array {
  const rows = regions.flatMap((region) =>
    region.features.map((feature) => ({ region: nameOfRegion(region), feature })),
  );
  const columns = featureColumns.map(
    (name): ParquetColumn => ({
      name,
      cells: rows.map(({ feature }) => feature[name]),
      holds: name === "value" ? "value" : "label",
    }),
  );
  const region = { name: "region", cells: rows.map((row) => row.region) };
  return toParquet(several ? [region, ...columns] : columns);
}

/** Regions as Parquet, one row each: the columns of `toWideCsv`, those of features with what they are as metadata. */
export function toWideParquet(regions: readonly RegionRow[]): Uint8Array {
  const { labels, features } = wideTable(regions);
  return toParquet([
    ...labels,
    ...features.map(({ name, cells, feature }) => ({
      ...{ name, cells, holds: "value" as const },
      metadata: featureMetadata(feature),
    })),
  ]);
}
