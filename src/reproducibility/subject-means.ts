import { checkArgument } from "../schema/check-argument.ts";
import { mean } from "./analysis-of-variance.ts";
import { type Design, layOut, ratingsOf } from "./design.ts";
import type { MeasurementTable } from "./measurement-table.ts";
import { tableFields } from "./measurement-table.ts";

/**
 * A table with one row a subject, in which every value is the mean of the subject's measurements of that
 * feature; NaN where there are none. Its one label column is `subject`.
 *
 * @throws VoxomicsError `invalid-table` if the table contradicts the design
 *
 * @example
 * ```ts
 * import { fromWideRecords, subjectMeans } from "voxomics/reproducibility";
 *
 * const records = [
 *   { patient: "A", mean: 9 },
 *   { patient: "A", mean: 7 },
 *   { patient: "B", mean: 2 },
 * ];
 * const table = fromWideRecords(records, ["patient"]);
 * console.log(subjectMeans(table, { type: "perturbations", subject: "patient" })); // A: 8, B: 2
 * ```
 */
export function subjectMeans(table: MeasurementTable, design: Design): MeasurementTable {
  checkArgument(table, "table", tableFields);
  checkArgument(design, "design", "object");
  const layout = layOut(table, design);
  const meanOf = (values: readonly (number | null)[]) => {
    const present = values.filter((value): value is number => Number.isFinite(value));
    return present.length === 0 ? Number.NaN : mean(present);
  };
  return {
    rows: layout.subjects.length,
    labels: { subject: layout.subjects },
    features: Object.fromEntries(
      Object.entries(table.features).map(([feature, values]) => [
        feature,
        Float64Array.from(ratingsOf(values, layout), meanOf),
      ]),
    ),
  };
}
