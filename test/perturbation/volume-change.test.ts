import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeVolume } from "../../src/perturbation/volume-change.ts";
import { countVoxels, type Mask } from "../../src/volume/mask.ts";
import { maskOf, unitGrid } from "../processing/arbitrary-volumes.ts";

const ball = maskOf(
  unitGrid([13, 12, 11]),
  (x, y, z) => (x - 6) ** 2 + (y - 6) ** 2 + (z - 5) ** 2 <= 10,
);

/** Voxels within one step along an axis of the mask. */
function dilated(mask: Mask): Mask {
  const [nx, ny, nz] = mask.size;
  const at = (x: number, y: number, z: number) =>
    x >= 0 && x < nx && y >= 0 && y < ny && z >= 0 && z < nz ? mask.data[x + nx * (y + ny * z)] : 0;
  return maskOf(mask, (x, y, z) =>
    [
      [0, 0, 0],
      [1, 0, 0],
      [-1, 0, 0],
      [0, 1, 0],
      [0, -1, 0],
      [0, 0, 1],
      [0, 0, -1],
    ].some(([a, b, c]) => at(x + a, y + b, z + c) === 1),
  );
}

const within = (inner: Mask, outer: Mask) => inner.data.every((value, v) => value <= outer.data[v]);

describe("changeVolume", () => {
  it("meets the volume to the voxel, and only adds or only removes", () => {
    const fraction = fc.double({ min: -0.95, max: 1.5, noNaN: true });
    fc.assert(
      fc.property(fraction, fc.nat(), (change, seed) => {
        const voxels = countVoxels(ball);
        const changed = changeVolume(ball, change, seed);
        expect(countVoxels(changed)).toBe(Math.round(voxels * (1 + change)));
        expect(change > 0 ? within(ball, changed) : within(changed, ball)).toBe(true);
      }),
    );
  });

  it("adds whole layers first", () => {
    const voxels = countVoxels(ball);
    const once = dilated(ball);
    const twice = dilated(once);
    const layers = (mask: Mask) => countVoxels(mask) / voxels - 1;
    expect(changeVolume(ball, layers(once), 1).data).toEqual(once.data);
    expect(changeVolume(ball, layers(twice), 1).data).toEqual(twice.data);
    const between = changeVolume(ball, (layers(once) + layers(twice)) / 2, 1);
    expect(within(once, between) && within(between, twice)).toBe(true);
  });

  it("removes whole layers first", () => {
    const voxels = countVoxels(ball);
    const outside = { ...ball, data: ball.data.map((value) => 1 - value) };
    const grown = dilated(outside);
    const eroded = { ...ball, data: grown.data.map((value) => 1 - value) };
    expect(changeVolume(ball, countVoxels(eroded) / voxels - 1, 1).data).toEqual(eroded.data);
  });

  it("takes what lies past the grid for outside", () => {
    const full = maskOf(unitGrid([5, 5, 5]), () => true);
    const inner = maskOf(full, (x, y, z) => [x, y, z].every((k) => k > 0 && k < 4));
    expect(changeVolume(full, 27 / 125 - 1, 0).data).toEqual(inner.data);
  });

  it("depends on the seed, and on nothing else", () => {
    const masks = [1, 2, 1].map((seed) => changeVolume(ball, 0.1, seed).data);
    expect(masks[0]).toEqual(masks[2]);
    expect(masks[0]).not.toEqual(masks[1]);
  });

  it("refuses to leave nothing, to outgrow the image, and fractions that are none", () => {
    expect(() => changeVolume(ball, -0.999, 0)).toThrow(
      `volume: a change by -0.999 would leave none of the region's ${countVoxels(ball)} voxels`,
    );
    const full = maskOf(unitGrid([2, 2, 2]), () => true);
    expect(() => changeVolume(full, 0.5, 0)).toThrow(
      "volume: a change by 0.5 needs 12 voxels, the image has room for 8",
    );
    for (const fraction of [-1, Number.NaN])
      expect(() => changeVolume(ball, fraction, 0)).toThrow("expected a number above -1");
  });
});
