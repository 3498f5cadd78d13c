import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countNeighbours } from "../../src/matrices/neighbour-counts.ts";
import { textureGrid } from "../../src/matrices/texture-grid.ts";
import { levelVolume, manualExample } from "./level-volumes.ts";

describe("countNeighbours", () => {
  it("finds the averages of the manual's example", () => {
    const grid = textureGrid(manualExample, 1);
    const { sum, count } = countNeighbours(grid, 2, 0);
    const inner = [5, 6, 9, 10];
    expect(inner.map((k) => sum[k])).toEqual([19, 19, 21, 17]);
    expect(inner.map((k) => count[k])).toEqual([8, 8, 8, 8]);
  });

  it("has room for the highest levels", () => {
    fc.assert(
      fc.property(fc.constantFrom(2, 3), fc.constantFrom(1, 2), (dimension, distance) => {
        const grid = textureGrid(
          levelVolume([5, 5, 5], 65535, () => 65535),
          distance,
        );
        const { sum, count, dependence } = countNeighbours(grid, dimension, 0);
        const middle = 62;
        const neighbours = (2 * distance + 1) ** dimension - 1;
        expect(sum[middle]).toBe(65535 * neighbours);
        expect(count[middle]).toBe(neighbours);
        expect(dependence[middle]).toBe(neighbours + 1);
      }),
    );
  });

  it("does not take the outside for a level, whatever the tolerance", () => {
    const grid = textureGrid(
      levelVolume([3, 1, 1], 9, (x) => [1, 0, 9][x]),
      1,
    );
    for (const alpha of [0, 1, 8, 1e9, Number.POSITIVE_INFINITY]) {
      expect(Array.from(countNeighbours(grid, 3, alpha).dependence)).toEqual([1, 1]);
    }
  });
});
