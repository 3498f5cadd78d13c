import { describe, expect, it } from "vitest";
import { joinOutcomes } from "../../src/radiogenomics/join-outcomes.ts";
import { outcomeTable } from "../../src/radiogenomics/outcome-table.ts";

describe("a table of outcomes", () => {
  it("has its ids apart", () => {
    const records = [
      { who: " P1 ", age: 3 },
      { who: "P2", sex: "f" },
    ];
    expect(outcomeTable(records, "who")).toEqual({
      ids: ["P1", "P2"],
      columns: { age: [3, undefined], sex: [undefined, "f"] },
    });
  });

  it.each([
    [[{ id: "a" }], "ID", 'found no column "ID" of ids; the columns are "id"; did you mean "id"?'],
    [[{ id: "a" }, { id: "" }], "id", 'column "id": found no id in row 2'],
    [
      [{ id: "a" }, { id: "b" }, { id: "a" }],
      "id",
      'column "id": rows 1 and 3 both have the id "a"',
    ],
  ])("is refused: %j by %s", (records, id, message) => {
    expect(() => outcomeTable(records, id)).toThrow(message);
  });
});

describe("outcomes of several tables", () => {
  const one = { ids: ["A", "B", "X"], columns: { age: [1, 2, 3] } };
  const other = { ids: ["B", "C"], columns: { sex: ["f", "m"] } };

  it("come into the order of the ids, and say what was not matched", () => {
    expect(joinOutcomes(["C", "A", "Z", "B"], [one, other])).toEqual({
      columns: { age: [undefined, 1, undefined, 2], sex: ["m", undefined, undefined, "f"] },
      withoutOutcomes: ["Z"],
      unused: ["X"],
    });
  });

  it("match barcodes of TCGA by their patients", () => {
    const table = { ids: ["TCGA-CS-4938-01A-11D", "tcga-ht-7854-01"], columns: { x: [1, 2] } };
    expect(joinOutcomes(["TCGA-HT-7854", "TCGA-CS-4938"], [table]).columns.x).toEqual([2, 1]);
    // ids that only look alike are compared as a whole
    expect(() => joinOutcomes(["TCGA-4938-1"], [{ ids: ["TCGA-4938-2"], columns: {} }])).toThrow(
      'none of the ids is in the tables of outcomes: found "TCGA-4938-1" here and "TCGA-4938-2" there',
    );
  });

  it("are refused with two samples of a patient who is asked for, and with a column twice", () => {
    const table = { ids: ["TCGA-CS-4938-01", "TCGA-CS-4938-02"], columns: { x: [1, 2] } };
    expect(() => joinOutcomes(["TCGA-CS-4938"], [table])).toThrow("two samples of one patient");
    expect(() => joinOutcomes(["A"], [one, one])).toThrow(
      'column "age" is in two tables of outcomes',
    );
  });
});
