import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { borderDistance } from "../../src/matrices/border-distance.ts";
import type { LevelVolume } from "../../src/processing/discretise.ts";
import type { Mask } from "../../src/volume/mask.ts";
import { anyLevels, levelVolume } from "./level-volumes.ts";
import { distancesByErosion } from "./naive.ts";

const inside = (volume: LevelVolume): Mask => ({
  ...volume,
  data: Uint8Array.from(volume.data, (level) => (level > 0 ? 1 : 0)),
});

/** Distances on the grid of the mask. */
function distances(mask: Mask, dimension: 2 | 3): number[] {
  const { data, size, origin } = borderDistance(mask, dimension);
  const [nx, ny] = mask.size;
  return Array.from(mask.data, (_, v) => {
    const index = [v % nx, Math.floor(v / nx) % ny, Math.floor(v / nx / ny)];
    const [x, y, z] = index.map((at, axis) => at - origin[axis]);
    const found = [x, y, z].every((at, axis) => at >= 0 && at < size[axis]);
    return found ? data[x + size[0] * (y + size[1] * z)] : 0;
  });
}

describe("borderDistance", () => {
  it("takes what is beyond the grid as outside", () => {
    const row = levelVolume([5, 5, 1], 1, () => 1);
    expect(distances(inside(row), 2)).toEqual([
      [1, 1, 1, 1, 1],
      [1, 2, 2, 2, 1],
      [1, 2, 3, 2, 1],
      [1, 2, 2, 2, 1],
      [1, 1, 1, 1, 1],
    ].flat()); // biome-ignore format: a slice
    expect(distances(inside(row), 3)).toEqual(new Array(25).fill(1));
  });

  it("agrees with repeated erosion", () => {
    fc.assert(
      fc.property(anyLevels, fc.constantFrom(2, 3), (volume, dimension) => {
        expect(distances(inside(volume), dimension)).toEqual(distancesByErosion(volume, dimension));
      }),
      { numRuns: 200 },
    );
  });

  it("is empty for an empty mask", () => {
    expect(borderDistance(inside(levelVolume([2, 2, 2], 1, () => 0)), 3).data).toHaveLength(0);
  });
});
