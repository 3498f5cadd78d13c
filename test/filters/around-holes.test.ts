import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyFilter } from "../../src/filters/apply-filter.ts";
import { completeFilter, type FilterInput } from "../../src/filters/filter-defaults.ts";
import { reachOf } from "../../src/filters/filter-reach.ts";
import { metVoxels } from "../../src/filters/met-voxels.ts";
import type { Vec3 } from "../../src/volume/volume.ts";
import {
  anyBoundary,
  arbitraryImage,
  deviation,
  type Image,
  respond,
  volume,
  voxel,
} from "./volumes.ts";

const spacing: Vec3 = [1, 1.5, 2];

/** Filters with an end, and how far they look on that spacing, worked out by hand. */
const finite: readonly (readonly [FilterInput, readonly Vec3[]])[] = [
  [{ type: "mean", support: 5 }, [[2, 2, 2]]],
  [{ type: "mean", support: 3, dimensions: 2 }, [[1, 1, 0]]],
  // floor(4 · 1.2 / spacing + 0.5)
  [{ type: "gaussian", sigma: 1.2, undersampled: true }, [[5, 3, 2]]],
  [{ type: "laplacianOfGaussian", sigma: 1.5, truncate: 2 }, [[3, 2, 2]]],
  [{ type: "laplacianOfGaussian", sigma: 1.5, truncate: 2, dimensions: 2 }, [[3, 2, 0]]],
  [{ type: "laws", kernels: "E5L3S5" }, [[2, 1, 2]]],
  [{ type: "laws", kernels: "E5L3", dimensions: 2, energy: { distance: 2 } }, [[4, 3, 0]]],
  [
    { type: "laws", kernels: "E5L3S5", rotationInvariant: true, energy: { distance: 1 } },
    [
      [3, 2, 3],
      [3, 3, 2],
      [2, 3, 3],
    ],
  ],
  // four taps and a 0 around the third: two to either side, twice as many on level 2
  [{ type: "wavelet", wavelet: "db2", subBand: "LHL" }, [[2, 2, 2]]],
  [{ type: "wavelet", wavelet: "db2", subBand: "HH", level: 2, dimensions: 2 }, [[6, 6, 0]]],
  [
    { type: "wavelet", wavelet: "haar", subBand: "LLH", rotationInvariant: true, pooling: "max" },
    [[1, 1, 1]],
  ],
  // ceil(7 · 0.4 / spacing)
  [{ type: "gabor", sigma: 0.4, lambda: 2, gamma: 1 }, [[3, 2, 0]]],
  [
    { type: "gabor", sigma: 0.4, lambda: 2, gamma: 1, planes: "orthogonal", thetaStep: 1 },
    [
      [3, 2, 0],
      [3, 0, 2],
      [0, 2, 2],
    ],
  ],
  [{ type: "square" }, [[0, 0, 0]]],
  [{ type: "squareRoot" }, [[0, 0, 0]]],
  [{ type: "logarithm" }, [[0, 0, 0]]],
  [{ type: "exponential" }, [[0, 0, 0]]],
  [
    { type: "gradient" },
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  ],
  [
    { type: "gradient", dimensions: 2 },
    [
      [1, 0, 0],
      [0, 1, 0],
    ],
  ],
  [{ type: "localBinaryPattern" }, [[1, 1, 1]]],
  [{ type: "localBinaryPattern", dimensions: 2 }, [[1, 1, 0]]],
];

const endless: readonly FilterInput[] = [
  { type: "simoncelli" },
  { type: "shannon", dimensions: 2 },
  { type: "riesz", of: { type: "laplacianOfGaussian", sigma: 1.5 }, order: [1, 0, 0] },
];

const named = finite.map(([filter, reach]) => [JSON.stringify(filter), filter, reach] as const);

