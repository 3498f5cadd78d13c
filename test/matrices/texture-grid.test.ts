import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textureGrid } from "../../src/matrices/texture-grid.ts";
import { anyLevels } from "./level-volumes.ts";
import { levelAt, voxelsOf } from "./naive.ts";

describe("textureGrid", () => {
  it("keeps every voxel of the region, slice by slice, with zeros around", () => {
    fc.assert(
      fc.property(anyLevels, fc.integer({ min: 1, max: 3 }), (volume, distance) => {
        const { data, size, origin, pad, voxels, sliceStart } = textureGrid(volume, distance);
        const back = Array.from(voxels, (v) => {
          const index = [
            v % size[0],
            Math.floor(v / size[0]) % size[1],
            Math.floor(v / size[0] / size[1]),
          ];
          const enough = index.every((at, axis) => at >= pad && at < size[axis] - pad);
          expect(enough).toBe(true);
          return index.map((at, axis) => at - pad + origin[axis]) as [number, number, number];
        });
        expect(back).toEqual(voxelsOf(volume));
        expect(back.map((voxel) => levelAt(volume, voxel))).toEqual(
          Array.from(voxels, (v) => data[v]),
        );
        expect(data.filter((level) => level > 0)).toHaveLength(voxels.length);

        const slices = sliceStart.length - 1;
        for (let z = 0; z < slices; z++) {
          const inSlice = back.slice(sliceStart[z], sliceStart[z + 1]);
          expect(inSlice.every((voxel) => voxel[2] === origin[2] + z)).toBe(true);
        }
        expect(sliceStart[slices]).toBe(voxels.length);
      }),
    );
  });
});
