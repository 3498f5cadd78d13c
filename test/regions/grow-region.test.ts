import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { growRegion, rimOf, ringAround, shrinkRegion } from "../../src/regions/grow-region.ts";
import { countVoxels, type Mask } from "../../src/volume/mask.ts";
import { maskOf, unitGrid } from "../processing/arbitrary-volumes.ts";
import { maskArbitrary } from "./arbitrary-masks.ts";
import { bruteDistances, where } from "./brute-force.ts";

/** In steps that no distance on the grids of tenths of mm hits but for rounding, or that some hit. */
const margins = fc.integer({ min: 1, max: 80 }).map((n) => n / 10);

const within = (distance: number, mm: number) => distance <= mm * (1 + 1e-9);

const isIn = (inner: Mask, outer: Mask) => inner.data.every((value, v) => value <= outer.data[v]);

describe("regions by distance", () => {
  it("are those of the least of all distances", () => {
    fc.assert(
      fc.property(maskArbitrary(), margins, margins, (mask, mm, more) => {
        const outside = bruteDistances(mask, 1);
        const inside = bruteDistances(mask, 0);
        expect(growRegion(mask, mm)).toEqual(where(mask, (v) => within(outside[v], mm)));
        expect(shrinkRegion(mask, mm)).toEqual(where(mask, (v) => !within(inside[v], mm)));
        const ring = { inner: mm, outer: mm + more };
        expect(ringAround(mask, ring)).toEqual(
          where(mask, (v) => !within(outside[v], mm) && within(outside[v], mm + more)),
        );
        expect(ringAround(mask, mm)).toEqual(
          where(mask, (v) => mask.data[v] === 0 && within(outside[v], mm)),
        );
        expect(rimOf(mask, mm)).toEqual(
          where(mask, (v) => mask.data[v] === 1 && within(inside[v], mm)),
        );
      }),
      { numRuns: 300 },
    );
  });

  it("contain each other as they must", () => {
    fc.assert(
      fc.property(maskArbitrary([16, 12, 8]), margins, margins, (mask, a, b) => {
        const grown = growRegion(mask, a);
        expect(isIn(mask, grown)).toBe(true);
        expect(isIn(grown, growRegion(mask, a + b))).toBe(true);
        expect(isIn(growRegion(grown, b), growRegion(mask, a + b))).toBe(true);
        expect(isIn(shrinkRegion(mask, a), mask)).toBe(true);
        // the closing holds the region, the opening lies in it
        expect(isIn(mask, shrinkRegion(grown, a))).toBe(true);
        expect(isIn(growRegion(shrinkRegion(mask, a), a), mask)).toBe(true);
        const ring = ringAround(mask, a);
        expect(ring.data.every((value, v) => value + mask.data[v] === grown.data[v])).toBe(true);
        const rim = rimOf(mask, a);
        const core = shrinkRegion(mask, a);
        expect(rim.data.every((value, v) => value + core.data[v] === mask.data[v])).toBe(true);
      }),
    );
  });

  it("of a ball have the volumes of balls", () => {
    const spacing = [0.7, 0.8, 1.1] as const;
    const grid = unitGrid([80, 70, 52], spacing);
    const centre = [39.3, 34.6, 25.2];
    const radius = 15;
    const ball = maskOf(grid, (x, y, z) => {
      const [a, b, c] = [x, y, z].map((k, n) => (k - centre[n]) * spacing[n]);
      return a * a + b * b + c * c <= radius * radius;
    });
    const volumeOf = (mask: Mask) => countVoxels(mask) * 0.7 * 0.8 * 1.1;
    const sphere = (r: number) => (4 / 3) * Math.PI * r ** 3;
    // distances start at voxel centres, of which the outermost lie up to a voxel inside of the surface
    const near = (mask: Mask, volume: number) =>
      expect(Math.abs(volumeOf(mask) / volume - 1)).toBeLessThan(0.03);
    near(ball, sphere(15));
    near(ringAround(ball, 10), sphere(25) - sphere(15));
    near(ringAround(ball, { inner: 3, outer: 8 }), sphere(23) - sphere(18));
    near(growRegion(ball, 5), sphere(20));
    // what is shrunk ends farther than 5 mm from voxels outside, which begin up to a voxel past the surface
    expect(Math.abs(volumeOf(shrinkRegion(ball, 5)) / sphere(10) - 1)).toBeLessThan(0.05);
    expect(Math.abs(volumeOf(rimOf(ball, 5)) / (sphere(15) - sphere(10)) - 1)).toBeLessThan(0.03);
  });

  it("end at the image's edge, which is no outside", () => {
    const slab = maskOf(unitGrid([6, 5, 1]), (x) => x < 3);
    const columns = (mask: Mask) => Array.from(mask.data.subarray(0, 6)).join("");
    expect(columns(shrinkRegion(slab, 1))).toBe("110000");
    expect(columns(rimOf(slab, 1))).toBe("001000");
    expect(columns(ringAround(slab, 2))).toBe("000110");
    expect(columns(growRegion(slab, 50))).toBe("111111");
    const all = maskOf(unitGrid([3, 3, 3]), () => true);
    expect(countVoxels(shrinkRegion(all, 9))).toBe(27);
    expect(countVoxels(rimOf(all, 9))).toBe(0);
  });

  it("take a distance that is the margin but for rounding as the margin", () => {
    const grid = unitGrid([40, 1, 1], [0.1, 1, 1]);
    const first = maskOf(grid, (x) => x === 0);
    expect(3 * 0.1).toBeGreaterThan(0.3);
    for (const n of [3, 6, 7, 12, 30]) {
      expect(countVoxels(growRegion(first, n / 10))).toBe(n + 1);
    }
  });

  it("are none of an empty mask", () => {
    const none = maskOf(unitGrid([3, 3, 3]), () => false);
    expect(countVoxels(growRegion(none, 2))).toBe(0);
    expect(countVoxels(shrinkRegion(none, 2))).toBe(0);
  });

  it("are refused for margins that are none", () => {
    const mask = maskOf(unitGrid([3, 3, 3]), () => true);
    for (const mm of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => growRegion(mask, mm)).toThrow("expected a number of mm above 0");
      expect(() => shrinkRegion(mask, mm)).toThrow("expected a number of mm above 0");
      expect(() => rimOf(mask, mm)).toThrow("expected a number of mm above 0");
      expect(() => ringAround(mask, mm)).toThrow(/ring: found/);
    }
    expect(() => ringAround(mask, { inner: 2, outer: 2 })).toThrow(
      "ring.inner: found 2, expected less than outer, 2",
    );
  });
});
