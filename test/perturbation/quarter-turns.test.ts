import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type QuarterTurns,
  turnBox,
  turnGrid,
  turnVolume,
} from "../../src/perturbation/quarter-turns.ts";
import { crop } from "../../src/volume/box.ts";
import { indexToWorld, worldToIndex } from "../../src/volume/geometry.ts";
import { checkGrid, type Vec3 } from "../../src/volume/volume.ts";
import { gridArbitrary, noise } from "../processing/arbitrary-volumes.ts";

const anyTurns = fc.constantFrom<QuarterTurns>(0, 1, 2, 3);
const anyVolume = fc
  .tuple(gridArbitrary([5, 4, 3]), fc.nat())
  .map(([grid, seed]) => noise(grid, seed));

describe("turnVolume", () => {
  it("leaves every voxel its value and its place in the world", () => {
    fc.assert(
      fc.property(anyVolume, anyTurns, (volume, turns) => {
        const turned = turnVolume(volume, turns);
        checkGrid(turned, "turned");
        expect(turned.data).toHaveLength(volume.data.length);
        const [nx, ny] = turned.size;
        turned.data.forEach((value, v) => {
          const index: Vec3 = [v % nx, Math.floor(v / nx) % ny, Math.floor(v / (nx * ny))];
          const before = worldToIndex(volume, indexToWorld(turned, index));
          const [x, y, z] = before.map(Math.round);
          for (const k of before) expect(Math.abs(k - Math.round(k))).toBeLessThan(1e-9);
          expect(value).toBe(volume.data[x + volume.size[0] * (y + volume.size[1] * z)]);
        });
      }),
    );
  });

  it("turns from x towards y: the new x axis points where y did", () => {
    const volume = noise(
      {
        size: [3, 2, 1],
        spacing: [1, 2, 3],
        origin: [0, 0, 0],
        direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
      },
      1,
    );
    const turned = turnGrid(volume, 1);
    expect(turned).toEqual({
      size: [2, 3, 1],
      spacing: [2, 1, 3],
      origin: [2, 0, 0],
      direction: [0, -1, 0, 1, 0, 0, 0, 0, 1],
    });
  });

  it("comes back after four right angles", () => {
    fc.assert(
      fc.property(anyVolume, anyTurns, (volume, turns) => {
        const back = turnVolume(turnVolume(volume, turns), ((4 - turns) % 4) as QuarterTurns);
        expect(back.data).toEqual(volume.data);
        expect(back.size).toEqual(volume.size);
        back.direction.forEach((d, n) => {
          expect(d).toBeCloseTo(volume.direction[n], 12);
        });
        back.origin.forEach((o, n) => {
          expect(o).toBeCloseTo(volume.origin[n], 9);
        });
      }),
    );
  });
});

describe("turnBox", () => {
  it("holds the same voxels: to crop and turn is to turn and crop", () => {
    const cases = anyVolume.chain((volume) =>
      fc.tuple(...volume.size.map((n) => fc.tuple(fc.nat(n - 1), fc.nat(n - 1)))).map((ends) => ({
        volume,
        box: {
          min: ends.map(([a, b]) => Math.min(a, b)) as unknown as Vec3,
          max: ends.map(([a, b]) => Math.max(a, b)) as unknown as Vec3,
        },
      })),
    );
    fc.assert(
      fc.property(cases, anyTurns, ({ volume, box }, turns) => {
        const turnedFirst = crop(turnVolume(volume, turns), turnBox(box, volume, turns));
        const croppedFirst = turnVolume(crop(volume, box), turns);
        expect(turnedFirst.size).toEqual(croppedFirst.size);
        expect(turnedFirst.data).toEqual(croppedFirst.data);
      }),
    );
  });
});
