import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyFilter } from "../../src/filters/apply-filter.ts";
import { completeFilter } from "../../src/filters/filters.ts";
import { randomStream } from "../../src/math/random.ts";
import { cropWithNoise, estimateNoise } from "../../src/perturbation/noise.ts";
import { normalAt } from "../../src/perturbation/normal-at.ts";
import { crop, wholeBox } from "../../src/volume/box.ts";
import { fill, noise, unitGrid } from "../processing/arbitrary-volumes.ts";

const stream = randomStream(12, "noise");

describe("estimateNoise", () => {
  it.each([0.5, 20])("finds the standard deviation %d of noise on a smooth image", (sd) => {
    let v = 0;
    const image = fill(unitGrid([60, 50, 10]), (x, y, z) => {
      const smooth = 100 + 3 * x - 2 * y + 40 * Math.sin(y / 15) + z;
      return smooth + sd * normalAt(stream, v++);
    });
    // standard error of the median's estimate: 1.17 / √30000, and neighbours are correlated
    expect(Math.abs(estimateNoise(image) / sd - 1)).toBeLessThan(0.03);
  });

  it("is the median response to the wavelet that Chang names, written out", () => {
    // decomposition high-pass of coiflet 1 as PyWavelets prints it
    const high = [
      0.07273261951252645, 0.33789766245748176, -0.8525720202116004, 0.3848648468648577,
      0.07273261951252645, -0.015655728135791993,
    ];
    const image = noise(unitGrid([9, 8, 2]), 77);
    const at = (k: number, n: number) => {
      const m = ((k % (2 * n)) + 2 * n) % (2 * n);
      return m < n ? m : 2 * n - 1 - m;
    };
    const magnitudes: number[] = [];
    for (let z = 0; z < 2; z++)
      for (let y = 0; y < 8; y++)
        for (let x = 0; x < 9; x++) {
          let sum = 0;
          // even length: a trailing zero gives the filter its centre
          for (let j = 0; j < 6; j++)
            for (let i = 0; i < 6; i++)
              sum +=
                high[i] * high[j] * image.data[at(x + 3 - i, 9) + 9 * (at(y + 3 - j, 8) + 8 * z)];
          magnitudes.push(Math.abs(sum));
        }
    magnitudes.sort((a, b) => a - b);
    const median = (magnitudes[71] + magnitudes[72]) / 2;
    expect(estimateNoise(image)).toBeCloseTo(median / 0.6744897501960817, 8);
  });

  it("takes what meets no voxel without a finite intensity", () => {
    const image = noise(unitGrid([30, 20, 1]), 5);
    const data = Float64Array.from(image.data, (x, v) => (v % 30 < 12 ? x : Number.NaN));
    // the filter has six taps, from two before a voxel to three behind it
    const highPass = completeFilter({
      type: "wavelet",
      wavelet: "coif1",
      subBand: "HH",
      dimensions: 2,
    });
    const excluded = applyFilter({ ...image, data }, highPass, {}, "exclude").data;
    const spread = applyFilter({ ...image, data }, highPass).data;
    const finite = (values: Float64Array) => [...values].filter(Number.isFinite);
    expect(finite(excluded).length).toBeGreaterThan(100);
    // a kernel whose box has a 0 at its end meets one voxel more than it has a weight for
    expect(finite(spread)).toEqual(expect.arrayContaining(finite(excluded)));
    expect(estimateNoise({ ...image, data })).toBeGreaterThan(0);
  });

  it("is 0 for a constant image and one without a finite value", () => {
    expect(estimateNoise(fill(unitGrid([5, 5, 2]), () => 7))).toBeCloseTo(0, 12);
    expect(estimateNoise(fill(unitGrid([5, 5, 2]), () => Number.NaN))).toBe(0);
  });
});

describe("cropWithNoise", () => {
  it("adds to a voxel what belongs to its place, whatever is cropped", () => {
    const image = noise(unitGrid([7, 6, 5]), 3);
    const whole = cropWithNoise(image, wholeBox(image), { level: 2, stream });
    fc.assert(
      fc.property(fc.nat(6), fc.nat(5), fc.nat(4), (x, y, z) => {
        const box = { min: [x, y, z], max: [6, 5, 4] } as const;
        expect(cropWithNoise(image, box, { level: 2, stream })).toEqual(crop(whole, box));
      }),
    );
  });

  it("has the standard deviation asked for", () => {
    const image = noise(unitGrid([30, 30, 20]), 3);
    const noisy = cropWithNoise(image, wholeBox(image), { level: 5, stream });
    const squares = noisy.data.map((x, v) => (x - image.data[v]) ** 2);
    const sd = Math.sqrt(squares.reduce((a, b) => a + b, 0) / squares.length);
    expect(Math.abs(sd - 5)).toBeLessThan(0.1);
  });
});
