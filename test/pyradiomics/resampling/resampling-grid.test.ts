import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  hasSpacing,
  resamplingGrid,
  spacingAfter,
} from "../../../src/pyradiomics/resampling/resampling-grid.ts";
import { indexToWorld, worldToIndex } from "../../../src/volume/geometry.ts";
import { type Grid, identityDirection, type Vec3 } from "../../../src/volume/volume.ts";

const mask: Grid = {
  size: [10, 10, 8],
  spacing: [1, 1, 3],
  origin: [5, 6, 7],
  direction: identityDirection,
};

describe("the grid of resampling", () => {
  it("is what its definition says, worked out by hand", () => {
    // x: r = 1/2, from max(0, ⌊2.5 / 2 - 1⌋) = 0 to min(⌈10 / 2⌉ - 1, ⌈5.5 / 2 + 1⌉) = 4; corner at 0.5
    // z: r = 3, from max(0, ⌊3.5 · 3 - 1⌋) = 9 to min(⌈24⌉ - 1, ⌈4.5 · 3 + 1⌉) = 15; corner at -1/3, and 9 / 3
    const grid = resamplingGrid(mask, { min: [3, 3, 4], max: [5, 5, 4] }, [2, 2, 1], 1);
    expect(grid.size).toEqual([5, 5, 7]);
    expect(grid.spacing).toEqual([2, 2, 1]);
    expect(grid.origin[0]).toBeCloseTo(5 + 0.5, 12);
    expect(grid.origin[2]).toBeCloseTo(7 + 3 * (3 - 1 / 3), 12);
  });

  it("keeps the spacing of the mask for 0, and where the region has one voxel", () => {
    const region = { min: [0, 3, 4], max: [5, 5, 4] } as const;
    expect(spacingAfter([2, 0, 1], mask, region)).toEqual([2, 1, 3]);
  });

  it("knows a spacing that the image has, as numpy compares", () => {
    expect(hasSpacing(mask, [1, 1 + 0.9e-5, 3])).toBe(true);
    expect(hasSpacing(mask, [1, 1 + 1.1e-5, 3])).toBe(false);
  });

  it("begins at the outer corner of the mask, and stays in it", () => {
    const cases = fc.record({
      spacing: fc.tuple(...[0, 1, 2].map(() => fc.double({ min: 0.3, max: 4, noNaN: true }))),
      min: fc.tuple(...[0, 1, 2].map(() => fc.nat(3))),
      more: fc.tuple(...[0, 1, 2].map(() => fc.nat(4))),
      pad: fc.nat(6),
    });
    fc.assert(
      fc.property(cases, ({ spacing, min, more, pad }) => {
        const region = { min: min as unknown as Vec3, max: min.map((low, a) => low + more[a]) as unknown as Vec3 }; // biome-ignore format: one line
        const grid = resamplingGrid(mask, region, spacing as unknown as Vec3, pad);
        const first = worldToIndex(mask, grid.origin);
        const last = worldToIndex(mask, indexToWorld(grid, grid.size.map((n) => n - 1) as unknown as Vec3)); // biome-ignore format: one line
        for (const a of [0, 1, 2]) {
          const step = spacing[a] / mask.spacing[a];
          // whole steps from the corner at -0.5
          const steps = (first[a] + 0.5 - step / 2) / step;
          expect(Math.abs(steps - Math.round(steps))).toBeLessThan(1e-6);
          expect(first[a] - step / 2).toBeGreaterThan(-0.5 - 1e-9);
          expect(last[a] + step / 2).toBeLessThan(mask.size[a] - 0.5 + step + 1e-9);
          // with enough padding the region is covered, unless the mask ends before
          if (pad * step < 1) continue;
          const end = Math.min(region.max[a] + 0.5, mask.size[a] - 0.5);
          expect(last[a] + step / 2).toBeGreaterThan(end - 1e-9);
          expect(first[a] - step / 2).toBeLessThan(region.min[a] - 0.5 + 1e-9);
        }
      }),
    );
  });
});
