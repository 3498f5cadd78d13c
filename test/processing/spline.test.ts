import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splineWeights, toSplineCoefficients } from "../../src/processing/spline.ts";

const line = fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), {
  minLength: 1,
  maxLength: 20,
});

describe("splineWeights", () => {
  it("sum to one and mirror", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (t) => {
        const weights = splineWeights(t);
        expect(weights.reduce((a, b) => a + b)).toBeCloseTo(1, 14);
        const mirrored = [...splineWeights(1 - t)].reverse();
        for (let k = 0; k < 4; k++) expect(weights[k]).toBeCloseTo(mirrored[k], 12);
      }),
    );
  });
});

describe("toSplineCoefficients", () => {
  it("solves the interpolation equations of the line that its border values continue", () => {
    fc.assert(
      fc.property(line, (samples) => {
        const padding = 60;
        const padded = [
          ...Array(padding).fill(samples[0]),
          ...samples,
          ...Array(padding).fill(samples[samples.length - 1]),
        ] as number[];
        const expected = solve(padded).slice(padding, padding + samples.length);
        const found = Float64Array.from(samples);
        toSplineCoefficients(found, samples.length, 1);
        for (let k = 0; k < samples.length; k++) expect(found[k]).toBeCloseTo(expected[k], 8);
      }),
    );
  });

  it("filters interleaved lines one by one", () => {
    fc.assert(
      fc.property(line, (samples) => {
        const lines = [samples, samples.map((s) => s ** 2), [...samples].reverse()];
        const mixed = Float64Array.from(samples.flatMap((_, k) => lines.map((l) => l[k])));
        toSplineCoefficients(mixed, samples.length, 3);
        lines.forEach((l, i) => {
          const alone = Float64Array.from(l);
          toSplineCoefficients(alone, l.length, 1);
          expect(mixed.filter((_, v) => v % 3 === i)).toEqual(alone);
        });
      }),
    );
  });
});

/** (c[k - 1] + 4 c[k] + c[k + 1]) / 6 = s[k] by elimination, c at the ends being s. */
function solve(s: readonly number[]): number[] {
  const n = s.length;
  const upper = [0];
  const right = [s[0]];
  for (let k = 1; k < n - 1; k++) {
    const pivot = 4 - upper[k - 1];
    upper[k] = 1 / pivot;
    right[k] = (6 * s[k] - right[k - 1]) / pivot;
  }
  const c = [...s];
  for (let k = n - 2; k > 0; k--) c[k] = right[k] - upper[k] * c[k + 1];
  return c;
}
