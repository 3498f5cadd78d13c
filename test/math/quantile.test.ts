import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { selectQuantiles, tallyQuantiles } from "../../src/math/quantile.ts";

const levels = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1];

/** Type 7 of Hyndman and Fan, by a full sort. */
function quantile(sample: number[], q: number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  const position = (sorted.length - 1) * q;
  const k = Math.floor(position);
  const next = sorted[Math.min(k + 1, sorted.length - 1)];
  return position === k ? sorted[k] : sorted[k] + (position - k) * (next - sorted[k]);
}

describe("quantiles", () => {
  it("are R's default (type 7)", () => {
    const sample = Float64Array.of(10, 20, 30, 40, 55);
    expect(selectQuantiles(sample, [0.1, 0.5, 0.9])).toEqual([14, 30, 49]);
  });

  it("agree with a full sort, for few and many values, ties included", () => {
    // 0 and -0 are equal, so that a sort and a selection may each put one of them first: 0 alone is drawn
    const double = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0);
    const sample = fc.oneof(
      fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 60 }),
      fc.array(double, { minLength: 1, maxLength: 60 }),
      fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 700, maxLength: 3000 }),
    );
    fc.assert(
      fc.property(sample, (values) => {
        expect(selectQuantiles(Float64Array.from(values), levels)).toEqual(
          levels.map((q) => quantile(values, q)),
        );
      }),
    );
  });

  it("leave the sample as it was", () => {
    const sample = Float64Array.of(3, 1, 2);
    selectQuantiles(sample, levels);
    expect([...sample]).toEqual([3, 1, 2]);
  });

  it("of a tally are those of the values it counts", () => {
    const counts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(counts, (weights) => {
        const values = weights.map((_, k) => 2 * k - 7);
        const sample = values.flatMap((x, k) => Array<number>(weights[k]).fill(x));
        expect(
          tallyQuantiles(
            Float64Array.from(values),
            Float64Array.from(weights),
            sample.length,
            levels,
          ),
        ).toEqual(levels.map((q) => quantile(sample, q)));
      }),
    );
  });
});
