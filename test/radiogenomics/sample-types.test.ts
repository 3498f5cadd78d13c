import { describe, expect, it } from "vitest";
import { samplesOfTypes } from "../../src/radiogenomics/sample-types.ts";

describe("samples of some types", () => {
  const ids = ["TCGA-AB-0001-01", "TCGA-AB-0001-06", "tcga-ab-0002-01A-11D"];
  const barcodes = { ids, kind: "mutation" as const, columns: { TP53: [1, 0, 1] } };
  const clinical = {
    ids: ["S1", "S2", "S3"],
    patients: ["P1", "P1", "P2"],
    columns: { SAMPLE_TYPE: ["Primary", "Metastasis", "[Not Available]"], PURITY: [1, 2, 3] },
  };
  const expression = { ids: ["S2", "S1", "S4"], columns: { TP53: [2, 1, 4] } };
  const patients = { ids: ["P1", "P2"], columns: { AGE: [61, 58] } };

  it("are told by the two digits of barcodes", () => {
    expect(samplesOfTypes([barcodes], ["01"])).toEqual({
      tables: [
        {
          ids: ["TCGA-AB-0001-01", "tcga-ab-0002-01A-11D"],
          kind: "mutation",
          columns: { TP53: [1, 1] },
        },
      ],
      leftOut: ["TCGA-AB-0001-06"],
    });
    expect(samplesOfTypes([barcodes], ["01", "06"])).toEqual({ tables: [barcodes], leftOut: [] });
  });

  it("are told by a column of one table in all; rows without a type stay", () => {
    expect(samplesOfTypes([expression, clinical, patients], ["primary"])).toEqual({
      tables: [
        { ids: ["S1", "S4"], columns: { TP53: [1, 4] } },
        {
          ids: ["S1", "S3"],
          patients: ["P1", "P2"],
          columns: { SAMPLE_TYPE: ["Primary", "[Not Available]"], PURITY: [1, 3] },
        },
        patients,
      ],
      leftOut: ["S2"],
    });
  });

  it("are refused where none has the type", () => {
    expect(() => samplesOfTypes([clinical], ["Primary", "Metastases"])).toThrow(
      'types: found no sample of the type "Metastases"; the types are "Metastasis", "Primary"; did you mean "Metastasis"?',
    );
    expect(() => samplesOfTypes([patients], ["01"])).toThrow(
      "types: found no type of a sample, expected a column SAMPLE_TYPE, or barcodes of TCGA",
    );
  });
});
