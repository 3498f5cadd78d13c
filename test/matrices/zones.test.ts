import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textureGrid } from "../../src/matrices/texture-grid.ts";
import { labelZones } from "../../src/matrices/zones.ts";
import { anyLevels } from "./level-volumes.ts";

describe("labelZones", () => {
  it("puts every voxel in a zone of its level, and counts it there", () => {
    fc.assert(
      fc.property(anyLevels, fc.constantFrom(2, 3), (volume, dimension) => {
        const grid = textureGrid(volume, 1);
        const zones = labelZones(grid, dimension);
        const sizes = Array.from(zones.size, () => 0);
        grid.voxels.forEach((v, k) => {
          sizes[zones.zone[k]]++;
          expect(zones.level[zones.zone[k]]).toBe(grid.data[v]);
        });
        expect(zones.zone).toHaveLength(grid.voxels.length);
        expect(sizes).toEqual(Array.from(zones.size));
        expect(zones.sliceStart.at(-1)).toBe(zones.size.length);
      }),
    );
  });
});
