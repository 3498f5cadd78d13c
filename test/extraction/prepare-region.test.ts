import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { prepareRegion } from "../../src/extraction/prepare-region.ts";
import { resample, resampleMask } from "../../src/processing/resample.ts";
import type { Interpolation, ResampleSettings } from "../../src/processing/resample-settings.ts";
import { resegment } from "../../src/processing/resegment.ts";
import { boundingBox, crop, growBox } from "../../src/volume/box.ts";
import { countVoxels } from "../../src/volume/mask.ts";
import type { Grid, Vec3, Volume } from "../../src/volume/volume.ts";
import { gridOf } from "../../src/volume/volume.ts";
import {
  fill,
  gridArbitrary,
  maskOf,
  noise,
  targetSpacingArbitrary,
  unitGrid,
} from "../processing/arbitrary-volumes.ts";

const interpolations = fc.constantFrom<Interpolation>("nearest", "linear", "cubic");

const resampling: fc.Arbitrary<ResampleSettings | null> = fc.option(
  fc.record({
    spacing: targetSpacingArbitrary,
    interpolation: interpolations,
    maskInterpolation: interpolations,
    maskThreshold: fc.constantFrom(0.3, 0.5, 0.9),
    roundIntensities: fc.boolean(),
  }),
);

/** Longer than the spline's reach along x, so that windows do cut its prefilter short. */
const scene = gridArbitrary([150, 7, 5]).chain((grid) =>
  fc
    .record({
      seed: fc.integer(),
      first: fc.tuple(...grid.size.map((n) => fc.integer({ min: 0, max: n - 1 }))),
      extent: fc.tuple(...[6, 4, 3].map((n) => fc.integer({ min: 0, max: n }))),
    })
    .map(({ seed, first, extent }) => ({
      image: noise(grid, seed),
      mask: maskOf(grid, (...index) =>
        index.every((i, a) => i >= first[a] && i <= first[a] + extent[a]),
      ),
    })),
);

describe("resegment.morphological", () => {
  const grid = unitGrid([9, 8, 7]);
  const image = noise(grid, 3);
  const mask = maskOf(grid, (x, y, z) => x > 1 && x < 8 && y > 1 && y < 7 && z > 0 && z < 6);
  const range = [-500, 600] as const;

  it("makes the shape that of the voxels that are kept", () => {
    const cut = prepareRegion(image, mask, { resegment: { range, morphological: true } });
    const kept = prepareRegion(image, mask, { resegment: { range } });
    expect(cut.intensityMask).toEqual(kept.intensityMask);
    expect(cut.morphologicalMask).toBe(cut.intensityMask);
    expect(cut.uncutMask).toEqual(kept.morphologicalMask);
    expect(kept.uncutMask).toBeUndefined();
  });

  it("measures what a mask of these voxels would give", () => {
    const families = ["morphology", "gldzm", "statistics", "localIntensity"] as const;
    const cut = extract(image, mask, { resegment: { range, morphological: true }, families });
    const kept = resegment(image, mask, { range });
    expect(cut.features).toEqual(extract(image, kept, { families }).features);
    const whole = extract(image, mask, { resegment: { range }, families });
    expect(cut.features).not.toEqual(whole.features);
    expect(cut.roi.morphologicalVoxels).toBe(countVoxels(kept));
    const voxels = (morphological: boolean) =>
      extract(image, mask, {
        resegment: { range, morphological },
        families: ["diagnostics"],
      }).features.find(({ tag }) => tag === "morph_mask_vox_count_reseg_roi")?.value;
    expect([voxels(true), voxels(false)]).toEqual([countVoxels(kept), countVoxels(mask)]);
  });

  it("refuses a region of which nothing is kept", () => {
    const settings = { resegment: { range: [5000, 6000], morphological: true } } as const;
    expect(() => extract(image, mask, settings)).toThrow(
      "mask is empty after re-segmentation (range [5000,6000], outlierSigma null), which cuts the morphological mask too: none of its 150 voxels is kept",
    );
    const refuse = () => extract(image, mask, settings);
    expect(refuse).toThrow(expect.objectContaining({ code: "empty-mask" }));
  });
});

