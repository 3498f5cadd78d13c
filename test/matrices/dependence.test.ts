import { describe, expect, it } from "vitest";
import { countDependent } from "../../src/matrices/dependence.ts";
import { textureGrid } from "../../src/matrices/texture-grid.ts";
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
});
