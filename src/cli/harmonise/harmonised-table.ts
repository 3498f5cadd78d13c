import type { Harmonisation } from "../../radiogenomics/harmonise.ts";
import { type Cell, toVerbatimCsv } from "../../report/csv.ts";
import type { CaseRows } from "../case-rows/read-case-rows.ts";

/**
 * The table of cases as CSV: harmonised features in place of the features that were read, all other cells as they were.
 * Where several rows are one case, features that are not harmonised are their means, and all other cells are those of
 * the first row.
 */
export function harmonisedTable(
  { table: { columns, records }, cases }: CaseRows,
  { features, model }: Pick<Harmonisation, "features" | "model">,
): string {
  const rows = cases.rows.map((numbers, at) =>
    columns.map((column): Cell => {
      const text = records[numbers[0]][column];
      if (model.features[column] != null && Object.hasOwn(model.features, column)) {
        // a missing value is written as it was read
        const { [column]: before } = cases.features;
        return Number.isFinite(before[at]) ? features[column][at] : text;
      }
      const averaged = numbers.length > 1 && Object.hasOwn(cases.features, column);
      return averaged ? cases.features[column][at] : text;
    }),
  );
  return toVerbatimCsv([columns, ...rows]);
}
