import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textureGrid } from "../../src/matrices/texture-grid.ts";
import { windowSums } from "../../src/matrices/window-sums.ts";
import { anyLevels } from "./level-volumes.ts";
import { levelAt, voxelsOf } from "./naive.ts";

describe("windowSums", () => {
  it("adds up the weights in the window around every region voxel", () => {
    fc.assert(
      fc.property(
        anyLevels,
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(2, 3),
        (volume, distance, dimension) => {
          const grid = textureGrid(volume, distance);
          const weights = Float64Array.from({ length: grid.levels + 1 }, (_, i) => i * i);
          const [nx, ny] = grid.size;
          const sums = [...eachSlice(windowSums(grid, dimension, weights))].flatMap((slice, z) =>
            Array.from(grid.voxels.subarray(grid.sliceStart[z], grid.sliceStart[z + 1])).map(
              (v) => slice[v - nx * ny * (z + grid.pad)],
            ),
          );
          const naive = voxelsOf(volume).map(([x, y, z]) => {
            const reach = dimension === 2 ? 0 : distance;
            let sum = 0;
            for (let c = z - reach; c <= z + reach; c++) {
              for (let b = y - distance; b <= y + distance; b++) {
                for (let a = x - distance; a <= x + distance; a++) {
                  sum += levelAt(volume, [a, b, c]) ** 2;
                }
              }
            }
            return sum;
          });
          expect(sums).toEqual(naive);
        },
      ),
    );
  });
});

function* eachSlice(slices: Generator<Float64Array>): Generator<Float64Array> {
  for (const slice of slices) yield slice.slice();
}
