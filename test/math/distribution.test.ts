import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { summariseSample, summariseTally } from "../../src/math/distribution.ts";

const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;

describe("summariseSample", () => {
  it("gives the population moments of a sample worked out by hand", () => {
    const d = summariseSample(Float64Array.of(1, 2, 3, 10));
    expect(d).toMatchObject({
      count: 4,
      mean: 4,
      minimum: 1,
      maximum: 10,
      median: 2.5,
      energy: 114,
    });
    expect(d.variance).toBe(12.5); // (9 + 4 + 1 + 36) / 4
    expect(d.m3).toBe(45); // (-27 - 8 - 1 + 216) / 4
    expect(d.m4).toBe(348.5); // (81 + 16 + 1 + 1296) / 4
    expect(d.meanDeviation).toBe(3); // (3 + 2 + 1 + 6) / 4
    expect(d.medianDeviation).toBe(2.5); // (1.5 + 0.5 + 0.5 + 7.5) / 4
    expect(d.robustDeviation).toBe(0.5); // of 2 and 3, between P10 = 1.3 and P90 = 7.9
  });

  it("has no variance when all values are the same, whatever the rounding", () => {
    expect(summariseSample(new Float64Array(7).fill(0.1)).variance).toBe(0);
  });

  it("is the same tallied and not, up to rounding", () => {
    const sample = fc.array(fc.integer({ min: -1000, max: 1000 }), {
      minLength: 1,
      maxLength: 200,
    });
    fc.assert(
      fc.property(sample, (values) => {
        const tallied = summariseSample(Float64Array.from(values));
        const shifted = summariseSample(Float64Array.from(values, (x) => x + 0.5)); // no integers
        expect(shifted.mean).toBeCloseTo(tallied.mean + 0.5, 9);
        expect(shifted.median).toBeCloseTo(tallied.median + 0.5, 9);
        for (const key of ["meanDeviation", "medianDeviation"] as const) {
          expect(shifted[key]).toBeCloseTo(tallied[key], 9);
        }
        // 1.5 - 0.1 and the like may round a value at P10 or P90 out of the interval
        if (shifted.robustCount === tallied.robustCount && tallied.robustCount > 0) {
          expect(shifted.robustDeviation).toBeCloseTo(tallied.robustDeviation, 9);
        }
        const scale = Math.max(1, tallied.variance);
        expect(shifted.variance / scale).toBeCloseTo(tallied.variance / scale, 9);
        expect(shifted.m3 / scale ** 1.5).toBeCloseTo(tallied.m3 / scale ** 1.5, 9);
        expect(shifted.m4 / scale ** 2).toBeCloseTo(tallied.m4 / scale ** 2, 9);
      }),
    );
  });

  it("has no robust deviation where no value lies between P10 and P90", () => {
    expect(summariseSample(Float64Array.of(0, 1))).toMatchObject({
      p10: 0.1,
      p90: 0.9,
      robustCount: 0,
    });
  });

  it("keeps its digits far from 0", () => {
    const values = [0.25, 0.5, 0.75, 1.5];
    const far = summariseSample(Float64Array.from(values, (x) => x + 1e9));
    const m = mean(values);
    expect(far.variance).toBeCloseTo(mean(values.map((x) => (x - m) ** 2)), 6);
  });
});

describe("summariseTally", () => {
  it("reads counts of consecutive integers", () => {
    const tally = summariseTally(Float64Array.of(0, 2, 0, 1, 0), 5);
    expect(tally).toEqual(summariseSample(Float64Array.of(6, 8, 6)));
  });
});
