import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countDependent } from "../../src/matrices/dependence.ts";
import { textureGrid } from "../../src/matrices/texture-grid.ts";
import type { LevelVolume } from "../../src/processing/discretise.ts";
import { levelVolume } from "./level-volumes.ts";

describe("countDependent", () => {
  it.each([1, 2])("counts a whole neighbourhood at distance %i", (distance) => {
    const side = 2 * distance + 1;
    const highest = levelVolume([side, side, side], 65535, () => 65535);
    for (const dimension of [2, 3] as const) {
      const grid = textureGrid(highest, distance);
      const middle = grid.voxels[(side ** 3 - 1) / 2];
      expect(countDependent(grid, dimension, 0)[middle]).toBe(side ** dimension - 1);
    }
  });

  it("does not take the outside for a level, whatever the tolerance", () => {
    const grid = textureGrid(
      levelVolume([3, 1, 1], 9, (x) => [1, 0, 9][x]),
      1,
    );
    for (const alpha of [0, 1, 8, 1e9, Number.POSITIVE_INFINITY]) {
      const dependent = countDependent(grid, 3, alpha);
      expect(Array.from(grid.voxels, (v) => dependent[v])).toEqual([0, 0]);
    }
  });

  it.each([5, 125, 127, 128, 129, 32765, 32767, 32768, 65535])(
    "agrees with the definition for levels up to %i, however they are packed",
    (top) => {
      const side = fc.integer({ min: 1, max: 9 });
      fc.assert(
        fc.property(
          fc.tuple(side, side, side),
          fc.array(fc.integer({ min: -1, max: 3 }), { minLength: 8, maxLength: 30 }),
          fc.constantFrom<2 | 3>(2, 3),
          fc.constantFrom(1, 2, 3),
          fc.constantFrom(0, 0.5, 1, 2, top),
          (size, pattern, dimension, distance, alpha) => {
            const volume = levelVolume(size, top, (x, y, z) => {
              const below = pattern[(x + size[0] * (y + size[1] * z)) % pattern.length];
              return below < 0 ? 0 : top - below;
            });
            const grid = textureGrid(volume, distance);
            const dependent = countDependent(grid, dimension, alpha);
            const expected = neighboursWithin(volume, dimension, distance, alpha);
            expect(Array.from(grid.voxels, (v) => dependent[v])).toEqual(expected);
          },
        ),
        { numRuns: 40, endOnFailure: true },
      );
    },
  );
});

/** For each region voxel the neighbours with a level that differs by at most α, one by one. */
function neighboursWithin(
  { data, size: [nx, ny] }: LevelVolume,
  dimension: 2 | 3,
  distance: number,
  alpha: number,
): number[] {
  const at = (x: number, y: number, z: number) => data[x + nx * (y + ny * z)];
  const near = (a: number, b: number) => Math.abs(a - b) <= distance;
  const voxels = Array.from(data.keys(), (v) => [
    v % nx,
    Math.floor(v / nx) % ny,
    Math.floor(v / (nx * ny)),
  ]).filter(([x, y, z]) => at(x, y, z) !== 0);
  return voxels.map(
    ([x, y, z], v) =>
      voxels.filter(
        ([p, q, r], w) =>
          v !== w &&
          near(x, p) &&
          near(y, q) &&
          (dimension === 2 ? z === r : near(z, r)) &&
          Math.abs(at(x, y, z) - at(p, q, r)) <= alpha,
      ).length,
  );
}
