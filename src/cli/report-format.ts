import type { Format, Layout } from "../report/render.ts";

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
