import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitPowerLaw, growthOf } from "../../bench/growth.ts";
import { row } from "./rows-fixture.ts";

describe("fitPowerLaw", () => {
  it("finds the power law that points lie on", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        fc.uniqueArray(fc.integer({ min: 1, max: 1e7 }), { minLength: 2, maxLength: 8 }),
        (exponent, factor, sizes) => {
          const law = fitPowerLaw(sizes.map((size) => [size, factor * size ** exponent]));
          expect(law.exponent).toBeCloseTo(exponent, 6);
          expect(law.factor / factor).toBeCloseTo(1, 4);
        },
      ),
    );
  });

  it("goes through the middle of what does not lie on one", () => {
    // by hand: logs to base 10 of the sizes are 1, 2, 3, of the times 0, 2, 1; slope 1/2, mean 1
    const { exponent, factor } = fitPowerLaw([
      [10, 1],
      [100, 100],
      [1000, 10],
    ]);
    expect(exponent).toBeCloseTo(0.5, 12);
    expect(factor).toBeCloseTo(1, 12);
  });
});

describe("growthOf", () => {
  const ofSize = (size: number, min: number, changes = {}) =>
    row({ workload: { name: "smooth", size, levels: 64 }, voxels: size, min, ...changes });

  it("compares the time a voxel at 10⁷ with that at 10⁵", () => {
    const [growth] = growthOf([ofSize(1e7, 600), ofSize(1e5, 2), ofSize(1e3, 0.02)], () => "N");
    expect(growth.ratio).toBeCloseTo(3, 12);
    expect(growth).toMatchObject({ task: "glcm", workload: "smooth", levels: 64, allowed: "N" });
  });

  it("allows the logarithm where it may grow so", () => {
    const rows = [ofSize(1e5, 1e5 * Math.log(1e5)), ofSize(1e7, 1e7 * Math.log(1e7))];
    expect(growthOf(rows, () => "N log N")[0].ratio).toBeCloseTo(1, 12);
    expect(growthOf(rows, () => "N")[0].ratio).toBeCloseTo(1.4, 12); // 7 / 5
  });

  it("keeps levels and workloads apart, and knows no ratio without both sizes", () => {
    const fewLevels = { workload: { name: "smooth", size: 1e6, levels: 8 } } as const;
    const growths = growthOf(
      [
        ofSize(1e3, 1),
        ofSize(1e5, 1),
        ofSize(1e6, 5, fewLevels),
        row({ workload: { name: "w2", size: null, levels: null } }),
      ],
      () => "N",
    );
    expect(growths).toHaveLength(1);
    expect(growths[0]).toMatchObject({ levels: 64, ratio: null });
    expect(growths[0].exponent).toBeCloseTo(0, 12);
  });
});
