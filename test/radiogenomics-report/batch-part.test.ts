import { describe, expect, it } from "vitest";
import { covariateOf } from "../../src/radiogenomics/outcome.ts";
import { batchParts } from "../../src/radiogenomics-report/batch-part.ts";

const batch = [..."AABBCC"];

describe("what batches explain of features", () => {
  it("is the part of the sum of squares between batches", () => {
    // means 2, 5, 8, of all 5: between 2 (9 + 0 + 9), within 2 · 3
    const values = Float64Array.of(1, 3, 4, 6, 7, 9);
    expect(batchParts({ values }, batch, []).get("values")).toBeCloseTo(36 / 42, 12);
  });

  it("is what is left by covariates, and of the cases that have values", () => {
    const age = covariateOf("age", [1, 2, 3, 4, 5, 6, null], "number");
    const values = Float64Array.of(2, 4, 6, 8, 10, 12.5, 99);
    const more = [...batch, "A"];
    // the line through all ages explains all but the last half
    expect(batchParts({ values }, more, [age]).get("values")).toBeGreaterThan(0);
    const line = Float64Array.of(2, 4, 6, 8, 10, 12, 99);
    expect(batchParts({ line }, more, [age]).get("line")).toBeNaN();
  });

  it("is not known of a feature without spread, and of one batch", () => {
    const flat = new Float64Array(6).fill(3);
    const one = Float64Array.of(1, 2, Number.NaN, Number.NaN, Number.NaN, Number.NaN);
    const parts = batchParts({ flat, one }, batch, []);
    expect([...parts.values()]).toEqual([Number.NaN, Number.NaN]);
  });
});
