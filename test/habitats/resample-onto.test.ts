import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resampleOnto } from "../../src/habitats/resample-onto.ts";
import { resample } from "../../src/processing/resample.ts";
import { indexToWorld } from "../../src/volume/geometry.ts";
import { fill, gridArbitrary, unitGrid } from "../processing/arbitrary-volumes.ts";

describe("an image on another grid", () => {
  it("has the values of a field that is linear in the world, and none outside", () => {
    fc.assert(
      fc.property(gridArbitrary(), gridArbitrary(), (grid, target) => {
        const near = { ...target, origin: grid.origin };
        const field = (place: readonly number[]) => 3 * place[0] - 2 * place[1] + place[2] + 5;
        const image = fill(grid, (x, y, z) => field(indexToWorld(grid, [x, y, z])));
        const wanted = fill(near, (x, y, z) => field(indexToWorld(near, [x, y, z])));
        const { data, size } = resampleOnto(image, near);
        expect(size).toEqual(near.size);
        // the first voxel of both lies at one place
        expect(data[0]).toBeCloseTo(wanted.data[0], 6);
        for (const [v, x] of data.entries())
          if (!Number.isNaN(x)) expect(x).toBeCloseTo(wanted.data[v], 5);
      }),
      { numRuns: 60 },
    );
  });

  it("is what resampling by linear interpolation gives inside the image", () => {
    const image = fill(unitGrid([9, 8, 7]), (x, y, z) => Math.sin(x * y + z));
    const step = { spacing: [1.3, 0.7, 2], interpolation: "linear" } as const;
    const expected = resample(image, step);
    const { data } = resampleOnto(image, expected);
    const inside = [...data.keys()].filter((v) => !Number.isNaN(data[v]));
    expect(inside.length).toBeGreaterThan(100);
    for (const v of inside) expect(data[v]).toBeCloseTo(expected.data[v], 12);
  });

  it("does not read voxels without a weight, and refuses another frame of reference", () => {
    const image = fill(unitGrid([3, 1, 1]), (x) => [1, 5, Number.NaN][x]);
    expect([...resampleOnto(image, unitGrid([2, 1, 1])).data]).toEqual([1, 5]);
    const framed = { ...image, frameOfReference: "1.2" };
    expect(() => resampleOnto(framed, { ...unitGrid([2, 1, 1]), frameOfReference: "1.3" })).toThrow(
      "image lies in another frame of reference than the image: found 1.2, expected 1.3",
    );
  });
});