/** The voxels whose boxes hold a voxel without a finite intensity, looked up one by one. */
function metByDefinition(image: Image, reach: readonly Vec3[], filter: FilterInput): boolean[] {
  const { boundary = "mirror" } = filter;
  const met: boolean[] = [];
  const [nx, ny, nz] = image.size;
  for (let z = 0; z < nz; z++)
    for (let y = 0; y < ny; y++)
      for (let x = 0; x < nx; x++) met.push(reach.some((box) => meets(image, [x, y, z], box)));
  return met;

  function meets(of: Image, [x, y, z]: Vec3, [rx, ry, rz]: Vec3): boolean {
    for (let dz = -rz; dz <= rz; dz++)
      for (let dy = -ry; dy <= ry; dy++)
        for (let dx = -rx; dx <= rx; dx++)
          if (!Number.isFinite(voxel(of, [x + dx, y + dy, z + dz], boundary))) return true;
    return false;
  }
}

/** An image with a few voxels that are NaN or infinite. */
const holed = (longest: number) =>
  fc
    .tuple(arbitraryImage(longest, spacing), fc.array(fc.nat(), { minLength: 1, maxLength: 3 }))
    .map(([image, places]): Image => {
      const data = image.data.slice();
      places.forEach((place, n) => {
        data[place % data.length] = [Number.NaN, Infinity, -Infinity][n];
      });
      return { ...image, data };
    });

const filledWith = (image: Image, value: number): Image => ({
  ...image,
  data: image.data.map((x) => (Number.isFinite(x) ? x : value)),
});

const excluding = (image: Image, filter: FilterInput): Float64Array =>
  applyFilter(image, completeFilter(filter), {}, "exclude").data;

describe("reachOf", () => {
  it.each(named)("%s", (_, filter, expected) => {
    const grid = volume([20, 20, 20], () => 0, spacing);
    const reach = reachOf(completeFilter(filter), grid) ?? [];
    const inOrder = (boxes: readonly Vec3[]) => boxes.map(String).sort();
    expect(inOrder(reach)).toEqual(inOrder(expected));
  });

  it.each(endless.map((filter) => [filter.type, filter] as const))(
    "has no end: %s",
    (_, filter) => {
      expect(
        reachOf(
          completeFilter(filter),
          volume([4, 4, 4], () => 0),
        ),
      ).toBeNull();
    },
  );

  it("ends a Gabor kernel after half of the plane", () => {
    const settings = completeFilter({ type: "gabor", sigma: 5, lambda: 2, gamma: 0.5 });
    expect(
      reachOf(
        settings,
        volume([9, 20, 3], () => 0),
      ),
    ).toEqual([[10, 10, 0]]);
  });

  it.each(named)("holds every voxel with a weight: %s", (_, filter, reach) => {
    // one voxel changes, and with it responses within the reach alone
    fc.assert(
      fc.property(arbitraryImage(8, spacing), fc.nat(), anyBoundary, (image, place, boundary) => {
        const changed = { ...image, data: image.data.slice() };
        // not beyond the largest magnitude, which scales every intensity transform
        const v = place % image.data.length;
        changed.data[v] = Number.NaN;
        const bounded = { ...filter, boundary } as FilterInput;
        const gabor = filter.type === "gabor";
        const boxes = gabor ? (reachOf(completeFilter(bounded), image) ?? []) : reach;
        const met = metByDefinition(changed, boxes, bounded);
        const scaled = ["square", "squareRoot", "logarithm", "exponential"].includes(filter.type);
        changed.data[v] = scaled ? -image.data[v] : 77;
        const [before, after] = [respond(image, bounded).data, respond(changed, bounded).data];
        const far = (data: Float64Array) => data.filter((_, w) => !met[w]);
        if (gabor) expect(deviation(far(after), far(before))).toBeLessThan(1e-12);
        else expect(far(after)).toEqual(far(before));
      }),
      { numRuns: 15 },
    );
  });
});

