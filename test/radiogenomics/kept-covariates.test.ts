import { describe, expect, it } from "vitest";
import { keptCovariates } from "../../src/radiogenomics/kept-covariates.ts";

const keep = [
  { name: "age", groups: null },
  { name: "stage", groups: ["I", "II", "III"] },
];

describe("what a model kept, of new cases", () => {
  it("is read as the model had it, even if all cases have one value", () => {
    const [age, stage] = keptCovariates(
      { keep },
      { age: ["61", "61", ""], stage: ["II", "NA", "II"], other: [] },
    );
    expect(age).toEqual({
      name: "age",
      type: "number",
      values: Float64Array.of(61, 61, Number.NaN),
    });
    expect(stage).toEqual({
      ...{ name: "stage", type: "groups", groups: ["I", "II", "III"] },
      group: Int32Array.of(1, -1, 1),
    });
  });

  it.each([
    [{ age: ["1"] }, 'found no column "stage", which the model keeps'],
    [
      { age: ["old"], stage: ["I"] },
      'covariate "age": row 1: found "old", expected a number or nothing',
    ],
    [{ age: ["1"], stage: ["IV"] }, 'found "IV", expected one of "I", "II", "III"'],
  ])("is refused with %j", (columns, message) => {
    expect(() => keptCovariates({ keep }, columns)).toThrow(message);
  });
});
