import { describe, expect, it } from "vitest";
import { anglesAt, lengthOf } from "../../src/pyradiomics/angles.ts";
import { weighed } from "../../src/pyradiomics/classes/weighed.ts";

const large = [9, 9, 9] as const;

describe("angles", () => {
  it.each([
    // half of the voxels around one at that distance: (3³ - 1) / 2, (5³ - 3³) / 2, (7³ - 5³) / 2
    [[1], 3, 13],
    [[2], 3, 49],
    [[1, 2], 3, 62],
    [[3, 1], 3, 109 + 13],
    [[2, 2], 3, 49],
    [[1], 2, 4],
    [[2], 2, 8],
  ] as const)("at the distances %j in %i dimensions are %i", (distances, dimension, count) => {
    const angles = anglesAt(distances, dimension, large);
    expect(angles).toHaveLength(count);
    const both = new Set(angles.flatMap((a) => [a.join(), a.map((step) => 0 - step).join()]));
    expect(both.size).toBe(2 * count);
    for (const angle of angles) {
      expect(distances).toContain(Math.max(...angle.map(Math.abs)));
    }
  });

  it("are no longer than the region", () => {
    expect(anglesAt([1], 3, [5, 5, 1])).toHaveLength(4);
    expect(anglesAt([2], 3, [5, 2, 1]).map((angle) => angle.join())).toEqual([
      ...["2,0,0", "-2,1,0", "2,1,0"],
    ]);
    expect(anglesAt([7], 3, [5, 5, 5])).toEqual([]);
  });

  it("have lengths in mm by three norms", () => {
    const [angle, spacing] = [[1, -2, 1], [0.5, 2, 3]] as const; // biome-ignore format: one line
    expect(lengthOf(angle, spacing, "manhattan")).toBe(0.5 + 4 + 3);
    expect(lengthOf(angle, spacing, "infinity")).toBe(4);
    expect(lengthOf(angle, spacing, "euclidean")).toBeCloseTo(Math.sqrt(0.25 + 16 + 9), 12);
  });
});

describe("weighed", () => {
  const matrix = { levels: 2, voxels: 6, i: Int32Array.of(1), j: Int32Array.of(2), n: Float64Array.of(4) }; // biome-ignore format: one line
  const parts = [
    { slice: 0, direction: 0, angle: [1, 0, 0], matrix },
    { slice: 0, direction: 1, angle: [1, 1, 0], matrix },
  ] as const;

  it("multiplies counts and voxels by the weight of the angle", () => {
    const found = weighed(parts, [1, 2, 3], "manhattan", (mm) => Math.exp(-mm * mm));
    expect(found.map((part) => part.matrix.n[0])).toEqual([4 * Math.exp(-1), 4 * Math.exp(-9)]);
    expect(found.map((part) => part.matrix.voxels)).toEqual([6 * Math.exp(-1), 6 * Math.exp(-9)]);
  });

  it("leaves them as they are without a norm, and with weights of 1", () => {
    expect(weighed(parts, [1, 2, 3], null, () => 5)).toBe(parts);
    expect(weighed(parts, [1, 2, 3], "no_weighting", () => 5)).toBe(parts);
  });
});