describe("prepareRegion", () => {
  it("is the whole image resampled, cut out around the region", () => {
    fc.assert(
      fc.property(
        scene,
        resampling,
        fc.constantFrom(0, 1.5, 5),
        ({ image, mask }, settings, marginMm) => {
          const whole: Volume = settings === null ? image : resample(image, settings);
          const wholeMask = settings === null ? mask : resampleMask(mask, settings);
          const region = boundingBox(wholeMask);
          fc.pre(region !== null);
          const margin = whole.spacing.map((s) => Math.ceil(marginMm / s - 1e-9));
          const box = growBox(region!, margin as unknown as Vec3, whole.size);
          const resegmentation = { range: [-800, 600] as const, outlierSigma: 2 };
          const found = prepareRegion(
            image,
            mask,
            {
              resample: settings,
              resegment: settings?.interpolation === "cubic" ? null : resegmentation,
            },
            marginMm,
          );

          const expected = crop(whole, box);
          expect(gridOf(found.image)).toEqual(gridOf(expected));
          expect(found.morphologicalMask).toEqual(crop(wholeMask, box));
          if (settings?.interpolation === "cubic") {
            expect(found.intensityMask.data).toEqual(found.morphologicalMask.data);
            found.image.data.forEach((value, v) => {
              expect(Math.abs(value - expected.data[v])).toBeLessThan(1e-9);
            });
          } else {
            expect(found.image.data).toEqual(Float64Array.from(expected.data));
            expect(found.intensityMask).toEqual(
              crop(resegment(whole, wholeMask, resegmentation), box),
            );
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("only reads what the region needs", () => {
    const grid = unitGrid([200, 3, 3]);
    const mask = maskOf(grid, (x) => x > 90 && x < 100);
    const image = fill(grid, (x) => (Math.abs(x - 95) < 50 ? x : Number.NaN));
    const cubic = { ...linear([0.7, null, null]), interpolation: "cubic" as const };
    expect(() => prepareRegion(image, mask, { resample: cubic, resegment: null }, 2)).not.toThrow();
  });

  it("needs a voxel of the region after interpolation", () => {
    const grid = unitGrid([9, 9, 9]);
    const dot = maskOf(grid, (x, y, z) => x === 2 && y === 2 && z === 2);
    const prepare = () =>
      prepareRegion(noise(grid, 1), dot, { resample: linear([6, 6, 6]), resegment: null }, 0);
    expect(prepare).toThrow(expect.objectContaining({ code: "empty-mask" }));
    expect(prepare).toThrow(/1 of 729 voxels of 1 × 1 × 1 mm, .* 6 × 6 × 6 mm .* threshold 0.5/);
    const none = maskOf(grid, () => false);
    expect(() => prepareRegion(dot, none, { resample: null, resegment: null }, 0)).toThrow(
      expect.objectContaining({ code: "empty-mask" }),
    );
  });

  it("leaves an intensity mask empty where re-segmentation does", () => {
    const grid = unitGrid([4, 4, 4]);
    const resegmentation = { range: [5000, null] as const, outlierSigma: null };
    const { morphologicalMask, intensityMask } = prepareRegion(
      noise(grid, 1),
      maskOf(grid, (x) => x > 1),
      { resample: null, resegment: resegmentation },
      0,
    );
    expect(countVoxels(morphologicalMask)).toBe(32);
    expect(countVoxels(intensityMask)).toBe(0);
  });

  it("refuses intensities in the region that are no numbers, and says where", () => {
    const grid = unitGrid([8, 7, 6]);
    const mask = maskOf(grid, (x, y, z) => x > 3 && y > 2 && z > 1);
    const image = fill(grid, (x, y, z) => (x === 5 && y === 4 && z >= 3 ? Number.NaN : x));
    const keepAll = { resample: null, resegment: { outlierSigma: 1 } };
    const prepare = () => prepareRegion(image, mask, keepAll, 1);
    expect(prepare).toThrow(
      expect.objectContaining({
        code: "invalid-intensity",
        details: {
          count: 3,
          voxel: [5, 4, 3],
          position: [5, 4, 3],
          intensity: Number.NaN,
          advice: [{ option: "nonFinite", value: "exclude", does: "leaves them out" }],
        },
      }),
    );
    expect(prepare).toThrow(/^3 of the region's 64 voxels .* \(5, 4, 3\)/);

    const infinite = fill(grid, (x) => (x === 7 ? Number.POSITIVE_INFINITY : x));
    expect(() => prepareRegion(infinite, mask, keepAll, 0)).toThrow(/^16 of the region's 64/);
  });

  it("says that cubic splines spread what is no number", () => {
    const grid = unitGrid([8, 7, 6]);
    const mask = maskOf(grid, (x) => x > 3);
    const image = fill(grid, (x, y, z) => (x === 0 && y === 4 && z === 3 ? Number.NaN : x));
    const prepare = (interpolation: "linear" | "cubic") => () =>
      prepareRegion(image, mask, { resample: { spacing: [0.8, 1, 1], interpolation } }, 0);
    expect(prepare("linear")).not.toThrow();
    expect(prepare("cubic")).toThrow(
      /with NaN; under cubic interpolation one such voxel .* spreads/,
    );
  });

  it("leaves out what has no finite intensity, of the intensity mask only", () => {
    const grid = unitGrid([8, 7, 6]);
    const mask = maskOf(grid, (x, y, z) => x > 3 && y > 2 && z > 1);
    const image = fill(grid, (x, y, z) => (x === 5 && y === 4 && z >= 3 ? Number.NaN : x));
    image.data[7 + 8 * (6 + 7 * 5)] = Number.NEGATIVE_INFINITY;
    for (const settings of [
      { nonFinite: "exclude" },
      { resegment: { range: [0, null] } },
      { resegment: { range: [null, null] } },
    ] as const) {
      const { image: cut, ...region } = prepareRegion(image, mask, settings);
      expect(countVoxels(region.morphologicalMask)).toBe(64);
      expect(countVoxels(region.intensityMask)).toBe(60);
      region.intensityMask.data.forEach((bit, v) => {
        expect(bit).toBe(Number.isFinite(cut.data[v]) ? 1 : 0);
      });
    }
  });

  it("excludes nothing where every intensity is finite", () => {
    fc.assert(
      fc.property(scene, resampling, ({ image, mask }, resample) => {
        const prepare = (nonFinite: "refuse" | "exclude") => {
          try {
            return prepareRegion(image, mask, { resample, nonFinite }, 2);
          } catch (error) {
            return (error as Error).message; // an empty mask
          }
        };
        expect(prepare("exclude")).toStrictEqual(prepare("refuse"));
      }),
      { numRuns: 30 },
    );
  });

  it("excludes samples that a voxel without a finite intensity has a weight in, and no others", () => {
    // samples at 0, 0.5 … 4 of the voxels 10 11 NaN 13 14; the outer ones lie past the centres
    const grid = unitGrid([5, 1, 1]);
    const image = { ...grid, data: Float64Array.of(10, 11, Number.NaN, 13, 14) };
    const all = maskOf(grid, () => true);
    const prepare = (interpolation: Interpolation, spacing: number, rounds = false) =>
      prepareRegion(image, all, {
        resample: { spacing: [spacing, 1, 1], interpolation, roundIntensities: rounds },
        nonFinite: "exclude",
      });
    // spacing 0.5: ten samples at -0.25, 0.25 …
    const linear = prepare("linear", 0.5);
    expect([...linear.image.data]).toEqual([
      10,
      10.25,
      10.75,
      NaN,
      NaN,
      NaN,
      NaN,
      13.25,
      13.75,
      14,
    ]);
    expect([...linear.intensityMask.data]).toEqual([1, 1, 1, 0, 0, 0, 0, 1, 1, 1]);
    const rounded = prepare("linear", 0.5, true);
    expect([...rounded.image.data]).toEqual([10, 10, 11, NaN, NaN, NaN, NaN, 13, 14, 14]);
    expect([...rounded.intensityMask.data]).toEqual([1, 1, 1, 0, 0, 0, 0, 1, 1, 1]);
    const nearest = prepare("nearest", 0.5);
    expect([...nearest.intensityMask.data]).toEqual([1, 1, 1, 1, 0, 0, 1, 1, 1, 1]);
    // spacing 5/3: samples at 1/3, 2 and 11/3, of which only the middle one lies on a voxel
    expect([...prepare("linear", 5 / 3).intensityMask.data]).toEqual([1, 0, 1]);
    // spacing 2.5: samples at 0.75 and 3.25; the neighbours with a weight are 0, 1 and 3, 4
    expect([...prepare("linear", 2.5).intensityMask.data]).toEqual([1, 1]);
  });

  it("refuses cubic splines that meet what has no finite intensity, also with a range", () => {
    const grid = unitGrid([8, 7, 6]);
    const mask = maskOf(grid, (x) => x > 3);
    const image = fill(grid, (x, y, z) => (x === 0 && y === 4 && z === 3 ? Number.NaN : x));
    const prepare = (spacing: Vec3, settings: object) => () =>
      prepareRegion(image, mask, { resample: { spacing, interpolation: "cubic" }, ...settings });
    for (const settings of [{ nonFinite: "exclude" }, { resegment: { range: [0, 9] } }]) {
      expect(prepare([0.8, 1, 1], settings)).toThrow(
        expect.objectContaining({
          code: "invalid-intensity",
          message: expect.stringMatching(/has no end, .*: interpolate by linear or nearest$/),
        }),
      );
      // nothing is interpolated where samples lie on voxels
      expect(prepare([1, 1, 1], settings)).not.toThrow();
    }
  });

  it("keeps what is no number around the region", () => {
    const grid = unitGrid([8, 7, 6]);
    const mask = maskOf(grid, (x, y, z) => x > 3 && y > 2 && z > 1);
    const image = fill(grid, (x) => (x === 3 ? Number.NaN : x));
    const region = prepareRegion(image, mask, { resample: null, resegment: null }, 1);
    expect(region.image.size).toEqual([5, 5, 5]);
    expect(region.image.data.filter(Number.isNaN)).toHaveLength(25);
  });

  it("takes the image's grid and no margin unless told, and refuses nonsense", () => {
    const grid = unitGrid([8, 7, 6]);
    const image = noise(grid, 1);
    const mask = maskOf(grid, (x) => x > 3);
    const region = prepareRegion(image, mask);
    expect(region).toEqual(prepareRegion(image, mask, { resample: null, resegment: null }, 0));
    expect(region.image.size).toEqual([4, 7, 6]);
    expect(region.window).toEqual({ min: [4, 0, 0], max: [7, 6, 5] });
    for (const margin of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => prepareRegion(image, mask, {}, margin)).toThrow(
        expect.objectContaining({
          code: "invalid-settings",
          message: `marginMm: found ${margin}, expected a number at least 0`,
        }),
      );
    }
    const misspelt = { resampel: null } as unknown as Record<string, never>;
    expect(() => prepareRegion(image, mask, misspelt)).toThrow(/did you mean "resample"/);
    const labels = { ...mask, data: mask.data.map((v) => 3 * v) };
    expect(() => prepareRegion(image, labels)).toThrow(
      expect.objectContaining({ code: "invalid-mask" }),
    );
  });

  it("knows its place in the image also where the direction is inexact", () => {
    const straight = unitGrid([700, 5, 5]);
    // off by 1e-3, which is accepted: over 600 voxels, more than half of one
    const inexact: Grid = { ...straight, direction: [1.00045, 0, 0, 0, 1, 0, 0, 0, 1] };
    const features = (grid: Grid) =>
      extract(
        noise(grid, 3),
        maskOf(grid, (x, y) => x >= 640 && x < 660 && y > 0),
        {
          filters: [{ type: "mean", support: 3 }],
          filterFeatures: { families: ["statistics"] },
          original: false,
        },
      ).features.map(({ value }) => value);
    expect(features(inexact)).toEqual(features(straight));
  });

  it("refuses a mask on another grid, and takes one off by rounding onto the image's", () => {
    const image = noise(unitGrid([5, 5, 5]), 1);
    const shifted = (by: number) => ({
      ...maskOf(unitGrid([5, 5, 5]), () => true),
      origin: [by, 0, 0] as const,
    });
    const settings = { resample: linear([0.5, 0.5, 0.5]), resegment: null };
    expect(() => prepareRegion(image, shifted(1), settings, 0)).toThrow(
      expect.objectContaining({ code: "geometry-mismatch" }),
    );
    const region = prepareRegion(image, shifted(1e-4), settings, 0);
    expect(gridOf(region.morphologicalMask)).toEqual(gridOf(region.image));
  });
});

function linear(spacing: ResampleSettings["spacing"]): ResampleSettings {
  return {
    spacing,
    interpolation: "linear",
    maskInterpolation: "linear",
    maskThreshold: 0.5,
    roundIntensities: false,
  };
}
