import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { borderDistance } from "../../src/matrices/border-distance.ts";
import { merge, type Part } from "../../src/matrices/count-matrix.ts";
import { countGlcm } from "../../src/matrices/glcm.ts";
import { countGldzm } from "../../src/matrices/gldzm.ts";
import { countGlrlm } from "../../src/matrices/glrlm.ts";
import { countGlszm } from "../../src/matrices/glszm.ts";
import { countNgldm } from "../../src/matrices/ngldm.ts";
import { countNgtdm } from "../../src/matrices/ngtdm.ts";
import { textureGrid } from "../../src/matrices/texture-grid.ts";
import { labelZones } from "../../src/matrices/zones.ts";
import type { LevelVolume } from "../../src/processing/discretise.ts";
import type { Vec3 } from "../../src/volume/volume.ts";
import { anyLevels, entriesOf, levelVolume } from "./level-volumes.ts";
import { levelAt } from "./naive.ts";

/** All 3D matrices of a volume, merged over directions. */
function matricesOf(volume: LevelVolume): Record<string, number[][]> {
  const grid = textureGrid(volume, 1);
  const zones = labelZones(grid, 3);
  const mask = { ...volume, data: Uint8Array.from(volume.data, (level) => Math.min(level, 1)) };
  const merged = (parts: Part[]) => entriesOf(merge(parts.map(({ matrix }) => matrix)));
  const [{ matrix: differences }] = countNgtdm(grid, 3);
  return {
    glcm: merged(countGlcm(grid, 3)),
    glrlm: merged(countGlrlm(grid, 3)),
    glszm: merged(countGlszm(grid, zones)),
    gldzm: merged(countGldzm(grid, zones, borderDistance(mask, 3))),
    ngldm: merged(countNgldm(grid, 3, 1)),
    ngtdm: Array.from(differences.i, (i, e) => [i, differences.n[e], +differences.s[e].toFixed(6)]),
  };
}

const permute = ([x, y, z]: Vec3): Vec3 => [z, x, y];

describe("3D matrices", () => {
  it("stay the same when the volume is mirrored", () => {
    fc.assert(
      fc.property(anyLevels, (volume) => {
        const [nx, ny, nz] = volume.size;
        const mirrored = levelVolume(volume.size, volume.levels, (x, y, z) =>
          levelAt(volume, [nx - 1 - x, y, nz - 1 - z]),
        );
        const upsideDown = levelVolume(volume.size, volume.levels, (x, y, z) =>
          levelAt(volume, [x, ny - 1 - y, z]),
        );
        expect(matricesOf(mirrored)).toEqual(matricesOf(volume));
        expect(matricesOf(upsideDown)).toEqual(matricesOf(volume));
      }),
    );
  });

  it("stay the same when the axes change places", () => {
    fc.assert(
      fc.property(anyLevels, (volume) => {
        const size = permute(permute(volume.size));
        const turned = levelVolume(size, volume.levels, (x, y, z) =>
          levelAt(volume, permute([x, y, z])),
        );
        expect(matricesOf(turned)).toEqual(matricesOf(volume));
      }),
    );
  });

  it("stay the same when nothing is put around the volume", () => {
    fc.assert(
      fc.property(anyLevels, (volume) => {
        const [nx, ny, nz] = volume.size;
        const inNothing = levelVolume([nx + 2, ny + 3, nz + 4], volume.levels, (x, y, z) =>
          levelAt(volume, [x - 1, y - 1, z - 3]),
        );
        expect(matricesOf(inNothing)).toEqual(matricesOf(volume));
      }),
    );
  });
});
