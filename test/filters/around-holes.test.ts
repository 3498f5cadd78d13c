// slow: every filter on images with holes
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { affectedVoxels } from "../../src/convolution/affected-voxels.ts";
import type { Boundary } from "../../src/convolution/boundary.ts";
import { boxReach } from "../../src/convolution/reach.ts";
import { applyFilter } from "../../src/filters/apply-filter.ts";
import { completeFilter, type FilterInput, prepareFilter } from "../../src/filters/filters.ts";
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

/** Offsets that kernels weigh along an axis, one kernel after another. */
type Steps = readonly (readonly number[])[];
/** What a kernel weighs: all combinations of the offsets along x, y and z. */
type Weighed = readonly [Steps, Steps, Steps];

const upTo = (r: number) => Array.from({ length: 2 * r + 1 }, (_, k) => k - r);
const box = (...reach: readonly number[]) =>
  [0, 1, 2].map((axis) => [upTo(reach[axis])]) as unknown as Weighed;
/** What the orientations by right angles weigh: axes exchanged and mirrored, without reflections. */
function turned(weighed: Weighed): Weighed[] {
  const orders = [
    ...[[0, 1, 2], [1, 2, 0], [2, 0, 1]].map((order) => ({ order, odd: 0 })),
    ...[[1, 0, 2], [0, 2, 1], [2, 1, 0]].map((order) => ({ order, odd: 1 })),
  ]; // biome-ignore format: a permutation a group
  return orders.flatMap(({ order, odd }) =>
    [0, 1, 2, 3, 4, 5, 6, 7].flatMap((flips) => {
      const mirrored = [0, 1, 2].filter((axis) => (flips & (1 << axis)) !== 0);
      if ((mirrored.length + odd) % 2 !== 0) return [];
      const axes = order.map((from, axis) =>
        mirrored.includes(axis)
          ? weighed[from].map((offsets) => offsets.map((offset) => -offset))
          : weighed[from],
      );
      return [axes as unknown as Weighed];
    }),
  );
}

const [L3, E5, S5, R5] = [upTo(1), [-2, -1, 1, 2], [-2, 0, 2], upTo(2)];
/** Four taps and a 0 around the third. */
const db2 = [-1, 0, 1, 2];
/** Six taps and a 0 around the fourth. */
const coif1 = [-2, -1, 0, 1, 2, 3];
/** Two taps and a 0 around the second. */
const haar = [0, 1];
const times = (factor: number, offsets: readonly number[]) => offsets.map((k) => factor * k);

