import { describe, expect, it } from "vitest";
import { checkHarmonisationModel } from "../../src/radiogenomics/harmonisation-model.ts";

const estimate = { mean: 1, coefficients: [2, 3], deviation: 1, shifts: [0, 1], spreads: [1, 2] };
const model = {
  method: "ComBat",
  batches: [
    { name: "A", cases: 3 },
    { name: "B", cases: 4 },
  ],
  reference: null,
  meanOnly: false,
  keep: [
    { name: "age", groups: null },
    { name: "sex", groups: ["f", "m"] },
  ],
  features: { mean: estimate, flat: null },
};

describe("a model of harmonisation", () => {
  it("is taken as JSON gives it, with fields of its file beside it", () => {
    const stored: unknown = JSON.parse(JSON.stringify({ software: "voxomics", ...model }));
    expect(() => checkHarmonisationModel(stored)).not.toThrow();
  });

  const of = (part: object) => ({ ...model, features: { mean: { ...estimate, ...part } } });
  it.each([
    ["no object", 3, "model: found 3, expected an object"],
    [
      "another method",
      { ...model, method: "none" },
      'model.method: found "none", expected "ComBat"',
    ],
    ["one batch", { ...model, batches: [{ name: "A" }] }, "model.batches: found an array"],
    ["no names of what is kept", { ...model, keep: [{}] }, "model.keep: found an array"],
    [
      "an unknown reference",
      { ...model, reference: "C" },
      'model.reference: found "C", expected null or A or B',
    ],
    ["no features", { ...model, features: [] }, "model.features: found an array"],
    [
      "too few coefficients",
      of({ coefficients: [1] }),
      'features["mean"].coefficients: found an array, expected 2 numbers',
    ],
    ["text among shifts", of({ shifts: [1, "2"] }), 'features["mean"].shifts'],
    ["a spread of 0", of({ spreads: [1, 0] }), "expected numbers above 0"],
    ["a deviation of 0", of({ deviation: 0 }), "found 0, expected a number above 0"],
    ["no mean", of({ mean: null }), 'features["mean"].mean: found null, expected a number'],
  ])("is refused with %s", (_, value, message) => {
    expect(() => checkHarmonisationModel(value)).toThrow(message);
  });
});
