import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { symmetricEigen } from "../../src/math/eigen.ts";
import { measureVoxels } from "../../src/morphology/voxel-moments.ts";
import type { Mask } from "../../src/volume/mask.ts";
import { arbitraryMask, maskWhere, padWhole } from "./arbitrary-mask.ts";

const measure = (mask: Mask) => measureVoxels(padWhole(mask), mask.spacing);

describe("measureVoxels", () => {
  it("has the variances of a box of voxels", () => {
    const { voxels, centre, variances } = measure(maskWhere([3, 4, 5], () => true, [2, 1, 1]));
    const n = 60;
    const variance = (k: number) => (((k * k - 1) / 12) * n) / (n - 1);
    expect(voxels).toBe(n);
    expect(centre).toEqual([2, 1.5, 2]);
    expect(variances[0]).toBeCloseTo(4 * variance(3), 12);
    expect(variances[1]).toBeCloseTo(variance(5), 12);
    expect(variances[2]).toBeCloseTo(variance(4), 12);
  });

  it("has a variance of exactly 0 across a plane, also an oblique one", () => {
    const plane = measure(maskWhere([5, 5, 5], (x, y, z) => x + 2 * y - z === 4, [1, 0.7, 3]));
    expect(plane.variances[1]).toBeGreaterThan(0);
    expect(plane.variances[2]).toBe(0);
    const line = measure(maskWhere([7, 7, 7], (x, y, z) => x === y && y === z, [1, 0.7, 3]));
    expect(line.variances[0]).toBeGreaterThan(0);
    expect(line.variances.slice(1)).toEqual([0, 0]);
  });

  it("is the covariance of the voxel centres, divided by N - 1", () => {
    fc.assert(
      fc.property(arbitraryMask(), (mask) => {
        const [nx, ny] = mask.size;
        const points = [...mask.data.keys()]
          .filter((v) => mask.data[v] === 1)
          .map((v) => [v % nx, Math.floor(v / nx) % ny, Math.floor(v / (nx * ny))])
          .map((p) => p.map((k, axis) => k * mask.spacing[axis]));
        const n = points.length;
        fc.pre(n > 1);
        const mean = [0, 1, 2].map((a) => points.reduce((sum, p) => sum + p[a], 0) / n);
        const c = (a: number, b: number) =>
          points.reduce((sum, p) => sum + (p[a] - mean[a]) * (p[b] - mean[b]), 0) / (n - 1);
        const { values } = symmetricEigen([
          c(0, 0), c(0, 1), c(0, 2),
          c(0, 1), c(1, 1), c(1, 2),
          c(0, 2), c(1, 2), c(2, 2),
        ]); // biome-ignore format: a matrix reads as a matrix
        const { voxels, centre, variances } = measure(mask);
        expect(voxels).toBe(n);
        for (let k = 0; k < 3; k++) {
          expect(centre[k]).toBeCloseTo(mean[k], 10);
          expect(variances[k]).toBeCloseTo(values[k], 9);
        }
      }),
      { numRuns: 300 },
    );
  });
});