describe("applyFilter under exclude", () => {
  it.each(named)(
    "is NaN where the kernel meets a hole, and there alone: %s",
    (_, filter, reach) => {
      fc.assert(
        fc.property(holed(8), anyBoundary, (image, boundary) => {
          const bounded = { ...filter, boundary } as FilterInput;
          const before = image.data.slice();
          const found = excluding(image, bounded);
          expect(image.data).toEqual(before);
          const boxes =
            filter.type === "gabor" ? (reachOf(completeFilter(bounded), image) ?? []) : reach;
          const met = metByDefinition(image, boxes, bounded);
          const expected = respond(filledWith(image, 0), bounded).data;
          met.forEach((is, v) => {
            if (is) expected[v] = Number.NaN;
          });
          expect(found).toEqual(expected);
        }),
        { numRuns: 25 },
      );
    },
  );

  it.each(
    finite
      .map(([filter]) => filter)
      .filter(({ type }) => !/^(gabor|square|squareRoot|logarithm|exponential)$/.test(type))
      .map((filter) => [JSON.stringify(filter), filter] as const),
  )("does not depend on what stands in a hole, to the last bit: %s", (_, filter) => {
    fc.assert(
      fc.property(holed(8), anyBoundary, (image, boundary) => {
        const bounded = { ...filter, boundary } as FilterInput;
        const found = excluding(image, bounded);
        const other = respond(filledWith(image, 1e6), bounded).data;
        expect(found).toEqual(other.map((x, v) => (Number.isNaN(found[v]) ? Number.NaN : x)));
      }),
      { numRuns: 10 },
    );
  });

  it("does not depend on it but for rounding where kernels are long", () => {
    const image = volume([150, 3, 3], (x, y, z) => (x === 0 ? Number.NaN : (x * y + z) % 7));
    const filter: FilterInput = { type: "gaussian", sigma: 8, dimensions: 2 };
    const found = excluding(image, filter);
    const other = respond(filledWith(image, 5), filter).data;
    const far = (data: Float64Array) => data.filter((_, v) => v % 150 > 32);
    expect(found.filter(Number.isNaN)).toHaveLength(9 * 33);
    expect(deviation(far(found), far(other))).toBeLessThan(1e-13);
  });

  it("takes the range of intensity transforms from finite voxels", () => {
    // m is 4: -4 and 1 become 4 and 1/4
    const image = { ...volume([3, 1, 1], () => 0), data: Float64Array.of(-4, Infinity, 1) };
    expect([...excluding(image, { type: "square" })]).toEqual([4, Number.NaN, 0.25]);
  });

  it("changes nothing where every voxel is finite", () => {
    const image = volume([6, 5, 4], (x, y, z) => (x * 7 + y * 5 + z * 3) % 11, spacing);
    for (const filter of [...finite.map(([one]) => one), ...endless]) {
      expect(excluding(image, filter)).toEqual(respond(image, filter).data);
    }
  });

  it.each(endless.map((filter) => [filter.type, filter] as const))(
    "refuses a filter whose kernel has no end: %s",
    (type, filter) => {
      const image = volume([4, 4, 4], (x, y) => (x === 2 && y === 1 ? Number.NaN : x));
      expect(() => excluding(image, filter)).toThrow(
        expect.objectContaining({
          code: "invalid-intensity",
          message: expect.stringMatching(
            new RegExp(
              `^${type}.*: 4 of the image's 64 voxels .* voxel \\(2, 1, 0\\) .* has no end`,
            ),
          ),
          details: expect.objectContaining({ count: 4, voxel: [2, 1, 0] }),
        }),
      );
      expect(() => respond(image, filter)).not.toThrow();
    },
  );

  it("refuses another word", () => {
    const image = volume([1, 1, 1], () => 0);
    const word = "leave" as unknown as "exclude";
    expect(() => applyFilter(image, completeFilter({ type: "square" }), {}, word)).toThrow(
      'nonFinite: found "leave", expected one of refuse, exclude',
    );
  });
});

describe("metVoxels", () => {
  it("is the same for a reach however far past the image", () => {
    fc.assert(
      fc.property(
        holed(6),
        anyBoundary,
        fc.integer({ min: 0, max: 20 }),
        (image, boundary, far) => {
          const holes = Uint8Array.from(image.data, (x) => (Number.isFinite(x) ? 0 : 1));
          const reach: Vec3[] = [[far, 1, 0]];
          const filter: FilterInput = { type: "square", boundary };
          const expected = metByDefinition(image, reach, filter).map(Number);
          expect([...metVoxels(holes, image.size, reach, boundary)]).toEqual(expected);
        },
      ),
    );
  });
});
