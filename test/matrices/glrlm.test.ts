import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countGlrlm } from "../../src/matrices/glrlm.ts";
import { directions } from "../../src/matrices/neighbourhood.ts";
import { textureGrid } from "../../src/matrices/texture-grid.ts";
import { expectParts } from "./expect-parts.ts";
import { anyLevels, entriesOf, manualExample, phantomLevels } from "./level-volumes.ts";
import { countPairs, runsAlong } from "./naive.ts";

describe("countGlrlm", () => {
  it("counts the runs along x of the manual's example", () => {
    const [alongX] = countGlrlm(textureGrid(manualExample, 1), 2);
    expect(entriesOf(alongX.matrix)).toEqual([
      [1, 1, 4],
      [2, 1, 3],
      [2, 2, 1],
      [3, 1, 2],
      [3, 2, 1],
      [4, 1, 3],
    ]);
  });

  it("counts the runs along z of the digital phantom", () => {
    const alongZ = directions(3).findIndex((m) => m.join() === "0,0,1");
    const { matrix } = countGlrlm(textureGrid(phantomLevels(), 1), 3)[alongZ];
    expect(entriesOf(matrix)).toEqual([
      [1, 1, 1],
      [1, 2, 6],
      [1, 3, 3],
      [1, 4, 7],
      [3, 1, 1],
      [4, 1, 4],
      [4, 2, 2],
      [4, 4, 2],
      [6, 1, 1],
      [6, 2, 1],
      [6, 4, 1],
    ]);
  });

  it("agrees with the definition, however much padding there is", () => {
    fc.assert(
      fc.property(
        anyLevels,
        fc.constantFrom(2, 3),
        fc.integer({ min: 1, max: 3 }),
        (volume, dimension, pad) => {
          const vectors = directions(dimension);
          const parts = countGlrlm(textureGrid(volume, pad), dimension);
          expectParts(parts, volume, dimension, vectors.length, (matrix, whole, direction) => {
            expect(entriesOf(matrix)).toEqual(countPairs(runsAlong(whole, vectors[direction])));
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it("puts every voxel on one run in every direction", () => {
    fc.assert(
      fc.property(anyLevels, fc.constantFrom(2, 3), (volume, dimension) => {
        for (const { matrix } of countGlrlm(textureGrid(volume, 1), dimension)) {
          const onRuns = entriesOf(matrix).reduce(
            (sum, [, length, runs]) => sum + length * runs,
            0,
          );
          expect(onRuns).toBe(matrix.voxels);
        }
      }),
    );
  });
});
