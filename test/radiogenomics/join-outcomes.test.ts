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
    [[], "id", "found no row of outcomes"],
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

  describe("by sample and by patient", () => {
    const clinical = { ids: ["P1", "P2"], columns: { age: [61, 58] } };
    const samples = { ids: ["S1", "S2"], patients: ["P1", "P2"], columns: { purity: [0.6, 0.3] } };
    const mutations = { ids: ["S2", "S1"], columns: { TP53: [1, 0] } };
    const columns = { age: [61, 58], purity: [0.6, 0.3], TP53: [0, 1] };

    it("match patients by the table that says whose samples are", () => {
      for (const tables of [
        [clinical, samples, mutations],
        [mutations, clinical, samples],
      ]) {
        expect(joinOutcomes(["P1", "P2"], tables)).toMatchObject({ columns, unused: [] });
      }
    });

    it("match samples, which have what is known of their patients", () => {
      const joined = joinOutcomes(["S1", "S2"], [clinical, samples, mutations]);
      expect(joined).toEqual({ columns, withoutOutcomes: [], unused: [] });
    });

    it("are refused where nothing of a table matches", () => {
      expect(() => joinOutcomes(["P1", "P2"], [clinical, mutations])).toThrow(
        'none of the ids is in one of the tables of outcomes: found "P1" here and "S2" there; a table with PATIENT_ID and SAMPLE_ID says which patient samples are of',
      );
    });

    it("take nothing of another sample of the patient", () => {
      const two = { ids: ["S1", "S3"], patients: ["P1", "P1"], columns: { purity: [0.6, 0.5] } };
      const mutated = { ids: ["S3", "S4"], columns: { TP53: [1, 0] } };
      const joined = joinOutcomes(["S1", "S4"], [two, mutated]);
      expect(joined.columns).toEqual({ purity: [0.6, undefined], TP53: [undefined, 0] });
      expect(joined.unused).toEqual(["S3"]);
      expect(() => joinOutcomes(["P1"], [two])).toThrow(
        'found "S1" and "S3", two samples of one patient: choose samples of one type (sample-type: 01, Primary), or say what several mean (several-samples: first, combined)',
      );
      // of a patient who is not asked for, they do no harm
      const more = {
        ids: ["S1", "S3", "S2"],
        patients: ["P1", "P1", "P2"],
        columns: { x: [7, 8, 9] },
      };
      expect(joinOutcomes(["P2"], [more, clinical]).columns).toEqual({ x: [9], age: [58] });
    });
  });

  describe("with several samples of a patient", () => {
    const ids = ["S1", "S2", "S3", "S4"];
    const patients = ["P1", "P1", "P1", "P2"];
    const mutations = { ids, kind: "mutation" as const, columns: { TP53: [0, 0, 1, 0] } };
    const expression = { ids, kind: "expression" as const, columns: { A: ["1", "NA", "4", "7"] } };
    const clinical = {
      ids,
      patients,
      columns: { SITE: ["lung", "lung", "", "bone"], PURITY: [0.1, 0.2, 0.1, 0.4] },
    };
    const tables = [mutations, expression, clinical];

    it("take the first", () => {
      expect(joinOutcomes(["P2", "P1"], tables, { severalSamples: "first" })).toEqual({
        columns: {
          TP53: [0, 0],
          A: ["7", "1"],
          SITE: ["bone", "lung"],
          PURITY: [0.4, 0.1],
        },
        withoutOutcomes: [],
        unused: [],
      });
    });

    it("combine them: a mutation in any, the mean of expression, another cell that all agree in", () => {
      expect(joinOutcomes(["P2", "P1"], tables, { severalSamples: "combined" })).toEqual({
        columns: {
          TP53: [0, 1],
          A: ["7", 2.5],
          SITE: ["bone", "lung"],
          PURITY: [0.4, null],
        },
        withoutOutcomes: [],
        unused: [],
      });
      expect(() => joinOutcomes(["P1"], tables, { severalSamples: "mean" as never })).toThrow(
        'severalSamples: found "mean", expected first, combined',
      );
    });
  });

  it("name a column of two tables by what was measured", () => {
    const mutations = { ids: ["A"], kind: "mutation" as const, columns: { TP53: [1], ATRX: [0] } };
    const expression = {
      ids: ["A"],
      kind: "expression" as const,
      columns: { TP53: [7], MYC: [3] },
    };
    const clinical = { ids: ["A"], columns: { TP53: ["wt"], MYC: ["x"] } };
    expect(joinOutcomes(["A"], [mutations, expression]).columns).toEqual({
      "TP53 mutation": [1],
      ATRX: [0],
      "TP53 expression": [7],
      MYC: [3],
    });
    expect(joinOutcomes(["A"], [clinical, mutations, expression]).columns).toEqual({
      TP53: ["wt"],
      MYC: ["x"],
      "TP53 mutation": [1],
      ATRX: [0],
      "TP53 expression": [7],
      "MYC expression": [3],
    });
    expect(() => joinOutcomes(["A"], [expression, expression])).toThrow(
      'column "TP53 expression" is in two tables of outcomes',
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
