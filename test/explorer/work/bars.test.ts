import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { barsOf } from "../../../src/explorer/work/bars.ts";
import { identityDirection } from "../../../src/volume/volume.ts";

const regionOf = (values: readonly number[], isKept: (value: number) => boolean) => {
  const grid = {
    size: [values.length, 1, 1],
    spacing: [1, 1, 1],
    origin: [0, 0, 0],
    direction: identityDirection,
  } as const;
  const mask = (holds: (value: number) => boolean) => ({
    ...grid,
    data: Uint8Array.from(values, (value) => (holds(value) ? 1 : 0)),
  });
  return {
    image: { ...grid, data: Float64Array.from(values) },
    morphologicalMask: mask(() => true),
    intensityMask: mask(isKept),
  };
};

describe("bars of intensities", () => {
  it("are one for each of few whole numbers", () => {
    const { bars } = barsOf(regionOf([1, 3, 3, 4], (value) => value < 4));
    expect(bars.map(({ from, to, kept, leftOut }) => [from, to, kept, leftOut])).toEqual([
      [0.5, 1.5, 1, 0],
      [1.5, 2.5, 0, 0],
      [2.5, 3.5, 2, 0],
      [3.5, 4.5, 0, 1],
    ]);
  });

  it("hold every finite value once, in at most 96 bars", () => {
    const value = fc.oneof(fc.double({ min: -1e4, max: 1e4, noNaN: true }), fc.integer());
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), (values) => {
        const { bars, voxels } = barsOf(regionOf(values, (one) => one > 0));
        const sum = (field: "kept" | "leftOut") => bars.reduce((all, bar) => all + bar[field], 0);
        expect(voxels).toBe(values.length);
        expect(bars.length).toBeLessThanOrEqual(97);
        expect(sum("kept")).toBe(values.filter((one) => one > 0).length);
        expect(sum("leftOut")).toBe(values.filter((one) => !(one > 0)).length);
      }),
    );
  });

  it("are none without a finite value", () => {
    expect(barsOf(regionOf([Number.NaN], () => false))).toEqual({ bars: [], voxels: 1 });
  });
});
