import { toCsv } from "../report/csv.ts";
import type { Association } from "./association-row.ts";

/** The columns of `associations.csv`. */
const columns = [
  ...["feature", "outcome", "outcomeType", "test", "n", "missing", "statistic", "effect"],
  ...["effectName", "lower", "upper", "p", "q", "qAll", "pMaxT", "volumeCorrelation", "reason"],
  ...["concordance", "proportionalHazardsP", "fit", "effectOf"],
] as const satisfies readonly (keyof Association)[];

/**
 * Associations as CSV: a row each, numbers in full precision, empty where they are null.
 *
 * @example
 * ```ts
 * import { associate, associationsCsv, outcomeOf } from "voxomics/radiogenomics";
 *
 * const features = { mean: Float64Array.of(3, 5, 4, 8, 9, 7, 11, 10, 12, 13) };
 * console.log(associationsCsv(associate(features, [outcomeOf("IDH", [..."wwwwwmmmmm"])])));
 * ```
 */
export function associationsCsv(associations: readonly Association[]): string {
  return toCsv([[...columns], ...associations.map((row) => columns.map((column) => row[column]))]);
}