/** Filters whose kernel has an end, with the offsets of their weights at that spacing, worked out by hand. */
const finite: readonly (readonly [FilterInput, readonly Weighed[]])[] = [
  [{ type: "mean", support: 5 }, [box(2, 2, 2)]],
  [{ type: "mean", support: 3, dimensions: 2 }, [box(1, 1, 0)]],
  // floor(4 · 1.2 / spacing + 0.5)
  [{ type: "gaussian", sigma: 1.2, undersampled: true }, [box(5, 3, 2)]],
  [{ type: "laplacianOfGaussian", sigma: 1.5, truncate: 2 }, [box(3, 2, 2)]],
  [{ type: "laplacianOfGaussian", sigma: 1.5, truncate: 2, dimensions: 2 }, [box(3, 2, 0)]],
  [{ type: "laws", kernels: "E5L3S5" }, [[[E5], [L3], [S5]]]],
  [{ type: "laws", kernels: "W5R5E3" }, [[[E5], [R5], [[-1, 1]]]]],
  [
    { type: "laws", kernels: "E5L3", dimensions: 2, energy: { distance: 2 } },
    [[[E5, upTo(2)], [L3, upTo(2)], []]],
  ],
  [
    { type: "laws", kernels: "S5E5", dimensions: 2, rotationInvariant: true, pooling: "max" },
    [
      [[S5], [E5], []],
      [[E5], [S5], []],
    ],
  ],
  [
    { type: "laws", kernels: "E5L3S5", rotationInvariant: true, energy: { distance: 1 } },
    turned([
      [E5, upTo(1)],
      [L3, upTo(1)],
      [S5, upTo(1)],
    ]),
  ],
  [{ type: "wavelet", wavelet: "db2", subBand: "LHL" }, [[[db2], [db2], [db2]]]],
  // twice as far apart on level 2, four times on level 3
  [
    { type: "wavelet", wavelet: "db2", subBand: "HH", level: 2, dimensions: 2 },
    [[[db2, times(2, db2)], [db2, times(2, db2)], []]],
  ],
  [
    { type: "wavelet", wavelet: "haar", subBand: "LHL", level: 2 },
    [
      [
        [haar, times(2, haar)],
        [haar, times(2, haar)],
        [haar, times(2, haar)],
      ],
    ],
  ],
  [
    { type: "wavelet", wavelet: "haar", subBand: "HL", level: 3, dimensions: 2 },
    [[[haar, times(2, haar), times(4, haar)], [haar, times(2, haar), times(4, haar)], []]],
  ],
  [
    { type: "wavelet", wavelet: "coif1", subBand: "LH", level: 3, dimensions: 2 },
    [[[1, 2, 4].map((far) => times(far, coif1)), [1, 2, 4].map((far) => times(far, coif1)), []]],
  ],
  [
    { type: "wavelet", wavelet: "haar", subBand: "LLH", rotationInvariant: true, pooling: "max" },
    turned([[haar], [haar], [haar]]),
  ],
  [
    { type: "wavelet", wavelet: "haar", subBand: "LLH", level: 2, rotationInvariant: true },
    turned([
      [haar, times(2, haar)],
      [haar, times(2, haar)],
      [haar, times(2, haar)],
    ]),
  ],
  // ceil(7 · 0.4 / spacing)
  [{ type: "gabor", sigma: 0.4, lambda: 2, gamma: 1 }, [box(3, 2, 0)]],
  [
    { type: "gabor", sigma: 0.4, lambda: 2, gamma: 1, planes: "orthogonal", thetaStep: 1 },
    [box(3, 2, 0), box(3, 0, 2), box(0, 2, 2)],
  ],
  [{ type: "square" }, [box(0, 0, 0)]],
  [{ type: "squareRoot" }, [box(0, 0, 0)]],
  [{ type: "logarithm" }, [box(0, 0, 0)]],
  [{ type: "exponential" }, [box(0, 0, 0)]],
  [
    { type: "gradient" },
    [
      [[[-1, 1]], [], []],
      [[], [[-1, 1]], []],
      [[], [], [[-1, 1]]],
    ],
  ],
  [
    { type: "gradient", dimensions: 2 },
    [
      [[[-1, 1]], [], []],
      [[], [[-1, 1]], []],
    ],
  ],
  [{ type: "localBinaryPattern" }, [box(1, 1, 1)]],
  [{ type: "localBinaryPattern", dimensions: 2 }, [box(1, 1, 0)]],
];

const endless: readonly FilterInput[] = [
  { type: "simoncelli" },
  { type: "shannon", dimensions: 2 },
  { type: "riesz", of: { type: "laplacianOfGaussian", sigma: 1.5 }, order: [1, 0, 0] },
];

const named = finite.map(([filter, reach]) => [JSON.stringify(filter), filter, reach] as const);

/**
 * The voxels that a response at index `v` of an axis of n voxels weighs, each kernel of several with the
 * border of its own input.
 */
function weighedAlong(n: number, v: number, steps: Steps, boundary: Boundary): ReadonlySet<number> {
  if (steps.length === 0) return new Set([v]);
  const axis = volume([n, 1, 1], (x) => x + 1); // 0 is beyond the border
  const places = steps[steps.length - 1].map((k) => voxel(axis, [v + k, 0, 0], boundary) - 1);
  const inside = places.filter((place) => place >= 0);
  return new Set(inside.flatMap((at) => [...weighedAlong(n, at, steps.slice(0, -1), boundary)]));
}

/** The voxels whose kernels weigh a voxel without a finite intensity, looked up one by one. */
function affectedByDefinition(
  image: Image,
  weighed: readonly Weighed[],
  { boundary = "mirror" }: FilterInput,
): boolean[] {
  const [nx, ny, nz] = image.size;
  const affected = new Array<boolean>(image.data.length).fill(false);
  for (const steps of weighed) {
    const along = image.size.map((n, axis) =>
      Array.from({ length: n }, (_, v) => [...weighedAlong(n, v, steps[axis], boundary)]),
    );
    for (let z = 0, v = 0; z < nz; z++)
      for (let y = 0; y < ny; y++)
        for (let x = 0; x < nx; x++, v++)
          affected[v] ||= along[2][z].some((k) =>
            along[1][y].some((j) =>
              along[0][x].some((i) => !Number.isFinite(image.data[i + nx * (j + ny * k)])),
            ),
          );
  }
  return affected;
}

