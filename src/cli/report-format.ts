import { toLongCsv, toLongRegionsCsv, toWideCsv } from "../report/csv.ts";
import { toHeading } from "../report/heading.ts";
import { toJson } from "../report/json.ts";
import { type RefusedRegion, type Report, toRegionsReport } from "../report/report.ts";
import { toTable } from "../report/table.ts";

/** The layout of CSV and Parquet: one row a value (long), or one row a region (wide). */
export type Layout = "long" | "wide";

/** The format of a report. */
export type Format = "table" | "json" | Layout | `${Layout} parquet`;

/** The format that --out and --format ask for together, or what is wrong with them. */
export function formatOf(
  out: string | undefined,
  layout: Layout | undefined,
): Format | { readonly misuse: string } {
  if (out === undefined) return layout ?? "table";
  if (/\.csv$/i.test(out)) return layout ?? "long";
  if (/\.parquet$/i.test(out)) return `${layout ?? "long"} parquet`;
  if (!/\.json$/i.test(out)) {
    return {
      misuse: `option '--out': ${out} has an unknown ending, expected .json, .csv or .parquet`,
    };
  }
  if (layout !== "wide") return "json"; // JSON has one record a value, so it goes with the long layout
  return { misuse: `option '--format wide' is about CSV and Parquet, but '--out' is ${out}` };
}

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
  const { toLongParquet, toWideParquet } = await import("../report/features-parquet.ts");
  return format === "wide parquet" ? toWideParquet(reports) : toLongParquet(reports, several);
}
