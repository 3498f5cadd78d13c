import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crop } from "../../src/volume/box.ts";
import { indexToWorld, worldToIndex } from "../../src/volume/geometry.ts";
import { countVoxels, type Mask } from "../../src/volume/mask.ts";
import { placeMask } from "../../src/volume/place-mask.ts";
import { type Grid, gridOf, identityDirection, type Vec3 } from "../../src/volume/volume.ts";
import { rotation } from "../rotation.ts";

const grid: Grid = {
  size: [6, 5, 4],
  spacing: [1, 2, 3],
  origin: [10, 20, 30],
  direction: identityDirection,
};

/** A mask on a grid, by its voxels. */
function maskOf(where: Grid, voxels: readonly Vec3[]): Mask {
  const [nx, ny, nz] = where.size;
  const data = new Uint8Array(nx * ny * nz);
  for (const [x, y, z] of voxels) data[x + nx * (y + ny * z)] = 1;
  return { ...where, data };
}

function voxelsOf({ data, size: [nx, ny] }: Mask): Vec3[] {
  return Array.from(data.keys())
    .filter((v) => data[v] === 1)
    .map((v): Vec3 => [v % nx, Math.floor(v / nx) % ny, Math.floor(v / (nx * ny))]);
}

/** Rounded, halves up, also those that rounding errors miss. */
const tie = 1e-6;
const nearest = (index: number) => Math.floor(index + 0.5 + tie);

/** By the definition: the mask's voxel that each voxel centre lies in. */
function byDefinition(mask: Mask, target: Grid): Mask {
  const [nx, ny, nz] = target.size;
  const voxels: Vec3[] = [];
  for (let z = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++) {
        const [i, j, k] = worldToIndex(mask, indexToWorld(target, [x, y, z])).map(nearest);
        const inside = [i, j, k].every((n, a) => n >= 0 && n < mask.size[a]);
        if (inside && mask.data[i + mask.size[0] * (j + mask.size[1] * k)] === 1) {
          voxels.push([x, y, z]);
        }
      }
    }
  }
  return maskOf(target, voxels);
}

const arbitraryMask = (where: fc.Arbitrary<Grid>): fc.Arbitrary<Mask> =>
  where.chain((g) =>
    fc
      .array(fc.tuple(...g.size.map((n) => fc.integer({ min: 0, max: n - 1 }))), { minLength: 1 })
      .map((voxels) => maskOf(g, voxels as unknown as Vec3[])),
  );

const length = fc.double({ min: 0.5, max: 3, noNaN: true });
const place = fc.double({ min: -4, max: 4, noNaN: true });
const count = fc.integer({ min: 1, max: 7 });
const arbitraryGrid: fc.Arbitrary<Grid> = fc.record({
  size: fc.tuple(count, count, count),
  spacing: fc.tuple(length, length, length),
  origin: fc.tuple(place, place, place),
  direction: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }).map(rotation),
});

