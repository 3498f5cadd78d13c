import { describe, expect, it } from "vitest";
import { type Design, layOut, ratingsOf } from "../../src/reproducibility/design.ts";
import type { MeasurementTable } from "../../src/reproducibility/measurement-table.ts";

/** `p1 anna 3` a row: subject, rater, value. */
function tableOf(...lines: readonly string[]): MeasurementTable {
  const rows = lines.map((line) => line.split(" "));
  return {
    rows: rows.length,
    labels: { subject: rows.map(([s]) => s), rater: rows.map(([, r]) => r) },
    features: { a: Float64Array.from(rows, ([, , value]) => Number(value)) },
  };
}

const raters: Design = { type: "raters", subject: "subject", rater: "rater" };

describe("layOut", () => {
  it("puts subjects into rows and raters into columns, as they are first met", () => {
    const table = tableOf("p2 ben 1", "p1 anna 2", "p2 anna 3", "p3 cem 4");
    const layout = layOut(table, raters);
    expect(layout.subjects).toEqual(["p2", "p1", "p3"]);
    expect(layout.measurements).toEqual(["ben", "anna", "cem"]);
    expect(ratingsOf(table.features.a, layout)).toEqual([
      [1, 3, null],
      [null, 2, null],
      [null, null, 4],
    ]);
  });

  it("keeps perturbations in the order of the rows", () => {
    const table = tableOf("p1 x 1", "p2 x 2", "p1 x 3", "p1 y 4");
    const layout = layOut(table, { type: "perturbations", subject: "subject" });
    expect(layout.measurements).toBeNull();
    expect(ratingsOf(table.features.a, layout)).toEqual([[1, 3, 4], [2]]);
  });

  it("tells subjects apart by several columns", () => {
    const table = tableOf("p1 anna 1", "p1 ben 2", "p1 anna 3");
    const layout = layOut(table, { type: "perturbations", subject: ["subject", "rater"] });
    expect(layout.subjects).toEqual(["p1 / anna", "p1 / ben"]);
    expect(layout.rows).toEqual([[0, 2], [1]]);
  });

  it("refuses a subject that one rater measured twice", () => {
    expect(() => layOut(tableOf("p1 anna 1", "p2 anna 1", "p1 anna 5"), raters)).toThrow(
      'rows 1 and 3 measure the same: subject "p1", rater "anna"',
    );
  });

  it("refuses an empty label, a column that is not there, a design that is none", () => {
    const empty = { ...tableOf("p1 anna 1"), labels: { subject: [""], rater: ["anna"] } };
    expect(() => layOut(empty, raters)).toThrow(
      'row 1, column "subject": found nothing, expected what was measured',
    );
    expect(() => layOut(tableOf("p1 anna 1"), { ...raters, subject: "patient" })).toThrow(
      'no column "patient"; the table has "subject" or "rater"',
    );
    expect(() => layOut(tableOf("p1 anna 1"), { ...raters, type: "rater" as "raters" })).toThrow(
      'design.type: found "rater", expected "testRetest", "raters", "settings", "programs" or "perturbations"; did you mean "raters"?',
    );
  });

  it.each<[object, string]>([
    [{ type: "raters", subject: "subject" }, "design.rater: found undefined"],
    [{ type: "raters", subject: "subject", rater: 3 }, "design.rater: found 3"],
    [{ type: "perturbations" }, "design.subject: found undefined"],
    [{ type: "perturbations", subject: [] }, "design.subject: found an array"],
  ])("refuses %j, which lacks columns", (design, message) => {
    expect(() => layOut(tableOf("p1 anna 1"), design as Design)).toThrow(
      `${message}, expected the name of a column, or a list of names`,
    );
  });
});
