// slow: every filter, in windows and on the whole image
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extractRegions } from "../../src/extraction/extract-regions.ts";
import { filterMargin, filterWindows } from "../../src/extraction/filter-windows.ts";
import { applyFilter } from "../../src/filters/apply-filter.ts";
import { type FilterInput, filters, prepareFilter } from "../../src/filters/filters.ts";
import { respondIn } from "../../src/filters/respond.ts";
import { imageParts } from "../../src/processing/image-parts.ts";
import { gridAfter } from "../../src/processing/resample-grid.ts";
import { resampleWhole } from "../../src/processing/resample-whole.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import {
  type Box,
  boxSize,
  countBoxVoxels,
  crop,
  shiftBox,
  wholeBox,
} from "../../src/volume/box.ts";
import { scale } from "../../src/volume/vec3.ts";
import type { Grid, Vec3, Volume } from "../../src/volume/volume.ts";
import { deviation, everyBoundary, volume } from "../filters/volumes.ts";
import { maskOf } from "../processing/arbitrary-volumes.ts";

const solid: Volume = {
  ...volume([30, 27, 24], () => 0, [1, 1.1, 1.3]),
  data: Int16Array.from({ length: 30 * 27 * 24 }, (_, v) => ((v * v * 31) % 2003) - 1000),
};

const everyFilter: FilterInput[] = [
  { type: "mean", support: 5 },
  { type: "mean", support: 3, dimensions: 2 },
  { type: "mean", support: 99 }, // longer than the image, and applied by Fourier transform
  { type: "laplacianOfGaussian", sigma: 1.3 },
  { type: "laplacianOfGaussian", sigma: 1.3, zeroSum: true, dimensions: 2 },
  { type: "laws", kernels: "E5L5S5" },
  { type: "laws", kernels: "L5E5", dimensions: 2, energy: { distance: 4 } },
  { type: "laws", kernels: "E3W5R5", rotationInvariant: true, energy: { distance: 3 } },
  { type: "gabor", sigma: 0.8, lambda: 3, gamma: 1, thetaStep: Math.PI / 4 },
  { type: "gabor", sigma: 0.7, lambda: 2, gamma: 1.5, planes: "orthogonal", pooling: "max" },
  { type: "gabor", sigma: 3, lambda: 4, gamma: 0.5 }, // ends after half of the image
  { type: "wavelet", wavelet: "db3", subBand: "LHL" },
  { type: "wavelet", wavelet: "haar", subBand: "HL", dimensions: 2, level: 3 },
  { type: "wavelet", wavelet: "coif1", subBand: "LLH", level: 2, rotationInvariant: true },
  { type: "wavelet", wavelet: "db2", subBand: "HHL", rotationInvariant: true, pooling: "min" },
  { type: "simoncelli" },
  { type: "shannon", dimensions: 2 },
  { type: "riesz", of: { type: "laplacianOfGaussian", sigma: 1 }, order: [1, 0, 0] },
  { type: "gaussian", sigma: 1.2 },
  { type: "square" },
  { type: "squareRoot" },
  { type: "logarithm" },
  { type: "exponential" },
  { type: "gradient" },
  { type: "gradient", dimensions: 2 },
  { type: "localBinaryPattern" },
  { type: "localBinaryPattern", dimensions: 2 },
];

const usingFourier = new Set([everyFilter[2], ...everyFilter.slice(8, 11)]);

const sources: SettingsInput[] = [
  {},
  { resample: { spacing: [1.2, null, 1], interpolation: "cubic", roundIntensities: true } },
  { resample: { spacing: [0.9, 1.3, 1.1], interpolation: "linear" } },
];

/** Boxes in corners, in the middle, and of the whole grid. */
function boxesOn({ size: [nx, ny, nz] }: Grid): Box[] {
  return [
    { min: [0, 0, 0], max: [3, 2, 1] },
    { min: [nx - 3, 0, nz - 2], max: [nx - 1, 3, nz - 1] },
    { min: [nx - 4, ny - 2, 1], max: [nx - 2, ny - 1, 3] },
    { min: [12, 11, 10], max: [15, 13, 11] },
    { min: [13, 9, 12], max: [17, 12, 12] },
    { min: [0, 0, 0], max: [nx - 1, ny - 1, nz - 1] },
  ];
}

