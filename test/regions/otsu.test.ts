import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { otsuThreshold } from "../../src/regions/otsu.ts";

/** The variance between the values below a threshold and the others, times their number. */
function between(values: readonly number[], threshold: number): number {
  const mean = (some: readonly number[]) => some.reduce((sum, x) => sum + x, 0) / some.length;
  const lower = values.filter((x) => x < threshold);
  const upper = values.filter((x) => x >= threshold);
  const all = mean(values);
  return lower.length * (mean(lower) - all) ** 2 + upper.length * (mean(upper) - all) ** 2;
}

describe("otsuThreshold", () => {
  it("has the largest variance between the classes of all values that divide", () => {
    const values = fc.oneof(
      fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 2, maxLength: 60 }),
      fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), { minLength: 2, maxLength: 40 }),
    );
    fc.assert(
      fc.property(values, (sample) => {
        const lowest = Math.min(...sample);
        const choices = sample.filter((value) => value > lowest);
        const threshold = otsuThreshold(sample);
        if (choices.length === 0) {
          expect(threshold).toBeNull();
          return;
        }
        expect(choices).toContain(threshold);
        const best = Math.max(...choices.map((one) => between(sample, one)));
        expect(between(sample, threshold ?? Number.NaN)).toBeGreaterThanOrEqual(best * (1 - 1e-9));
      }),
    );
  });

  it("divides what is divided, and does not change its values", () => {
    const values = [10, 1, 2, 11, 1, 12];
    expect(otsuThreshold(values)).toBe(10);
    expect(values).toEqual([10, 1, 2, 11, 1, 12]);
    expect(otsuThreshold(Float32Array.of(0, 0, 0, 5))).toBe(5);
    // two ways with one variance: the lower threshold
    expect(otsuThreshold([0, 1, 2])).toBe(1);
  });

  it("is null where no two values differ, and refuses what is no number", () => {
    expect([otsuThreshold([]), otsuThreshold([3]), otsuThreshold([3, 3])]).toEqual([
      null,
      null,
      null,
    ]);
    expect(() => otsuThreshold([1, Number.NaN])).toThrow("expected an array of finite numbers");
  });
});
