import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { borderDistance } from "../../src/matrices/border-distance.ts";
import { countGldzm } from "../../src/matrices/gldzm.ts";
import { textureGrid } from "../../src/matrices/texture-grid.ts";
import { labelZones } from "../../src/matrices/zones.ts";
import type { LevelVolume } from "../../src/processing/discretise.ts";
import type { Mask } from "../../src/volume/mask.ts";
import { digitalPhantom } from "../phantoms.ts";
import { expectParts } from "./expect-parts.ts";
import { anyLevels, entriesOf, phantomLevels } from "./level-volumes.ts";
import { countPairs, distancesByErosion, zonesOf } from "./naive.ts";

/** A morphological mask is as large as the intensity mask, or larger. */
const maskWith = (volume: LevelVolume, more: readonly boolean[]): Mask => ({
  ...volume,
  data: Uint8Array.from(volume.data, (level, v) => (level > 0 || more[v] ? 1 : 0)),
});

describe("countGldzm", () => {
  it("counts the zones of the digital phantom", () => {
    const grid = textureGrid(phantomLevels(), 1);
    const distance = borderDistance(digitalPhantom().mask, 3);
    const [{ matrix }] = countGldzm(grid, labelZones(grid, 3), distance);
    expect(entriesOf(matrix)).toEqual([
      [1, 1, 1],
      [3, 1, 1],
      [4, 1, 2],
      [6, 1, 1],
    ]);
  });

  it("agrees with the definition when re-segmentation has made the intensity mask smaller", () => {
    fc.assert(
      fc.property(
        anyLevels,
        fc.array(fc.boolean(), { minLength: 343, maxLength: 343 }),
        fc.constantFrom(2, 3),
        fc.integer({ min: 1, max: 3 }),
        (volume, more, dimension, pad) => {
          const mask = maskWith(volume, more);
          const grid = textureGrid(volume, pad);
          const zones = labelZones(grid, dimension);
          const parts = countGldzm(grid, zones, borderDistance(mask, dimension));
          const asLevels = { ...volume, data: Uint16Array.from(mask.data) };
          const distances = distancesByErosion(asLevels, dimension);
          const [nx, ny] = volume.size;
          let slice = grid.origin[2];
          expectParts(parts, volume, dimension, 1, (matrix, whole) => {
            const start = dimension === 2 ? slice++ * nx * ny : 0;
            const pairs = zonesOf(whole).map(({ level, voxels }): [number, number] => [
              level,
              Math.min(...voxels.map(([x, y, z]) => distances[start + x + nx * (y + ny * z)])),
            ]);
            expect(entriesOf(matrix)).toEqual(countPairs(pairs));
          });
        },
      ),
      { numRuns: 300 },
    );
  });
});
