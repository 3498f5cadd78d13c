import { toLongCsv, toLongRegionsCsv, toWideCsv } from "./csv.ts";
import { toHeading } from "./heading.ts";
import { toJson } from "./json.ts";
import { type RefusedRegion, type Report, toRegionsReport } from "./report.ts";
import { toTable } from "./table.ts";

/** The layout of CSV and Parquet: one row a value (long), or one row a region (wide). */
export type Layout = "long" | "wide";

/** The format of a report. */
export type Format = "table" | "json" | Layout | `${Layout} parquet`;

/** A report in a format: text, or the bytes of Parquet. */
export async function render(report: Report, format: Format): Promise<string | Uint8Array> {
  switch (format) {
    case "json":
      return toJson(report);
    case "long":
      return toLongCsv(report.features);
    case "wide":
      return toWideCsv([report]);
    case "table":
      return textOf(report);
    default:
      return parquetOf([report], format, false);
  }
}

/** The reports of several regions of one image, at least one, in one file. */
export async function renderRegions(
  reports: readonly Report[],
  refused: readonly RefusedRegion[],
  format: Format,
): Promise<string | Uint8Array> {
  switch (format) {
    case "json":
      return toJson(toRegionsReport(reports, refused));
    case "long":
      return toLongRegionsCsv(reports);
    case "wide":
      return toWideCsv(reports);
    case "table":
      return reports.map(textOf).join("\n");
    default:
      return parquetOf(reports, format, true);
  }
}

function textOf(report: Report): string {
  return `${toHeading(report)}\n${toTable(report.features)}`;
}

async function parquetOf(
  reports: readonly Report[],
  format: `${Layout} parquet`,
  several: boolean,
): Promise<Uint8Array> {
  const { toLongParquet, toWideParquet } = await import("./features-parquet.ts");
  return format === "wide parquet" ? toWideParquet(reports) : toLongParquet(reports, several);
}