/** How many values differ, NaN being equal to NaN: of arrays that are long for `toEqual`. */
function countDifferences(found: readonly Float64Array[], expected: readonly Float64Array[]) {
  expect(found.map(({ length }) => length)).toEqual(expected.map(({ length }) => length));
  let count = 0;
  found.forEach((values, n) => {
    for (let v = 0; v < values.length; v++) if (!Object.is(values[v], expected[n][v])) count++;
  });
  return count;
}

/** The response of the whole image that was asked for last, which the next question may be of too. */
let last: { key: string; image: Volume; response: Volume<Float64Array> } | null = null;

function wholeResponse(input: FilterInput, source: SettingsInput, image: Volume) {
  const key = JSON.stringify([input, source]);
  if (last === null || last.key !== key || last.image !== image) {
    const settings = resolveSettings(source);
    const interpolated = resampleWhole(image, settings);
    const response = applyFilter(interpolated, input, {}, settings.nonFinite);
    last = { key, image, response };
  }
  return last.response;
}

/** The response in each box: found in windows, and in the whole image. */
function responsesIn(
  input: FilterInput,
  source: SettingsInput,
  boxes: (grid: Grid) => Box[],
  image = solid,
) {
  const settings = resolveSettings(source);
  const filter = prepareFilter(input);
  const grid = gridAfter(image, settings.resample);
  const wanted = boxes(grid);
  const windows = filterWindows(filter, grid, wanted);
  const parts = imageParts(
    image,
    settings,
    windows.map(({ box }) => box),
    null,
  );
  const found: Float64Array[] = wanted.map(() => new Float64Array(0));
  for (const { box, members } of windows) {
    const data = respondIn(parts.part(box), parts.frame, filter, {}, settings.nonFinite);
    const map = { ...grid, size: boxSize(box), data };
    for (const n of members) found[n] = crop(map, shiftBox(wanted[n], scale(box.min, -1))).data;
  }
  const whole = wholeResponse(input, source, image);
  return {
    windows,
    grid,
    found,
    expected: wanted.map((box) => crop(whole, box).data),
    largest: whole.data.reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0),
  };
}

