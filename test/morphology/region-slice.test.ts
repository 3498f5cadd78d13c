import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutSlice, largestSlice } from "../../src/morphology/region-slice.ts";
import { axesOfPlane, type SlicePlane } from "../../src/processing/slice-plane.ts";
import { arbitraryMask, maskWhere } from "./arbitrary-mask.ts";

describe("the largest slice of a region", () => {
  it("is the one with the most pixels, of several the first", () => {
    // slices of 1, 0, 3, 3 and 2 pixels
    const counts = [1, 0, 3, 3, 2];
    const mask = maskWhere([4, 1, 5], (x, _, z) => x < counts[z]);
    expect(largestSlice(mask, "xy")).toEqual({
      index: 2,
      pixels: 3,
      slices: [0, 2, 3, 4],
      equal: 2,
    });
    expect(largestSlice(mask, "xz")).toEqual({ index: 0, pixels: 9, slices: [0], equal: 1 });
    expect(largestSlice(mask, "yz")).toEqual({
      index: 0,
      pixels: 4,
      slices: [0, 1, 2],
      equal: 1,
    });
  });

  it("is none of an empty mask", () => {
    expect(
      largestSlice(
        maskWhere([2, 2, 2], () => false),
        "xy",
      ),
    ).toBeNull();
  });

  it("has the pixels that are counted one by one", () => {
    fc.assert(
      fc.property(arbitraryMask(), fc.constantFrom<SlicePlane>("xy", "xz", "yz"), (mask, plane) => {
        const [nx, ny] = mask.size;
        const across = axesOfPlane[plane][2];
        const counts = new Map<number, number>();
        mask.data.forEach((value, v) => {
          const n = [v % nx, Math.floor(v / nx) % ny, Math.floor(v / (nx * ny))][across];
          if (value !== 0) counts.set(n, (counts.get(n) ?? 0) + 1);
        });
        const most = Math.max(...counts.values());
        const largest = [...counts.keys()].filter((n) => counts.get(n) === most);
        expect(largestSlice(mask, plane)).toEqual({
          index: Math.min(...largest),
          pixels: most,
          slices: [...counts.keys()].sort((a, b) => a - b),
          equal: largest.length,
        });
      }),
    );
  });
});

describe("a slice of a region", () => {
  it("has the axes of its plane, then the one across", () => {
    const mask = maskWhere([2, 3, 4], (x, y, z) => (x + y + z) % 2 === 0, [1, 2, 3]);
    const image = { ...mask, data: Float64Array.from(mask.data, (_, v) => v) };
    const region = { image, morphologicalMask: mask, intensityMask: mask };
    const { image: cut, morphologicalMask } = cutSlice(region, "xz", 1);
    expect(cut).toMatchObject({ size: [2, 4, 1], spacing: [1, 3, 2], origin: [0, 2, 0] });
    // voxels (x, 1, z): v = x + 2 (1 + 3 z)
    expect([...cut.data]).toEqual([2, 3, 8, 9, 14, 15, 20, 21]);
    expect([...morphologicalMask.data]).toEqual([0, 1, 1, 0, 0, 1, 1, 0]);
    expect(cutSlice(region, "yz", 1).image).toMatchObject({
      size: [3, 4, 1],
      spacing: [2, 3, 1],
      origin: [1, 0, 0],
    });
  });
});
