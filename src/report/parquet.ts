import {
  ByteWriter,
  type ColumnSource,
  ParquetWriter,
  schemaFromColumnData,
} from "hyparquet-writer";
import { version } from "../base/version.ts";
import type { FeatureValue } from "../families/feature-value.ts";
import type { Cell } from "./csv.ts";

/** A column of a Parquet file. */
export interface ParquetColumn {
  readonly name: string;
  /** One cell a row. */
  readonly cells: readonly Cell[];
  /**
   * `value` for doubles. Default: `label`, strings; integers where no cell is text, doubles if they are not
   * whole.
   */
  readonly holds?: "label" | "value";
  /** Metadata of the column; a field that is null is left out. */
  readonly metadata?: Readonly<Record<string, string | null>>;
}

/** The bytes of a Parquet file. Any cell may be null. */
export function toParquet(columns: readonly ParquetColumn[]): Uint8Array {
  const columnData = columns.map(sourceOf);
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: schemaFromColumnData({ columnData }),
    createdBy: `voxomics ${version}`,
  });
  parquet.write({ columnData });
  const metadata = new Map(columns.map((column) => [column.name, column.metadata]));
  for (const { columns: chunks } of parquet.row_groups) {
    for (const { meta_data: meta } of chunks) {
      const fields = meta && metadata.get(meta.path_in_schema.join("."));
      // hyparquet-writer has no option for a column's metadata, but writes this field
      if (fields) meta.key_value_metadata = pairsOf(fields);
    }
  }
  parquet.finish();
  return writer.getBytes();
}

function sourceOf({ name, cells, holds = "label" }: ParquetColumn): ColumnSource {
  if (holds === "value") return { name, data: [...cells], type: "DOUBLE", nullable: true };
  const given = cells.filter((cell) => cell !== null);
  if (given.length === 0 || given.some((cell) => typeof cell === "string")) {
    const data = cells.map((cell) => (cell === null ? null : String(cell)));
    return { name, data, type: "STRING", nullable: true };
  }
  const small = given.every((cell) => cell === (Number(cell) | 0));
  return { name, data: [...cells], type: small ? "INT32" : "DOUBLE", nullable: true };
}

function pairsOf(fields: Readonly<Record<string, string | null>>) {
  return Object.entries(fields).flatMap(([key, value]) => (value === null ? [] : [{ key, value }]));
}

/** What the column of a feature says of it. */
export function featureMetadata({
  code,
  tag,
  unit,
  family,
  image,
  aggregation,
  aggregationCode,
}: Omit<FeatureValue, "value" | "reason">): Readonly<Record<string, string | null>> {
  const fields = { ibsi_code: code, ibsi_tag: tag, unit, family, image, aggregation };
  return { ...fields, ibsi_aggregation_code: aggregationCode };
}
