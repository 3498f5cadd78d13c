import { describe, expect, it } from "vitest";
import { findNonFinite } from "../../src/processing/check-intensities.ts";
import { finiteMask, nonFiniteRule } from "../../src/processing/finite-mask.ts";
import { fill, maskOf, unitGrid } from "./arbitrary-volumes.ts";

const grid = unitGrid([4, 3, 2]);
const all = maskOf(grid, () => true);
const image = fill(grid, (x, y) => (x === 2 && y === 1 ? Number.NaN : x));

describe("nonFiniteRule", () => {
  it.each([
    ["refuse", null, "refuse"],
    ["exclude", null, "exclude"],
    ["refuse", { range: null, outlierSigma: 3 }, "refuse"],
    ["refuse", { range: [null, 5], outlierSigma: null }, "exclude"],
    ["refuse", { range: [null, null], outlierSigma: null }, "exclude"],
  ] as const)("%s with %j is %s", (nonFinite, resegment, rule) => {
    expect(nonFiniteRule({ nonFinite, resegment })).toBe(rule);
  });
});

describe("finiteMask", () => {
  it("is the mask itself where nothing is left out", () => {
    const beside = maskOf(grid, (x) => x !== 2);
    expect(finiteMask(image, beside, "refuse")).toBe(beside);
    expect(finiteMask(image, beside, "exclude", null, () => true)).toBe(beside);
  });

  it("leaves out what has no finite intensity, or refuses it", () => {
    const before = all.data.slice();
    const left = finiteMask(image, all, "exclude");
    const slice = [1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1];
    expect([...left.data]).toEqual([...slice, ...slice]);
    expect(all.data).toEqual(before);
    expect(() => finiteMask(image, all, "refuse")).toThrow(/^2 of the region's 24 voxels have no/);
    expect(() => finiteMask(image, all, "exclude", null, () => true)).toThrow(
      /^2 of the region's 24 voxels .* with NaN; the kernel of cubic interpolation has no end/,
    );
  });
});

describe("findNonFinite", () => {
  it("counts in a region or the whole image, and says where the first one is", () => {
    const right = maskOf(grid, (x, _, z) => x > 0 && z > 0);
    expect(findNonFinite(image, right)).toEqual({
      message:
        "1 of the region's 9 voxels have no finite intensity; the first is voxel (2, 1, 1) of the 4 × 3 × 2 voxels of 1 × 1 × 1 mm, at (2.00, 1.00, 1.00) mm, with NaN",
      details: { count: 1, voxel: [2, 1, 1], position: [2, 1, 1], intensity: Number.NaN },
    });
    expect(findNonFinite(image, null)?.message).toMatch(
      /^2 of the image's 24 voxels .* \(2, 1, 0\)/,
    );
    expect(findNonFinite(all, null)).toBeNull();
  });
});
