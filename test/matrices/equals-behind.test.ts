import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { equalsBehind } from "../../src/matrices/equals-behind.ts";
import { directions, flatOffsets } from "../../src/matrices/neighbourhood.ts";
import { textureGrid } from "../../src/matrices/texture-grid.ts";
import { anyLevels } from "./level-volumes.ts";

describe("equalsBehind", () => {
  it("has a bit for each direction, 1 where the voxel behind has the same level", () => {
    fc.assert(
      fc.property(anyLevels, fc.constantFrom(2, 3), (volume, dimension) => {
        const grid = textureGrid(volume, 1);
        const { steps, bits } = equalsBehind(grid, dimension);
        expect(new Set(steps)).toEqual(new Set(directions(dimension)));
        const back = flatOffsets(steps, grid.size);
        const expected = Array.from(grid.voxels, (v) =>
          back.reduce(
            (set, offset, bit) => (grid.data[v - offset] === grid.data[v] ? set + 2 ** bit : set),
            0,
          ),
        );
        expect(Array.from(bits)).toEqual(expected);
      }),
    );
  });
});
