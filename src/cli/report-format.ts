import type { Format, Layout } from "../report/render.ts";

/** The format that --out and --format ask for together, or what is wrong with them. */
export function formatOf(
  out: string | undefined,
  layout: Layout | undefined,
): Format | "dicom" | { readonly misuse: string } {
  if (out === undefined) return layout ?? "table";
  if (/\.csv$/i.test(out)) return layout ?? "long";
  if (/\.parquet$/i.test(out)) return `${layout ?? "long"} parquet`;
  const format = /\.json$/i.test(out) ? "json" : /\.dcm$/i.test(out) ? "dicom" : null;
  if (format === null) {
    return {
      misuse: `option '--out': ${out} has an unknown ending, expected .json, .csv, .parquet or .dcm`,
    };
  }
  if (layout !== "wide") return format; // JSON and structured reports have one record for each value, as the long layout has
  return { misuse: `option '--format wide' is about CSV and Parquet, but '--out' is ${out}` };
}
