import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digitise } from "../../src/pyradiomics/levels.ts";
import { castTo, type PixelType } from "../../src/pyradiomics/pixel-type.ts";
import { identityDirection, type Volume, type VoxelArray } from "../../src/volume/volume.ts";
import peer from "./peer-levels.json" with { type: "json" };

const row = (data: VoxelArray) => ({
  size: [data.length, 1, 1] as const,
  spacing: [1, 1, 1] as const,
  origin: [0, 0, 0] as const,
  direction: identityDirection,
  data,
});

const levelsOf = (
  values: readonly number[],
  binWidth: number,
  binCount: number | null = null,
  type: PixelType = "float64",
) => {
  const image: Volume = row(castTo(type, values));
  const mask = { ...image, data: new Uint8Array(values.length).fill(1) };
  const { data, levels } = digitise(image, mask, { binWidth, binCount });
  return { data: [...data], levels };
};

describe("digitise", () => {
  it("has edges at multiples of the width, and level 1 at the lowest intensity", () => {
    // the example of PyRadiomics' documentation: edges 50, 75, 100, 125, 150, 175
    expect(levelsOf([54, 74.9, 75, 166, 150], 25)).toEqual({ data: [1, 1, 2, 5, 5], levels: 5 });
    expect(levelsOf([-1, -25, -26, 0], 25)).toEqual({ data: [2, 2, 1, 3], levels: 3 });
    expect(levelsOf([50, 50], 25)).toEqual({ data: [1, 1], levels: 1 });
  });

  it("is ⌊x / W⌋ - ⌊min / W⌋ + 1 for whole widths", () => {
    const values = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 60 }), (x, width) => {
        const first = Math.floor(Math.min(...x) / width);
        expect(levelsOf(x, width).data).toEqual(
          x.map((one) => Math.floor(one / width) - first + 1),
        );
      }),
    );
  });

  it("has as many levels as bins, the highest intensity in the last", () => {
    expect(levelsOf([0, 2.4, 2.5, 5, 9.9, 10], 25, 4)).toEqual({
      data: [1, 1, 2, 3, 4, 4],
      levels: 4,
    });
  });

  it("puts the only intensity into the middle of a number of bins, as numpy widens a range of 0", () => {
    expect(levelsOf([7, 7], 25, 32)).toEqual({ data: [17, 17], levels: 17 });
    expect(levelsOf([7, 7], 25, 5)).toEqual({ data: [3, 3], levels: 3 });
  });

  it("has the edges of a number of bins in the precision of the array", () => {
    const tenths = Array.from({ length: 11 }, (_, k) => k / 10);
    const singles = levelsOf(tenths, 25, 10, "float32").data;
    expect(singles).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10]);
    // 3 × 0.1 and 6 × 0.1 lie above 0.3 and 0.6 in 64 bits, and 7 × 0.1 above 0.7
    const doubles = levelsOf(tenths, 25, 10).data;
    expect(doubles).toEqual([1, 2, 3, 3, 5, 6, 6, 7, 9, 10, 10]);
  });

  it("gives the levels of PyRadiomics' own functions", () => {
    for (const { type, values, binWidth, binCount, levels } of peer.cases) {
      const found = levelsOf(values, binWidth, binCount, type as PixelType).data;
      expect(found, `${type} ${values} ${binWidth} ${binCount}`).toEqual(levels);
    }
  });

  it("refuses more levels than 16 bits hold", () => {
    expect(() => levelsOf([0, 1], 1e-6)).toThrow("at most 65535 are possible: choose wider bins");
  });
});
