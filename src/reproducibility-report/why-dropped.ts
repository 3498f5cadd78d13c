import type { Dropped } from "../reproducibility/feature-selection.ts";

/** Why a feature was dropped, in words. */
export function whyDropped(row: Dropped): string {
  switch (row.why) {
    case "undefined":
      return `undefined in ${row.cases} ${row.cases === 1 ? "case" : "cases"}`;
    case "constant":
      return "the same in all cases";
    case "redundant":
      return "redundant";
    case "not-reproducible":
      return row.lower === null
        ? `not reproducible: ${row.reason ?? "no interval"}`
        : `not reproducible: lower bound ${row.lower.toFixed(3)}`;
  }
}
