import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { equalsBehind } from "../../src/matrices/equals-behind.ts";
import { directions, flatOffsets } from "../../src/matrices/neighbourhood.ts";
import { textureGrid } from "../../src/matrices/texture-grid.ts";
import { anyLevels } from "./level-volumes.ts";

describe("equalsBehind", () => {
  it("has a bit for each direction, 1 where the voxel behind has the same level", () => {
    const highest = fc.constantFrom(0, 32766, 32767, 65535); // added to levels: however these are packed
    fc.assert(
      fc.property(anyLevels, fc.constantFrom(2, 3), highest, (volume, dimension, top) => {
        const shift = Math.max(0, top - volume.levels);
        const data = volume.data.map((level) => (level === 0 ? 0 : level + shift));
        const grid = textureGrid({ ...volume, data, levels: volume.levels + shift }, 1);
        const { steps, bits } = equalsBehind(grid, dimension);
        expect(new Set(steps)).toEqual(new Set(directions(dimension)));
        const back = flatOffsets(steps, grid.size);
        const expected = Array.from(grid.data, (level, v) =>
          back.reduce(
            (set, offset, bit) =>
              level > 0 && grid.data[v - offset] === level ? set + 2 ** bit : set,
            0,
          ),
        );
        expect(Array.from(bits).slice(0, grid.data.length)).toEqual(expected);
      }),
    );
  });
});
