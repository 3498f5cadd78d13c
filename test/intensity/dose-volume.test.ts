import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  doseOfHottest,
  generalisedUniformDose,
  isMoreThan,
  voxelsAtDose,
} from "../../src/intensity/dose-volume.ts";

const sorted = (doses: readonly number[]) => Float64Array.from(doses).sort();

/** A cumulative histogram by counting: how many doses reach each multiple of the width. */
function bruteHistogram(doses: readonly number[], width: number) {
  const bins = Math.floor(Math.max(...doses) / width) + 2;
  const reached = Array.from(
    { length: bins },
    (_, n) => doses.filter((dose) => dose >= n * width).length,
  );
  return {
    reached,
    /** The last edge that at least so many doses reach. */
    doseOf: (voxels: number) => reached.findLastIndex((count) => count >= voxels) * width,
  };
}

/** Doses in steps of 1/8 Gy, which have no rounding error. */
const doses = fc
  .array(fc.integer({ min: 0, max: 600 }), { minLength: 1, maxLength: 80 })
  .map((list) => list.map((n) => n / 8));

describe("the cumulative dose-volume histogram", () => {
  it("has the doses and volumes of a brute-force histogram, to a width of its bins", () => {
    const share = fc.double({ min: 0.001, max: 1, noNaN: true });
    fc.assert(
      fc.property(doses, share, fc.constantFrom(1 / 8, 1 / 2, 2), (list, part, width) => {
        const { reached, doseOf } = bruteHistogram(list, width);
        const ascending = sorted(list);
        for (const [n, count] of reached.entries())
          expect(voxelsAtDose(ascending, n * width)).toBe(count);
        const voxels = part * list.length;
        const found = doseOfHottest(ascending, voxels);
        const near = doseOf(Math.ceil(voxels * (1 - 1e-9)));
        // the histogram's edge is at most one bin below
        expect(found - near).toBeGreaterThanOrEqual(0);
        expect(found - near).toBeLessThan(width);
        if (width === 1 / 8) expect(found).toBe(near);
      }),
      { numRuns: 500 },
    );
  });

  it("is consistent: at least x of the voxels get D_x, fewer get any higher dose", () => {
    fc.assert(
      fc.property(doses, fc.integer({ min: 1, max: 1000 }), (list, permille) => {
        const voxels = (permille * list.length) / 1000;
        const ascending = sorted(list);
        const dose = doseOfHottest(ascending, voxels);
        expect(voxelsAtDose(ascending, dose)).toBeGreaterThanOrEqual(voxels - 1e-6);
        expect(voxelsAtDose(ascending, dose + 1 / 16)).toBeLessThan(voxels);
      }),
    );
  });

  it("does not lose a voxel to rounding", () => {
    const hundred = sorted(Array.from({ length: 100 }, (_, n) => n + 1));
    expect(0.07 * 100).toBeGreaterThan(7);
    expect(doseOfHottest(hundred, 0.07 * 100)).toBe(94);
    expect(4.35 * 100).toBeLessThan(435);
    expect(voxelsAtDose(sorted([4.35 * 100]), 435)).toBe(1);
    expect(isMoreThan(100 * (1 + 1e-15), 100)).toBe(false);
    expect(isMoreThan(100.001, 100)).toBe(true);
  });

  it("has the highest dose for less than a voxel, and the lowest for all", () => {
    const three = sorted([3, 1, 2]);
    expect(doseOfHottest(three, 1e-12)).toBe(3);
    expect(doseOfHottest(three, 3)).toBe(1);
  });
});

describe("the generalised equivalent uniform dose", () => {
  it("is the mean for 1, the quadratic mean for 2, the harmonic mean for -1", () => {
    expect(generalisedUniformDose(sorted([1, 7]), 1)).toBe(4);
    expect(generalisedUniformDose(sorted([1, 7]), 2)).toBe(5);
    expect(generalisedUniformDose(sorted([1, 3]), -1)).toBeCloseTo(1.5, 14);
    expect(generalisedUniformDose(sorted([4, 9]), 0.5)).toBeCloseTo(6.25, 13);
  });

  it("is the formula's, and lies between the lowest and the highest dose, rising with a", () => {
    const positive = doses.map((list) => list.map((dose) => dose + 1));
    const parameters = fc.constantFrom(-40, -10, -1.5, -1, 0.3, 1, 2, 8, 12.5, 40);
    fc.assert(
      fc.property(positive, parameters, (list, a) => {
        const ascending = sorted(list);
        const found = generalisedUniformDose(ascending, a);
        const mean = list.reduce((sum, dose) => sum + dose ** a, 0) / list.length;
        expect(Math.abs(found / mean ** (1 / a) - 1)).toBeLessThan(1e-12);
        expect(found).toBeGreaterThanOrEqual(ascending[0] * (1 - 1e-12));
        expect(found).toBeLessThanOrEqual(ascending[list.length - 1] * (1 + 1e-12));
        expect(generalisedUniformDose(ascending, a + 0.5 || 0.25)).toBeGreaterThanOrEqual(
          found * (1 - 1e-12),
        );
      }),
    );
  });

  it("comes near the highest dose for a large a, and does not overflow", () => {
    const two = sorted([10, 60]);
    expect(generalisedUniformDose(two, 1e4)).toBeCloseTo(60, 1);
    expect(generalisedUniformDose(two, -1e4)).toBeCloseTo(10, 1);
  });

  it("is 0 without any dose, and for an a below 0 where one voxel gets none", () => {
    expect(generalisedUniformDose(sorted([0, 0]), 3)).toBe(0);
    expect(generalisedUniformDose(sorted([0, 60]), -10)).toBe(0);
  });
});
