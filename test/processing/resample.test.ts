import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { interpolate } from "../../src/processing/interpolate.ts";
import { resample, resampleMask } from "../../src/processing/resample.ts";
import { resampleGrid } from "../../src/processing/resample-grid.ts";
import type { Interpolation, ResampleSettings } from "../../src/processing/resample-settings.ts";
import { indexToWorld, worldToIndex } from "../../src/volume/geometry.ts";
import { countVoxels, type Mask } from "../../src/volume/mask.ts";
import type { Vec3 } from "../../src/volume/volume.ts";
import { gridOf } from "../../src/volume/volume.ts";
import {
  fill,
  gridArbitrary,
  maskOf,
  noise,
  targetSpacingArbitrary,
  unitGrid,
} from "./arbitrary-volumes.ts";

const methods: readonly Interpolation[] = ["nearest", "linear", "cubic"];

const settings = (changes: Partial<ResampleSettings>): ResampleSettings => ({
  spacing: [1, 1, 1],
  interpolation: "linear",
  maskInterpolation: "linear",
  maskThreshold: 0.5,
  roundIntensities: false,
  ...changes,
});

describe("resample", () => {
  it.each(methods)("is the interpolation on the resampled grid, %s", (interpolation) => {
    fc.assert(
      fc.property(gridArbitrary(), targetSpacingArbitrary, fc.integer(), (grid, spacing, seed) => {
        const image = noise(grid, seed);
        const found = resample(image, settings({ spacing, interpolation }));
        expect(gridOf(found)).toEqual(resampleGrid(grid, spacing));
        const expected = interpolate(image, found, interpolation);
        found.data.forEach((value, v) => {
          expect(value).toBeCloseTo(expected.data[v], 6);
        });
      }),
    );
  });

  it("leaves what lies in the world where it is", () => {
    fc.assert(
      fc.property(gridArbitrary(), targetSpacingArbitrary, (grid, spacing) => {
        const ramp = ([x, y, z]: Vec3): number => 2 * x - 3 * y + 0.5 * z;
        const image = fill(grid, (...index) => ramp(indexToWorld(grid, index)));
        const found = resample(image, settings({ spacing }));
        fill(found, (x, y, z) => {
          const world = indexToWorld(found, [x, y, z]);
          const index = worldToIndex(grid, world);
          if (index.every((i, a) => i >= 0 && i <= grid.size[a] - 1)) {
            const v = x + found.size[0] * (y + found.size[1] * z);
            expect(found.data[v]).toBeCloseTo(ramp(world), 6);
          }
          return 0;
        });
      }),
    );
  });

  it.each(methods)("in the slice plane treats every slice alone, %s", (interpolation) => {
    const grid = unitGrid([7, 6, 3], [0.9, 1.1, 4]);
    const image = noise(grid, 5);
    const found = resample(image, settings({ spacing: [2, 0.5, null], interpolation }));
    const plane = found.size[0] * found.size[1];
    for (let z = 0; z < 3; z++) {
      const slice = {
        ...grid,
        size: [7, 6, 1] as const,
        data: image.data.slice(42 * z, 42 * z + 42),
      };
      const alone = resample(slice, settings({ spacing: [2, 0.5, null], interpolation }));
      expect(found.data.slice(plane * z, plane * (z + 1))).toEqual(alone.data);
    }
  });

  it.each(methods)("takes a single slice, %s", (interpolation) => {
    const image = noise(unitGrid([4, 4, 1], [1, 1, 5]), 3);
    const flat = resample(image, settings({ spacing: [2, 2, null], interpolation }));
    expect(flat.size).toEqual([2, 2, 1]);
    const thick = resample(image, settings({ spacing: [2, 2, 2], interpolation }));
    expect(thick.size).toEqual([2, 2, 3]);
    thick.data.forEach((value, v) => {
      expect(value).toBeCloseTo(flat.data[v % 4], 9);
    });
  });

  it("rounds to the nearest integer, halves up, without negative zeros", () => {
    const image = { ...unitGrid([4, 1, 1]), data: Float32Array.of(-0.5, -0.25, 1.5, 2.4) };
    const spacing = [1, null, null] as const;
    expect([...resample(image, settings({ spacing, roundIntensities: true })).data]).toEqual([
      0, 0, 2, 2,
    ]);
    expect([...resample(image, settings({ spacing })).data]).toEqual(
      [-0.5, -0.25, 1.5].concat(Math.fround(2.4)),
    );
  });
});

