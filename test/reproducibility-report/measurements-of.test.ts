import { describe, expect, it } from "vitest";
import { measurementsOf, mixedColumns } from "../../src/reproducibility-report/measurements-of.ts";

const records = [
  {
    id: "1",
    age: "41",
    site: "B2",
    original_glcm_Contrast: "2.5",
    "wavelet-LLH_glcm_Contrast": "nan",
  },
  {
    id: "2",
    age: "60",
    site: "7",
    original_glcm_Contrast: "inf",
    "wavelet-LLH_glcm_Contrast": "3",
  },
];
const columnsOf = (options: Parameters<typeof measurementsOf>[1]) => {
  const { labels, features } = measurementsOf(records, options);
  return { labels: Object.keys(labels), features: Object.keys(features) };
};

describe("measurementsOf", () => {
  it("takes columns for features by their names", () => {
    const records = [{ id: "a", age: "41", "glcm.contrast.3D:avg": "2", "other.mean": "x" }];
    const { labels, features } = measurementsOf(records);
    expect(Object.keys(labels)).toEqual(["id", "age", "other.mean"]);
    expect(Object.keys(features)).toEqual(["glcm.contrast.3D:avg"]);
  });

  it("takes columns of other programs by pattern", () => {
    expect(columnsOf({ featureColumns: ["original_*", "wavelet*_glcm_*"] })).toEqual({
      labels: ["id", "age", "site"],
      features: ["original_glcm_Contrast", "wavelet-LLH_glcm_Contrast"],
    });
    const { features } = measurementsOf(records, { featureColumns: ["original_glcm_Contrast"] });
    expect(features).toEqual({ original_glcm_Contrast: Float64Array.of(2.5, Infinity) });
  });

  it("takes all columns of numbers that are no labels", () => {
    expect(columnsOf({ featureColumns: "numeric", labelColumns: ["i*"] })).toEqual({
      labels: ["id", "site"],
      features: ["age", "original_glcm_Contrast", "wavelet-LLH_glcm_Contrast"],
    });
    expect(mixedColumns(records, ["id", "site"])).toEqual([
      'column "site" is no feature: it holds numbers, but row 1 has "B2"',
    ]);
  });

  it("takes a column for a label that both options name", () => {
    const both = { featureColumns: ["*"], labelColumns: ["id", "site"] };
    expect(columnsOf(both).features[0]).toBe("age");
  });

  it("reads dots and brackets of a pattern as they are", () => {
    const odd = [{ "a.b": "1", axb: "2", "c(d)": "3" }];
    const { features } = measurementsOf(odd, { featureColumns: ["a.*", "c(d)"] });
    expect(Object.keys(features)).toEqual(["a.b", "c(d)"]);
  });

  it("refuses text in a feature, and a pattern that no column has", () => {
    expect(() => measurementsOf(records, { featureColumns: ["si*"] })).toThrow(
      'row 1, column "site": found "B2", expected a number or nothing; name the column as a label if it is no feature',
    );
    expect(() => measurementsOf(records, { featureColumns: ["originl_glcm_Contrast"] })).toThrow(
      'featureColumns[0]: found "originl_glcm_Contrast", which no column of the table matches; did you mean "original_glcm_Contrast"?',
    );
    expect(() => measurementsOf(records, { labelColumns: ["sex"] })).toThrow("labelColumns[0]");
    const word = { featureColumns: "original_*" as "numeric" };
    expect(() => measurementsOf(records, word)).toThrow("featureColumns: found");
  });
});
