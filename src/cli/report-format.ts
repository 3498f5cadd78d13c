import { toLongCsv, toLongRegionsCsv, toWideCsv } from "../report/csv.ts";
import { toHeading } from "../report/heading.ts";
import { toJson } from "../report/json.ts";
import { type RefusedRegion, type Report, toRegionsReport } from "../report/report.ts";
import { toTable } from "../report/table.ts";

/** The layout of CSV: one row a value (long), or one row a region (wide). */
export type Layout = "long" | "wide";

/** The format of a report. */
export type Format = "table" | "json" | Layout;

/** The format that --out and --format ask for together, or what is wrong with them. */
export function formatOf(
  out: string | undefined,
  layout: Layout | undefined,
): Format | { readonly misuse: string } {
  if (out === undefined) return layout ?? "table";
  if (/\.csv$/i.test(out)) return layout ?? "long";
  if (!/\.json$/i.test(out)) {
    return { misuse: `option '--out': ${out} has an unknown ending, expected .json or .csv` };
  }
  if (layout !== "wide") return "json"; // JSON has one record a value, so it goes with the long layout
  return { misuse: `option '--format wide' is about CSV, but '--out' is ${out}` };
}

/** A report as text. */
export function render(report: Report, format: Format): string {
  switch (format) {
    case "json":
      return toJson(report);
    case "long":
      return toLongCsv(report.features);
    case "wide":
      return toWideCsv([report]);
    case "table":
      return `${toHeading(report)}\n${toTable(report.features)}`;
  }
}

/** The reports of several regions of one image, at least one, as one text. */
export function renderRegions(
  reports: readonly Report[],
  refused: readonly RefusedRegion[],
  format: Format,
): string {
  switch (format) {
    case "json":
      return toJson(toRegionsReport(reports, refused));
    case "long":
      return toLongRegionsCsv(reports);
    case "wide":
      return toWideCsv(reports);
    case "table":
      return reports.map((report) => render(report, "table")).join("\n");
  }
}
