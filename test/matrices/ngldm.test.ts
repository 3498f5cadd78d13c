import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countNgldm } from "../../src/matrices/ngldm.ts";
import { textureGrid } from "../../src/matrices/texture-grid.ts";
import { expectParts } from "./expect-parts.ts";
import { anyLevels, entriesOf, phantomLevels } from "./level-volumes.ts";
import { countPairs, neighbourhoods } from "./naive.ts";

describe("countNgldm", () => {
  it("counts the dependences of the digital phantom", () => {
    const grid = textureGrid(phantomLevels(), 1);
    const [{ matrix }] = countNgldm(grid, 3, 0);
    expect(entriesOf(matrix).filter(([i]) => i > 1)).toEqual([
      [3, 1, 1],
      [4, 2, 2],
      [4, 4, 2],
      [4, 5, 6],
      [4, 6, 4],
      [4, 7, 2],
      [6, 2, 1],
      [6, 3, 4],
      [6, 4, 1],
      [6, 5, 1],
    ]);
  });

  it("agrees with the definition at any distance and tolerance", () => {
    fc.assert(
      fc.property(
        anyLevels,
        fc.constantFrom(2, 3),
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom(0, 1, 2, 500),
        (volume, dimension, distance, alpha) => {
          const grid = textureGrid(volume, distance);
          const parts = countNgldm(grid, dimension, alpha);
          expectParts(parts, volume, dimension, 1, (matrix, whole) => {
            const pairs = neighbourhoods(whole, distance).map(
              ({ level, around }): [number, number] => [
                level,
                1 + around.filter((other) => Math.abs(other - level) <= alpha).length,
              ],
            );
            expect(entriesOf(matrix)).toEqual(countPairs(pairs));
            expect(matrix.voxels).toBe(pairs.length);
          });
        },
      ),
      { numRuns: 300 },
    );
  });
});