/** Gabor kernels end after half of the longer side of their plane. */
function gaborBoxes(
  { size }: Image,
  { type }: FilterInput,
  weighed: readonly Weighed[],
): readonly Weighed[] {
  if (type !== "gabor") return weighed;
  return weighed.map((steps) => {
    const reach = steps.map(([offsets]) => (offsets.length - 1) / 2);
    const half = Math.floor(Math.max(...size.filter((_, axis) => reach[axis] > 0)) / 2);
    return box(...reach.map((end) => Math.min(end, half)));
  });
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

describe("the reach of a filter", () => {
  it.each(named)("%s", (_, filter, expected) => {
    const grid = volume(
      [41, 21, 17],
      (x, y, z) => (x === 20 && y === 10 && z === 8 ? NaN : 0),
      spacing,
    );
    const reach = prepareFilter(filter).reach(grid) ?? [];
    const holes = Uint8Array.from(grid.data, (x) => (Number.isFinite(x) ? 0 : 1));
    const affected = [...affectedVoxels(holes, grid.size, reach, "zero")];
    expect(affected).toEqual(
      affectedByDefinition(grid, expected, { ...filter, boundary: "zero" }).map(Number),
    );
  });

  it.each([
    // 2 voxels along an axis on level 1, 4 on level 2, 8 on level 3
    [{ type: "wavelet", wavelet: "haar", subBand: "LLL", level: 2 }, 64],
    [{ type: "wavelet", wavelet: "haar", subBand: "HLH", level: 3 }, 512],
    [{ type: "laws", kernels: "S5W5E3" }, 3 * 4 * 2],
    [{ type: "gradient" }, 6],
    // the kernel is 0 where |k|² is 2 sigma²: in the four corners one step away
    [{ type: "laplacianOfGaussian", sigma: 1, dimensions: 2 }, 81 - 4],
  ] as const)("%j leaves out %i responses around a voxel", (filter, count) => {
    const image = volume([21, 21, 21], (x, y, z) =>
      x === 10 && y === 10 && z === 10 ? NaN : x + y,
    );
    expect(excluding(image, filter as FilterInput).filter(Number.isNaN)).toHaveLength(count);
  });

  it.each(endless.map((filter) => [filter.type, filter] as const))(
    "has no end: %s",
    (_, filter) => {
      expect(prepareFilter(filter).reach(volume([4, 4, 4], () => 0))).toBeNull();
    },
  );

  it("ends a Gabor kernel after half of the plane", () => {
    const settings = completeFilter({ type: "gabor", sigma: 5, lambda: 2, gamma: 0.5 });
    expect(prepareFilter(settings).reach(volume([9, 20, 3], () => 0))).toEqual([
      boxReach([10, 10, 0]),
    ]);
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
        const boxes = gaborBoxes(image, bounded, reach);
        const affected = affectedByDefinition(changed, boxes, bounded);
        const scaled = ["square", "squareRoot", "logarithm", "exponential"].includes(filter.type);
        changed.data[v] = scaled ? -image.data[v] : 77;
        const [before, after] = [respond(image, bounded).data, respond(changed, bounded).data];
        const far = (data: Float64Array) => data.filter((_, w) => !affected[w]);
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
          const boxes = gaborBoxes(image, bounded, reach);
          const affected = affectedByDefinition(image, boxes, bounded);
          const expected = respond(filledWith(image, 0), bounded).data;
          affected.forEach((is, v) => {
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

  it("does not depend on what is in the holes, except for rounding with long kernels", () => {
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
      'nonFinite: found "leave", expected null, "refuse" or "exclude"',
    );
  });
});

describe("affectedVoxels", () => {
  it("is the same for a reach however far past the image", () => {
    fc.assert(
      fc.property(
        holed(6),
        anyBoundary,
        fc.integer({ min: 0, max: 20 }),
        (image, boundary, far) => {
          const holes = Uint8Array.from(image.data, (x) => (Number.isFinite(x) ? 0 : 1));
          const reach = [box(far, 1, 0)];
          const filter: FilterInput = { type: "square", boundary };
          const expected = affectedByDefinition(image, reach, filter).map(Number);
          expect([...affectedVoxels(holes, image.size, reach, boundary)]).toEqual(expected);
        },
      ),
    );
  });
});
