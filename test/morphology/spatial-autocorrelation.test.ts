import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sumPairsByFourier } from "../../src/morphology/pair-spectrum.ts";
import { canSumPairs, sumPairs, sumPairsDirectly } from "../../src/morphology/pair-sums.ts";
import type { SparseField } from "../../src/morphology/sparse-field.ts";
import {
  measureAutocorrelation,
  type SpatialAutocorrelation,
} from "../../src/morphology/spatial-autocorrelation.ts";
import type { Box } from "../../src/volume/box.ts";
import type { Mask } from "../../src/volume/mask.ts";
import type { Volume } from "../../src/volume/volume.ts";
import { arbitraryMask, maskWhere } from "./arbitrary-mask.ts";
import { digitalPhantom } from "./digital-phantom.ts";

const wholeBox = ({ size: [nx, ny, nz] }: Mask): Box => ({
  min: [0, 0, 0],
  max: [nx - 1, ny - 1, nz - 1],
});

/** The manual's double sums, over all ordered pairs. */
function byDefinition(image: Volume, mask: Mask): { moranI: number; gearyC: number } {
  const [nx, ny] = mask.size;
  const voxels = [...mask.data.keys()]
    .filter((v) => mask.data[v] === 1)
    .map((v) => ({
      value: image.data[v],
      x: mask.spacing[0] * (v % nx),
      y: mask.spacing[1] * (Math.floor(v / nx) % ny),
      z: mask.spacing[2] * Math.floor(v / (nx * ny)),
    }));
  const n = voxels.length;
  const mean = voxels.reduce((sum, { value }) => sum + value, 0) / n;
  let [weights, products, differences, squares] = [0, 0, 0, 0];
  for (const k of voxels) {
    squares += (k.value - mean) ** 2;
    for (const m of voxels) {
      if (k === m) continue;
      const w = 1 / Math.hypot(k.x - m.x, k.y - m.y, k.z - m.z);
      weights += w;
      products += w * (k.value - mean) * (m.value - mean);
      differences += w * (k.value - m.value) ** 2;
    }
  }
  return {
    moranI: ((n / weights) * products) / squares,
    gearyC: (((n - 1) / (2 * weights)) * differences) / squares,
  };
}

const arbitraryImage = arbitraryMask(7)
  .chain((mask) =>
    fc
      .array(fc.integer({ min: -1000, max: 1000 }), {
        minLength: mask.data.length,
        maxLength: mask.data.length,
      })
      .map((values) => ({ mask, image: { ...mask, data: Float64Array.from(values) } })),
  )
  .filter(({ mask, image }) => new Set(image.data.filter((_, v) => mask.data[v] === 1)).size > 1);

/** Of a region that is not too large. */
const measured = (...input: Parameters<typeof measureAutocorrelation>) =>
  measureAutocorrelation(...input) as SpatialAutocorrelation;

describe("measureAutocorrelation", () => {
  it("is null for a box that is too large, before anything is allocated", () => {
    expect(canSumPairs([4000, 4000, 4000], 1e9)).toBe(false);
    expect(canSumPairs([4000, 4000, 4000], 100)).toBe(true); // one by one
    expect(canSumPairs([400, 400, 200], 3e7)).toBe(true);
  });

  it("is that of the digital phantom", () => {
    const { image, intensityMask } = digitalPhantom;
    const { moranI, gearyC } = measured(image, intensityMask, wholeBox(intensityMask));
    expect(Math.abs(moranI - 0.0397)).toBeLessThan(0.0003);
    expect(Math.abs(gearyC - 0.974)).toBeLessThan(0.006);
  });

  it("is that of two voxels", () => {
    const mask = maskWhere([2, 1, 1], () => true);
    const image = { ...mask, data: Float64Array.of(3, 5) };
    const { moranI, gearyC } = measured(image, mask, wholeBox(mask));
    expect(moranI).toBeCloseTo(-1, 12);
    expect(gearyC).toBeCloseTo(1, 12);
  });

  it("equals the double sums, voxels of unequal spacing", () => {
    fc.assert(
      fc.property(arbitraryImage, ({ mask, image }) => {
        const found = measured(image, mask, wholeBox(mask));
        const expected = byDefinition(image, mask);
        expect(Math.abs(found.moranI - expected.moranI)).toBeLessThan(1e-12);
        expect(Math.abs(found.gearyC - expected.gearyC)).toBeLessThan(1e-12);
      }),
      { numRuns: 300 },
    );
  });

  it("does not change when intensities are shifted and scaled, even if their spread is tiny", () => {
    const mask = maskWhere([9, 8, 7], (x, y, z) => (x * y + z) % 3 !== 0);
    const data = Float64Array.from(mask.data, (_, v) => Math.sin(v * v));
    const plain = measured({ ...mask, data }, mask, wholeBox(mask));
    const scaled = { ...mask, data: data.map((x) => 1e-6 * x) };
    expect(measured(scaled, mask, wholeBox(mask)).moranI).toBeCloseTo(plain.moranI, 12);
    const shifted = { ...mask, data: data.map((x) => x + 1e6) };
    expect(measured(shifted, mask, wholeBox(mask)).gearyC).toBeCloseTo(plain.gearyC, 8);
  });
});

describe("sumPairsByFourier", () => {
  it("equals the direct sums to nine digits and more", () => {
    fc.assert(
      fc.property(arbitraryImage, ({ mask, image }) => {
        const inside = [...mask.data.keys()].filter((v) => mask.data[v] === 1);
        const field: SparseField = {
          size: mask.size,
          spacing: mask.spacing,
          indices: Int32Array.from(inside),
          values: Float64Array.from(inside, (v) => image.data[v] / 1000),
        };
        const direct = sumPairsDirectly(field);
        const fourier = sumPairsByFourier(field);
        const scale = 1e-12 * direct.weights;
        expect(Math.abs(fourier.weights - direct.weights)).toBeLessThan(scale);
        expect(Math.abs(fourier.products - direct.products)).toBeLessThan(scale);
        expect(Math.abs(fourier.squares - direct.squares)).toBeLessThan(scale);
      }),
      { numRuns: 300 },
    );
  });

  it("is what a region of many voxels gets, and equals the direct sums there", () => {
    const size = [24, 20, 17] as const;
    const count = size[0] * size[1] * size[2];
    const field: SparseField = {
      size,
      spacing: [0.9, 1.1, 2.5],
      indices: Int32Array.from({ length: count }, (_, k) => k),
      values: Float64Array.from({ length: count }, (_, k) => Math.cos(k * k) + 0.1),
    };
    const direct = sumPairsDirectly(field);
    const sums = sumPairs(field);
    expect(sums).toEqual(sumPairsByFourier(field));
    expect(sums.weights / direct.weights).toBeCloseTo(1, 12);
    expect(sums.products / direct.products).toBeCloseTo(1, 9);
    expect(sums.squares / direct.squares).toBeCloseTo(1, 12);
  });

  it("is not needed for few voxels in a large box", () => {
    const field: SparseField = {
      size: [1500, 1500, 1500],
      spacing: [1, 1, 1],
      indices: Int32Array.of(0, 5),
      values: Float64Array.of(-1, 1),
    };
    expect(sumPairs(field).weights).toBeCloseTo(2 / 5, 12);
  });
});
