import { describe, expect, it } from "vitest";
import { randomStream } from "../../src/math/random.ts";
import { randomiseContour } from "../../src/perturbation/contour.ts";
import { normalAt } from "../../src/perturbation/normal-at.ts";
import { countVoxels, type Mask } from "../../src/volume/mask.ts";
import type { Volume } from "../../src/volume/volume.ts";
import { fill, maskOf, unitGrid } from "../processing/arbitrary-volumes.ts";

const grid = unitGrid([40, 40, 40], [2, 2, 2]);
const distance = (x: number, y: number, z: number) => Math.hypot(x - 20, y - 19, z - 20);
const ball = (radius: number): Mask => maskOf(grid, (x, y, z) => distance(x, y, z) <= radius);

/** A ball that is brighter than its surroundings by 100, with noise of 5. */
function brightBall(radius: number): Volume<Float64Array> {
  const stream = randomStream(2, "noise");
  let v = 0;
  return fill(
    grid,
    (x, y, z) => (distance(x, y, z) <= radius ? 100 : 0) + 5 * normalAt(stream, v++),
  );
}

function dice(a: Mask, b: Mask): number {
  const both = a.data.reduce((sum, value, v) => sum + (value & b.data[v]), 0);
  return (2 * both) / (countVoxels(a) + countVoxels(b));
}

describe("randomiseContour", () => {
  const image = brightBall(10);

  it("keeps to an outline that the image shows", () => {
    const drawn = randomiseContour(image, ball(10), 1);
    expect(dice(drawn.mask, ball(10))).toBeGreaterThan(0.9);
  });

  it("varies where the image shows nothing, by seed alone", () => {
    const flat = fill(grid, () => 3);
    const masks = [1, 2, 1].map((seed) => randomiseContour(flat, ball(10), seed).mask);
    expect(masks[0]).toEqual(masks[2]);
    expect(masks[0].data).not.toEqual(masks[1].data);
    expect(dice(masks[0], ball(10))).toBeGreaterThan(0.7);
  });

  it("takes supervoxels with the probability of their overlap", () => {
    // without structure supervoxels are blocks of about 8 mm, four voxels
    const flat = fill(unitGrid([24, 24, 24], [2, 2, 2]), () => 3);
    // covers blocks 1 to 3 along x, and of the fourth 5 tenths, of the first one tenth
    const mask = maskOf(
      flat,
      (x, y, z) => x >= 3.5 && x < 18 && y >= 4 && y < 20 && z >= 4 && z < 20,
    );
    const rate = { half: 0, none: 0, all: 0 };
    const runs = 60;
    for (let seed = 0; seed < runs; seed++) {
      const { data } = randomiseContour(flat, mask, seed).mask;
      const at = (x: number) => data[x + 24 * (10 + 24 * 10)];
      rate.none += at(1);
      rate.all += at(10);
      rate.half += at(17);
    }
    expect(rate.none).toBe(0);
    expect(rate.all).toBe(runs);
    // half of the block; three standard deviations are 11.6
    expect(Math.abs(rate.half - runs / 2)).toBeLessThan(12);
  });

  it("takes at least the supervoxel that overlaps most", () => {
    const speck = maskOf(grid, (x, y, z) => x === 20 && y === 20 && z === 20);
    for (let seed = 0; seed < 5; seed++) {
      const { mask, included, overlapping } = randomiseContour(image, speck, seed);
      expect([included, overlapping]).toEqual([1, 1]);
      expect(countVoxels(mask)).toBeGreaterThan(1);
    }
  });

  it("looks no further than 25 mm: what lies beyond has no part in it", () => {
    const far = image.data.map((value, v) => (v % 40 > 34 ? Number.NaN : value));
    const mask = ball(2);
    const near = randomiseContour(image, mask, 3);
    expect(randomiseContour({ ...image, data: far }, mask, 3)).toEqual(near);
  });

  it("looks at what has no finite intensity inside the region as around it", () => {
    const region = ball(8);
    const inside = region.data.indexOf(1) + 3 * 40 + 40 * 40;
    expect(region.data[inside]).toBe(1);
    const dark = image.data.slice();
    const spoiled = image.data.slice();
    // as dark as can be: below the region's range, which the others have
    spoiled[inside] = Number.NaN;
    dark[inside] = -1e9;
    const drawn = randomiseContour({ ...image, data: spoiled }, region, 3, "exclude");
    const without = { ...region, data: region.data.slice() };
    without.data[inside] = 0;
    // the range of the region without the voxel, in which the voxel is as dark as can be
    const expected = randomiseContour({ ...image, data: dark }, without, 3);
    expect(drawn).toEqual(expected);
    expect(randomiseContour(image, region, 3, "exclude")).toEqual(
      randomiseContour(image, region, 3),
    );
  });

  it("refuses an image that is no number in the region, and an empty mask", () => {
    const spoiled = { ...image, data: image.data.slice() };
    spoiled.data[ball(10).data.indexOf(1)] = Number.NaN;
    expect(() => randomiseContour(spoiled, ball(10), 1)).toThrow("have no finite intensity");
    expect(() =>
      randomiseContour(
        image,
        maskOf(grid, () => false),
        1,
      ),
    ).toThrow("mask is empty");
  });
});
