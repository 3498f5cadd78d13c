import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countGlszm } from "../../src/matrices/glszm.ts";
import { textureGrid } from "../../src/matrices/texture-grid.ts";
import { labelZones } from "../../src/matrices/zones.ts";
import { expectParts } from "./expect-parts.ts";
import { anyLevels, entriesOf, manualExample, phantomLevels } from "./level-volumes.ts";
import { countPairs, zonesOf } from "./naive.ts";

describe("countGlszm", () => {
  it("counts the zones of the manual's example", () => {
    const grid = textureGrid(manualExample, 1);
    const [{ matrix }] = countGlszm(grid, labelZones(grid, 2));
    expect(entriesOf(matrix)).toEqual([
      [1, 1, 2],
      [1, 2, 1],
      [2, 5, 1],
      [3, 1, 1],
      [3, 3, 1],
      [4, 1, 1],
      [4, 2, 1],
    ]);
  });

  it("counts the zones of the digital phantom", () => {
    const grid = textureGrid(phantomLevels(), 1);
    const [{ matrix }] = countGlszm(grid, labelZones(grid, 3));
    expect(entriesOf(matrix)).toEqual([
      [1, 50, 1],
      [3, 1, 1],
      [4, 2, 1],
      [4, 14, 1],
      [6, 7, 1],
    ]);
  });

  it("agrees with flood fill", () => {
    fc.assert(
      fc.property(anyLevels, fc.constantFrom(2, 3), (volume, dimension) => {
        const grid = textureGrid(volume, 1);
        const parts = countGlszm(grid, labelZones(grid, dimension));
        expectParts(parts, volume, dimension, 1, (matrix, whole) => {
          const zones = zonesOf(whole).map((z): [number, number] => [z.level, z.voxels.length]);
          expect(entriesOf(matrix)).toEqual(countPairs(zones));
          expect(matrix.voxels).toBe(zones.reduce((sum, [, size]) => sum + size, 0));
        });
      }),
      { numRuns: 300 },
    );
  });
});