describe("the response in windows is that of the whole image", () => {
  it.each(everyFilter)("in corners, in the middle and everywhere: %j", (filter) => {
    for (const boundary of everyBoundary) {
      for (const source of sources) {
        const input = { ...filter, boundary };
        const choices = [
          boxesOn, // as windows together take more than the whole image
          (grid: Grid) => boxesOn(grid).slice(0, 5),
          ...[0, 1, 2, 3].map((n) => (grid: Grid) => [boxesOn(grid)[n]]),
        ];
        for (const boxes of choices) {
          const { found, expected, largest } = responsesIn(input, source, boxes);
          if (usingFourier.has(filter)) {
            found.forEach((data, n) => {
              const scaled = (values: Float64Array) => values.map((value) => value / largest);
              expect(deviation(scaled(data), scaled(expected[n]))).toBeLessThan(1e-12);
            });
          } else expect(countDifferences(found, expected)).toBe(0);
        }
      }
    }
  });

  it.each(everyFilter)(
    "around voxels without a finite intensity that are left out: %j",
    (filter) => {
      if (filterMargin(prepareFilter(filter), solid) === null) return;
      const data = Float64Array.from(solid.data);
      for (const v of [3, 2000, 9000, data.length - 400]) data[v] = Number.NaN;
      const holed = { ...solid, data };
      for (const boundary of everyBoundary) {
        const input = { ...filter, boundary };
        for (const resample of [
          null,
          { spacing: [0.9, 1.3, 1.1] },
        ] as SettingsInput["resample"][]) {
          const source = { resample, nonFinite: "exclude" } as const;
          const some = (grid: Grid) => boxesOn(grid).slice(0, 5);
          const { found, expected, largest } = responsesIn(input, source, some, holed);
          found.forEach((values, n) => {
            const [a, b] = [values, expected[n]].map((each) =>
              each.map((x) => (Number.isNaN(x) ? 1e9 : x)),
            );
            if (!usingFourier.has(filter)) expect(countDifferences([a], [b])).toBe(0);
            else
              expect(Math.max(...a.map((x, k) => Math.abs(x - b[k])))).toBeLessThan(
                1e-12 * (largest || 1),
              );
          });
        }
      }
    },
  );

  it("is tried with every filter", () => {
    expect(new Set(everyFilter.map(({ type }) => type))).toEqual(
      new Set(filters.map(({ type }) => type)),
    );
  });

  it("under kernels of any length beside any border", () => {
    const arbitraryBox = fc
      .tuple(...solid.size.map((n) => fc.tuple(fc.nat(n - 1), fc.nat(n - 1))))
      .map((ends): Box => {
        const at = (pick: (...ends: number[]) => number) =>
          ends.map((both) => pick(...both)) as unknown as Vec3;
        return { min: at(Math.min), max: at(Math.max) };
      });
    const arbitraryFilter = fc.record({
      type: fc.constant("wavelet" as const),
      wavelet: fc.constantFrom("haar", "db2", "sym5", "coif2"),
      subBand: fc.constantFrom("LLH", "HLL", "LHL"),
      level: fc.integer({ min: 1, max: 3 }),
      boundary: fc.constantFrom(...everyBoundary),
    }) as fc.Arbitrary<FilterInput>;
    fc.assert(
      fc.property(arbitraryFilter, fc.array(arbitraryBox, { minLength: 1 }), (filter, boxes) => {
        const { found, expected } = responsesIn(filter, {}, () => boxes);
        expect(countDifferences(found, expected)).toBe(0);
      }),
      { numRuns: 30 },
    );
  });
});

