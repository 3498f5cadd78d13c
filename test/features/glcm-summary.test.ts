import fc from "fast-check";
import { expect, it } from "vitest";
import { type GlcmSummary, summariseGlcm } from "../../src/features/glcm-summary.ts";
import type { CountMatrix } from "../../src/matrices/count-matrix.ts";

/** Pairs (1, 1), (1, 2), (2, 3) and (3, 3), as often as said. */
const matrixOf = (counts: readonly number[]): CountMatrix => ({
  levels: 3,
  voxels: 9,
  i: Int32Array.of(1, 1, 2, 3),
  j: Int32Array.of(1, 2, 3, 3),
  n: Float64Array.from(counts),
});

const numbersOf = ({ difference: { p }, ...numbers }: GlcmSummary) => [
  ...Object.values(numbers),
  ...p,
];

it("depends on the shares of pairs only, also where weights make counts smaller than 1", () => {
  const count = fc.integer({ min: 1, max: 40 });
  const weight = fc.double({ min: 1e-9, max: 3, noNaN: true });
  fc.assert(
    fc.property(fc.tuple(count, count, count, count), weight, (counts, by) => {
      const whole = numbersOf(summariseGlcm(matrixOf(counts)));
      const weighted = numbersOf(summariseGlcm(matrixOf(counts.map((n) => n * by))));
      expect(weighted.every(Number.isFinite)).toBe(true);
      for (const [k, value] of weighted.entries()) expect(value).toBeCloseTo(whole[k], 9);
    }),
  );
});
