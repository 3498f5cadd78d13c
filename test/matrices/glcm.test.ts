import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { merge } from "../../src/matrices/count-matrix.ts";
import { countGlcm } from "../../src/matrices/glcm.ts";
import { directions } from "../../src/matrices/neighbourhood.ts";
import { textureGrid } from "../../src/matrices/texture-grid.ts";
import type { Vec3 } from "../../src/volume/volume.ts";
import { expectParts } from "./expect-parts.ts";
import {
  anyLevels,
  entriesOf,
  levelVolume,
  manualExample,
  phantomLevels,
} from "./level-volumes.ts";
import { countPairs, pairsApart } from "./naive.ts";

describe("countGlcm", () => {
  it("counts the pairs along x of the manual's example", () => {
    const [alongX] = countGlcm(textureGrid(manualExample, 1), 2);
    expect(entriesOf(alongX.matrix)).toEqual([
      [1, 2, 3],
      [1, 4, 2],
      [2, 2, 1],
      [2, 3, 3],
      [2, 4, 2],
      [3, 3, 1],
    ]);
  });

  it("counts the pairs of the digital phantom, 3D merged", () => {
    const parts = countGlcm(textureGrid(phantomLevels(), 1), 3);
    expect(entriesOf(merge(parts.map(({ matrix }) => matrix)))).toEqual([
      [1, 1, 268],
      [1, 3, 14],
      [1, 4, 105],
      [1, 6, 61],
      [3, 4, 5],
      [3, 6, 6],
      [4, 4, 32],
      [4, 6, 28],
      [6, 6, 8],
    ]);
  });

  it("agrees with the definition at any distance", () => {
    fc.assert(
      fc.property(
        anyLevels,
        fc.constantFrom(2, 3),
        fc.integer({ min: 1, max: 3 }),
        (volume, dimension, distance) => {
          const vectors = directions(dimension).map(
            ([dx, dy, dz]): Vec3 => [distance * dx, distance * dy, distance * dz],
          );
          const parts = countGlcm(textureGrid(volume, distance), dimension);
          expectParts(parts, volume, dimension, vectors.length, (matrix, whole, direction) => {
            expect(entriesOf(matrix)).toEqual(countPairs(pairsApart(whole, vectors[direction])));
            expect(matrix.levels).toBe(volume.levels);
            expect(matrix.voxels).toBe(whole.data.filter((level) => level > 0).length);
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it("counts with as many levels as there can be", () => {
    const volume = levelVolume([3, 2, 1], 65535, (x, y) => (x === y ? 65535 : 1 + x));
    const [alongX] = countGlcm(textureGrid(volume, 1), 2);
    expect(entriesOf(alongX.matrix)).toEqual([
      [1, 65535, 1],
      [2, 3, 1],
      [2, 65535, 1],
      [3, 65535, 1],
    ]);
  });

  it.each([40, 200, 3000])(
    "agrees with the definition for %i levels in a few hundred voxels",
    (levels) => {
      // 648 voxels: too few for a table of the pairs; a sixth of them are holes
      const volume = levelVolume([9, 8, 9], levels, (x, y, z) => {
        const n = (x * 7919 + y * 104729 + z * 1299709) % (levels * 6);
        return n % 6 === 0 ? 0 : 1 + Math.floor(n / 6);
      });
      for (const dimension of [2, 3] as const) {
        const parts = countGlcm(textureGrid(volume, 1), dimension);
        const vectors = directions(dimension);
        expectParts(parts, volume, dimension, vectors.length, (matrix, whole, direction) => {
          expect(entriesOf(matrix)).toEqual(countPairs(pairsApart(whole, vectors[direction])));
        });
      }
    },
  );
});