describe("the windows of a filter", () => {
  const windowsOf = (filter: FilterInput, boxes: readonly Box[], size: Vec3 = [100, 100, 100]) =>
    filterWindows(prepareFilter(filter), { ...solid, size }, boxes);
  const cube = (at: number, side = 10): Box => ({
    min: [at, at, at],
    max: [at + side - 1, at + side - 1, at + side - 1],
  });

  it("are the boxes with the kernel's reach around them, cut at the border", () => {
    const mean = { type: "mean", support: 9 } as const;
    expect(windowsOf(mean, [cube(50), cube(2)])).toEqual([
      { box: cube(46, 18), members: [0] },
      { box: cube(0, 16), members: [1] },
    ]);
    const slices = { ...mean, dimensions: 2 } as const;
    expect(windowsOf(slices, [cube(50)])[0].box).toEqual({ min: [46, 46, 50], max: [63, 63, 59] });
  });

  it("go on past the border of a periodic image, and once around it at most", () => {
    const mean = { type: "mean", support: 9, boundary: "periodic" } as const;
    expect(windowsOf(mean, [cube(2)])[0].box).toEqual(cube(-2, 18));
    const flat: Vec3 = [100, 12, 100];
    const [{ box }] = windowsOf(mean, [{ min: [2, 2, 92], max: [5, 5, 97] }], flat);
    expect(box).toEqual({ min: [-2, 0, 88], max: [9, 11, 101] });
  });

  it("are shared by boxes that lie close, and by no others", () => {
    const mean = { type: "mean", support: 9 } as const;
    const near = [cube(20), cube(80), { min: [25, 20, 20], max: [34, 29, 29] } as const];
    expect(windowsOf(mean, near)).toEqual([
      { box: cube(76, 18), members: [1] },
      { box: { min: [16, 16, 16], max: [38, 33, 33] }, members: [0, 2] },
    ]);
  });

  it("are one for each box where a Fourier transform would round otherwise", () => {
    const gabor = { type: "gabor", sigma: 1, lambda: 2, gamma: 1 } as const;
    for (const filter of [gabor, { type: "mean", support: 49 }] as const) {
      const [alone] = windowsOf(filter, [cube(20, 2)]);
      const both = windowsOf(filter, [cube(20, 2), cube(21, 2)]);
      expect(both).toHaveLength(2);
      expect(both[0]).toEqual(alone);
    }
    expect(windowsOf({ type: "mean", support: 47 }, [cube(20, 2), cube(21, 2)])).toHaveLength(1);
  });

  it("are the whole image where that is less, and where every voxel depends on all", () => {
    const whole = [{ box: wholeBox({ size: [100, 100, 100] }), members: [0, 1] }];
    const boxes = [cube(0, 2), cube(98, 2)];
    const everywhere: FilterInput[] = [
      { type: "simoncelli" },
      { type: "shannon" },
      { type: "riesz", of: { type: "laplacianOfGaussian", sigma: 2 }, order: [1, 0, 0] },
      { type: "square" },
      { type: "squareRoot" },
      { type: "logarithm" },
      { type: "exponential" },
      { type: "gaussian", sigma: 30 },
    ];
    for (const filter of everywhere) expect(windowsOf(filter, boxes)).toEqual(whole);
    const gabor = { type: "gabor", sigma: 1, lambda: 2, gamma: 1 } as const;
    const slabs = Array.from({ length: 20 }, () => ({ min: [0, 0, 0], max: [99, 99, 9] }) as const);
    expect(windowsOf(gabor, slabs)).toEqual([
      { box: whole[0].box, members: slabs.map((_, n) => n) },
    ]);
    expect(filterMargin(prepareFilter({ type: "simoncelli" }), solid)).toBeNull();
    expect(filterMargin(prepareFilter({ type: "square" }), solid)).toBeNull();
  });

  it("have few of the image's voxels", () => {
    const filter = { type: "laplacianOfGaussian", sigma: 1.3 } as const;
    const { windows, grid } = responsesIn(filter, {}, (all) => boxesOn(all).slice(0, 4));
    const voxels = windows.reduce((sum, { box }) => sum + countBoxVoxels(box), 0);
    expect(windows.length).toBeGreaterThan(1);
    expect(voxels).toBeLessThan(countBoxVoxels(wholeBox(grid)) / 2);
  });
});

describe("regions that are measured in windows", () => {
  const inside = ([x0, y0, z0]: Vec3) =>
    maskOf(solid, (x, y, z) => (x - x0) ** 2 + (y - y0) ** 2 + (z - z0) ** 2 < 8);
  const settings: SettingsInput = {
    families: ["statistics"],
    filters: [
      { type: "laplacianOfGaussian", sigma: 1.3 },
      { type: "square" },
      { type: "gabor", sigma: 0.6, lambda: 2, gamma: 1 },
    ],
    filterFeatures: { families: ["localIntensity", "statistics"] },
  };

  it("have the same values alone and together", () => {
    const masks = [inside([3, 3, 3]), inside([5, 4, 3]), inside([25, 22, 20])];
    for (const resample of [null, { spacing: [1, 1, 1] }] as SettingsInput["resample"][]) {
      const input = { ...settings, resample };
      const together = extractRegions(solid, masks, input);
      masks.forEach((mask, n) => {
        expect(together[n]).toStrictEqual(extractRegions(solid, [mask], input)[0]);
        expect(together[n].error).toBeNull();
      });
    }
  });

  it("are not touched by what lies beyond their windows, unless every response depends on it", () => {
    const data = Float64Array.from(solid.data);
    data[data.length - 1] = Number.NaN;
    const spoilt = { ...solid, data };
    const mask = inside([5, 5, 5]);
    const [{ extraction }] = extractRegions(spoilt, [mask], settings);
    expect(extraction).toStrictEqual(extractRegions(solid, [mask], settings)[0].extraction);
    const endless = { ...settings, filters: [{ type: "simoncelli" }] } as const;
    expect(extractRegions(spoilt, [mask], endless)[0].error?.code).toBe("invalid-intensity");
  });
});
