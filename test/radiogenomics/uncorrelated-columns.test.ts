import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { uncorrelatedColumns } from "../../src/radiogenomics/uncorrelated-columns.ts";

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, v, k) => sum + v * b[k], 0);

describe("uncorrelated columns", () => {
  it("of a feature and a covariate worked out by hand", () => {
    // of -1.5, -0.5, 0.5, 1.5 the covariate explains -0.5, 0.5, -0.5, 0.5, and leaves -1, -1, 1, 1
    const { own, others, perDeviation } = uncorrelatedColumns(Float64Array.of(1, 2, 3, 4), [
      Float64Array.of(0, 1, 0, 1),
    ]);
    const half = Math.sqrt(3) / 2; // of ±1, whose standard deviation is 2 / √3
    expect([...others[0]].map((v) => v / half)).toEqual(
      [-1, 1, -1, 1].map((v) => expect.closeTo(v, 12)),
    );
    expect([...own].map((v) => v / half)).toEqual([-1, -1, 1, 1].map((v) => expect.closeTo(v, 12)));
    // √(5 / 3) and √(4 / 3)
    expect(perDeviation).toBeCloseTo(Math.sqrt(5 / 4), 12);
  });

  it("have mean 0, standard deviation 1 and no correlation, even where they almost follow from each other", () => {
    const numbers = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
      minLength: 8,
      maxLength: 8,
    });
    fc.assert(
      fc.property(numbers, numbers, numbers, (a, b, c) => {
        const spread = (all: number[]) => Math.max(...all) - Math.min(...all);
        fc.pre([a, b, c].every((all) => spread(all) > 0.1));
        const first = Float64Array.from(a);
        const second = Float64Array.from(a, (v, k) => 1e3 + v + 1e-4 * Math.sin(k) + b[k] * 1e-5);
        const x = Float64Array.from(a, (v, k) => v * 1e6 + 1e2 * Math.cos(k * k) + c[k]);
        const { own, others, perDeviation } = uncorrelatedColumns(x, [first, second]);
        const columns = [own, ...others];
        const ones = new Float64Array(8).fill(1);
        columns.forEach((column, k) => {
          expect(dot(column, ones)).toBeCloseTo(0, 7);
          expect(dot(column, column)).toBeCloseTo(7, 9);
          for (const other of columns.slice(0, k)) expect(dot(column, other)).toBeCloseTo(0, 7);
        });
        expect(perDeviation).toBeGreaterThanOrEqual(1 - 1e-12);
      }),
      { numRuns: 50 },
    );
  });
});
