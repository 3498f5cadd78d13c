import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distanceTransform } from "../../src/regions/distance-transform.ts";
import { maskOf, rotation, unitGrid } from "../processing/arbitrary-volumes.ts";
import { maskArbitrary } from "./arbitrary-masks.ts";
import { bruteDistances } from "./brute-force.ts";

describe("distanceTransform", () => {
  it("is the least of all distances in the world, on oblique grids of unequal spacing", () => {
    fc.assert(
      fc.property(maskArbitrary(), (mask) => {
        const { data } = distanceTransform(mask);
        // places lie up to some hundred mm from the origin, where doubles are 6e-14 apart
        bruteDistances(mask).forEach((distance, v) => {
          expect(Math.abs(data[v] - distance)).toBeLessThan(1e-12 * Math.max(1, distance));
        });
      }),
      { numRuns: 300 },
    );
  });

  it("is exact along axes and diagonals", () => {
    const grid = { ...unitGrid([5, 4, 3], [3, 4, 12]), direction: rotation(0.3, 0.2, 0.1) };
    const { data, ...rest } = distanceTransform(maskOf(grid, (x, y, z) => x + y + z === 0));
    expect(rest).toEqual(grid);
    const at = (x: number, y: number, z: number) => data[x + 5 * (y + 4 * z)];
    expect([at(0, 0, 0), at(4, 0, 0), at(0, 3, 0), at(0, 0, 2)]).toEqual([0, 12, 12, 24]);
    expect([at(1, 1, 0), at(1, 1, 1), at(3, 0, 1)]).toEqual([5, 13, 15]);
  });

  it("is infinite for a region without a voxel, and 0 inside", () => {
    const none = distanceTransform(maskOf(unitGrid([3, 2, 2]), () => false));
    expect(none.data.every((mm) => mm === Number.POSITIVE_INFINITY)).toBe(true);
    const all = distanceTransform(maskOf(unitGrid([3, 2, 2]), () => true));
    expect(all.data.every((mm) => mm === 0)).toBe(true);
  });
});
