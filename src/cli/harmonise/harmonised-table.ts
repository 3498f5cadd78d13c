import type { Harmonisation } from "../../radiogenomics/harmonise.ts";
import { type Cell, toVerbatimCsv } from "../../report/csv.ts";
import type { CaseRows } from "../case-rows/read-case-rows.ts";

/**
 * The table of cases as CSV: harmonised features in the place of those that were read, all other cells as they were. Of
 * several rows that were made one, other features are means, and other cells those of the first.
 */
export function harmonisedTable(
  { table: { columns, records }, cases }: CaseRows,
  { features, model }: Pick<Harmonisation, "features" | "model">,
): string {
  const rows = cases.rows.map((its, at) =>
    columns.map((column): Cell => {
      const text = records[its[0]][column];
      if (model.features[column] != null && Object.hasOwn(model.features, column)) {
        // a value that was missing stays as it was written
        const { [column]: before } = cases.features;
        return Number.isFinite(before[at]) ? features[column][at] : text;
      }
      const averaged = its.length > 1 && Object.hasOwn(cases.features, column);
      return averaged ? cases.features[column][at] : text;
    }),
  );
  return toVerbatimCsv([columns, ...rows]);
}
