import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spreadLabels } from "../../src/reproducibility-report/spread-labels.ts";

const placesOf = (heights: readonly number[], apart: number, end: number) =>
  spreadLabels(heights, apart, end).map(({ at }) => at);

describe("spreadLabels", () => {
  it("leaves names where there is room, and puts those that touch around their middle", () => {
    expect(placesOf([2, 10, 30], 4, 40)).toEqual([2, 10, 30]);
    expect(placesOf([10, 11, 30], 4, 40)).toEqual([8.5, 12.5, 30]);
    // the pair of 16 and 17 moves up to 14.5, where it touches 12: all three lie around 15
    expect(placesOf([12, 16, 17], 4, 40)).toEqual([11, 15, 19]);
  });

  it("keeps names within the figure", () => {
    expect(placesOf([0, 0.5, 39.5, 40], 4, 40)).toEqual([2, 6, 34, 38]);
    expect(placesOf([0, 0, 0, 40], 10, 40)).toEqual([5, 15, 25, 35]);
  });

  it("keeps order and distance, and moves no name further than the others need", () => {
    const height = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.array(height, { minLength: 1, maxLength: 20 }), (unsorted) => {
        const heights = unsorted.toSorted((a, b) => a - b);
        const labels = spreadLabels(heights, 5, 100);
        expect(labels.map(({ of }) => of)).toEqual(heights);
        labels.forEach(({ of, at }, n) => {
          expect(at).toBeGreaterThanOrEqual(2.5 - 1e-9);
          expect(at).toBeLessThanOrEqual(97.5 + 1e-9);
          if (n > 0) expect(at - labels[n - 1].at).toBeGreaterThanOrEqual(5 - 1e-9);
          expect(Math.abs(at - of)).toBeLessThanOrEqual(5 * labels.length);
        });
      }),
    );
  });
});