describe("placeMask", () => {
  it("leaves a mask on its own grid as it is", () => {
    const mask = maskOf(grid, [[1, 2, 3], [5, 4, 0]]); // biome-ignore format: two voxels
    expect(placeMask(mask, grid)).toEqual({ mask, before: 2, after: 2, outside: 0 });
  });

  it("gives back a mask that was stored without its border", () => {
    const mask = maskOf(grid, [[2, 1, 1], [3, 3, 2]]); // biome-ignore format: two voxels
    const stored = crop(mask, { min: [2, 1, 1], max: [3, 3, 2] });
    expect(placeMask(stored, grid)).toEqual({ mask, before: 2, after: 2, outside: 0 });
  });

  it("turns axes that run another way", () => {
    // x to the front and backwards, y to the left: the same voxels in another order
    const turned: Grid = {
      size: [5, 6, 4],
      spacing: [2, 1, 3],
      origin: indexToWorld(grid, [0, 4, 0]),
      direction: [0, 1, 0, -1, 0, 0, 0, 0, 1],
    };
    const mask = maskOf(turned, [[0, 5, 1], [3, 2, 0]]); // biome-ignore format: two voxels
    const { mask: placed } = placeMask(mask, grid);
    expect(voxelsOf(placed).map((v) => indexToWorld(grid, v))).toEqual(
      expect.arrayContaining(voxelsOf(mask).map((v) => indexToWorld(turned, v))),
    );
    expect(countVoxels(placed)).toBe(2);
  });

  it("makes eight voxels of one on a grid twice as fine", () => {
    const fine: Grid = {
      ...grid,
      size: [12, 10, 8],
      spacing: [0.5, 1, 1.5],
      origin: [9.75, 19.5, 29.25],
    };
    const { mask, after } = placeMask(maskOf(grid, [[2, 1, 3]]), fine);
    expect(after).toBe(8);
    expect(voxelsOf(mask)[0]).toEqual([4, 2, 6]);
    expect(voxelsOf(mask)[7]).toEqual([5, 3, 7]);
  });

  it("takes the voxel on the far side where a centre lies between two", () => {
    const coarse: Grid = { ...grid, size: [3, 5, 4], spacing: [2, 2, 3], origin: [10.5, 20, 30] };
    // centres at 10.5, 12.5 and 14.5 lie between 0 and 1, 2 and 3, 4 and 5
    expect(placeMask(maskOf(grid, [[1, 0, 0], [2, 0, 0], [5, 0, 0]]), coarse)).toMatchObject({ after: 2 }); // biome-ignore format: a row of voxels
    expect(voxelsOf(placeMask(maskOf(grid, [[1, 0, 0], [5, 0, 0]]), coarse).mask)).toEqual([[0, 0, 0], [2, 0, 0]]); // biome-ignore format: a row of voxels
  });

  it("is the nearest voxel on any grid, by the definition", () => {
    fc.assert(
      fc.property(arbitraryMask(arbitraryGrid), arbitraryGrid, (mask, target) => {
        const expected = byDefinition(mask, target);
        if (countVoxels(expected) === 0) {
          expect(() => placeMask(mask, target)).toThrow(/^mask is empty on the image's grid/);
          return;
        }
        const placed = placeMask(mask, target);
        expect(placed.mask).toEqual({ ...gridOf(target), data: expected.data });
        const outside = voxelsOf(mask).filter((v) =>
          worldToIndex(target, indexToWorld(mask, v)).some(
            (index, a) => index < -0.5 - tie || index > target.size[a] - 0.5 + tie,
          ),
        );
        expect(placed).toMatchObject({
          before: countVoxels(mask),
          after: countVoxels(expected),
          outside: outside.length,
        });
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });

  it("counts what it cuts off", () => {
    const wide: Grid = { ...grid, size: [12, 5, 4] };
    const mask = maskOf(wide, [[5, 0, 0], [6, 0, 0], [11, 0, 0]]); // biome-ignore format: a row of voxels
    expect(placeMask(mask, grid)).toMatchObject({ before: 3, after: 1, outside: 2 });
  });

  it.each<[string, Mask, Grid, string]>([
    ["nothing", maskOf(grid, []), grid, "none of its voxels was 1 before"],
    [
      "what lies elsewhere",
      maskOf({ ...grid, origin: [500, 0, 0] }, [[0, 0, 0], [1, 0, 0]]),
      grid,
      "it had 2 voxels, all of them lie outside the image",
    ],
    [
      "what is too small for the grid",
      maskOf({ ...grid, spacing: [0.1, 0.1, 0.1], origin: [10.2, 20.2, 30.2] }, [[0, 0, 0]]),
      grid,
      "it had 1 voxels, 0 of them lie outside the image; no voxel centre lies in the others",
    ],
  ])("refuses %s", (_, mask, target, reason) => {
    const refused = () => placeMask(mask, target);
    expect(refused).toThrow(expect.objectContaining({ code: "empty-mask" }));
    expect(refused).toThrow(`mask is empty on the image's grid: ${reason}`);
  }); // biome-ignore format: a case a line
});
