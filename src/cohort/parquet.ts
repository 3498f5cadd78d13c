import {
  ByteWriter,
  type ColumnSource,
  ParquetWriter,
  schemaFromColumnData,
} from "hyparquet-writer";
import { version } from "../base/version.ts";
import type { CohortTable, FeatureCells, LabelColumn } from "./tables.ts";

/**
 * `features.parquet`: labels as strings (labels of masks as integers), features as doubles that may be
 * null. Each feature column has its IBSI code, tag, unit, family and aggregation as metadata.
 */
export function featuresParquet({ labels, features }: CohortTable): Uint8Array {
  const columnData = [...labels.map(labelColumn), ...features.map(featureColumn)];
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: schemaFromColumnData({ columnData }),
    createdBy: `voxomics ${version}`,
  });
  parquet.write({ columnData });
  const metadata = new Map(features.map((feature) => [feature.column, metadataOf(feature)]));
  for (const { columns } of parquet.row_groups) {
    for (const { meta_data: meta } of columns) {
      const pairs = meta && metadata.get(meta.path_in_schema.join("."));
      // hyparquet-writer has no option for a column's metadata, but writes this field
      if (pairs) meta.key_value_metadata = pairs;
    }
  }
  parquet.finish();
  return writer.getBytes();
}

function labelColumn({ name, cells }: LabelColumn): ColumnSource {
  // the only numbers among the labels are mask labels and voxel counts
  const numbers = cells.some((cell) => typeof cell === "number");
  const small = cells.every((cell) => typeof cell !== "number" || cell === (cell | 0));
  const type = numbers ? (small ? "INT32" : "DOUBLE") : "STRING";
  return { name, data: [...cells], type, nullable: true };
}

function featureColumn({ column, cells }: FeatureCells): ColumnSource {
  return { name: column, data: [...cells], type: "DOUBLE", nullable: true };
}

function metadataOf({
  code,
  tag,
  unit,
  family,
  image,
  aggregation,
  aggregationCode,
}: FeatureCells) {
  const fields = { ibsi_code: code, ibsi_tag: tag, unit, family, image, aggregation };
  return Object.entries({ ...fields, ibsi_aggregation_code: aggregationCode }).flatMap(
    ([key, value]) => (value === null ? [] : [{ key, value }]),
  );
}