describe("resampleMask", () => {
  it.each(methods)("is the interpolated mask at its threshold, %s", (maskInterpolation) => {
    fc.assert(
      fc.property(
        gridArbitrary(),
        targetSpacingArbitrary,
        fc.integer(),
        fc.constantFrom(0.05, 0.3, 0.5, 0.9),
        (grid, spacing, seed, maskThreshold) => {
          const image = noise(grid, seed);
          const mask = { ...grid, data: Uint8Array.from(image.data, (v) => (v > 700 ? 1 : 0)) };
          const values = resample(mask, settings({ spacing, interpolation: maskInterpolation }));
          const found = resampleMask(mask, settings({ spacing, maskInterpolation, maskThreshold }));
          expect(gridOf(found)).toEqual(gridOf(values));
          found.data.forEach((inside, v) => {
            if (Math.abs(values.data[v] - maskThreshold + 1e-7) < 1e-12) return;
            expect(inside).toBe(values.data[v] >= maskThreshold - 1e-7 ? 1 : 0);
          });
        },
      ),
    );
  });

  it("counts values of exactly the threshold as inside, rounding errors or not", () => {
    // thirds along three axes: the planes halfway between inside and outside
    const mask = maskOf(unitGrid([6, 6, 6], [0.3, 0.3, 0.3]), (x) => x >= 3);
    const found = resampleMask(mask, settings({ spacing: [0.1, 0.1, 0.1] }));
    const dense = found.data.slice(0, 18);
    expect([...dense]).toEqual([...Array(9).fill(0), ...Array(9).fill(1)]);
    const even = resampleMask(mask, settings({ spacing: [0.15, null, null] }));
    expect([...even.data.slice(0, 12)]).toEqual([...Array(6).fill(0), ...Array(6).fill(1)]);
    const onePlane = resampleMask(
      maskOf(unitGrid([2, 1, 1]), (x) => x === 1),
      settings({ spacing: [2, 1, 1] }),
    );
    expect([...onePlane.data]).toEqual([1]);
  });

  it("can come out empty", () => {
    const grid = unitGrid([9, 9, 9]);
    const dot = maskOf(grid, (x, y, z) => x === 0 && y === 0 && z === 0);
    expect(countVoxels(resampleMask(dot, settings({ spacing: [9, 9, 9] })))).toBe(0);
    const none = maskOf(grid, () => false);
    expect(countVoxels(resampleMask(none, settings({ spacing: [2, 2, 2] })))).toBe(0);
  });
});

describe("input of the resampling steps", () => {
  const image = noise(unitGrid([4, 3, 2]), 1);
  const mask = maskOf(unitGrid([4, 3, 2]), (x) => x > 1);
  const spacing = [2, 2, 2] as const;

  it("completes settings: linear, threshold 0.5, not rounded", () => {
    expect(resample(image, { spacing })).toEqual(resample(image, settings({ spacing })));
    expect(resampleMask(mask, { spacing })).toEqual(resampleMask(mask, settings({ spacing })));
  });

  it.each([
    [{}, /^resample\.spacing: missing/],
    [{ spacing: [1, 1, Number.NaN] }, /^resample\.spacing\[2\]: found NaN/],
    [{ spacing: [null, null, null] }, /^resample\.spacing: found no number/],
    [{ spacing, interpolation: "spline" }, /^resample\.interpolation: found "spline"/],
    [{ spacing, maskThreshold: 2 }, /^resample\.maskThreshold: found 2/],
    [undefined, /^resample: missing/],
  ])("refuses the settings %j", (input, message) => {
    for (const run of [
      () => resample(image, input as ResampleSettings),
      () => resampleMask(mask, input as ResampleSettings),
    ]) {
      expect(run).toThrow(message);
      expect(run).toThrow(expect.objectContaining({ code: "invalid-settings" }));
    }
  });

  it("refuses volumes that contradict themselves, and masks of other values", () => {
    const short = { ...image, data: new Int16Array(3) };
    expect(() => resample(short, { spacing })).toThrow(
      expect.objectContaining({ code: "invalid-volume" }),
    );
    const labels = { ...mask, data: mask.data.map((v) => 2 * v) };
    const floats = { ...mask, data: Float32Array.from(mask.data) } as unknown as Mask;
    for (const wrong of [labels, floats]) {
      expect(() => resampleMask(wrong, { spacing })).toThrow(
        expect.objectContaining({ code: "invalid-mask" }),
      );
    }
  });
});
