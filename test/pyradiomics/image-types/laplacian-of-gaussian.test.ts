import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Vec3 } from "../../../src/volume/volume.ts";
import { arbitraryVoxels, deviation, type Image, volume, voxel } from "../../filters/volumes.ts";
import { derive, imagesOf, onlyImage } from "./derived.ts";

/**
 * Deriche's kernels (1993), written out: (a0 cos(w0 t) + a1 sin(w0 t)) e^(-b0 t) + (c0 cos(w1 t) + c1 sin(w1 t)) e^(-b1 t)
 * for t = |n| / σ.
 */
function deriche(n: number, sigma: number, order: 0 | 2): number {
  const t = Math.abs(n) / sigma;
  const [a0, a1, c0, c1] =
    order === 0 ? [1.353, 1.8151, -0.3531, 0.0902] : [-1.3563, 5.2318, 0.3446, -2.2355];
  return (
    (a0 * Math.cos(0.6681 * t) + a1 * Math.sin(0.6681 * t)) * Math.exp(-1.3932 * t) +
    (c0 * Math.cos(2.0787 * t) + c1 * Math.sin(2.0787 * t)) * Math.exp(-1.3732 * t)
  );
}

/** The sampled kernels: that of order 0 sums to 1; that of order 2 to 0, and its second moment is 2. */
function kernels(sigma: number): { reach: number; smooth: number[]; bend: number[] } {
  const reach = Math.ceil(28 * sigma);
  const places = Array.from({ length: 2 * reach + 1 }, (_, k) => k - reach);
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const zero = places.map((n) => deriche(n, sigma, 0));
  const second = places.map((n) => deriche(n, sigma, 2));
  const level = sum(second) / sum(zero);
  const even = second.map((value, k) => value - level * zero[k]);
  const moment = sum(even.map((value, k) => value * places[k] ** 2));
  return {
    reach,
    smooth: zero.map((value) => value / sum(zero)),
    bend: even.map((value) => (2 * value) / moment),
  };
}

/** A convolution along one axis; beyond its ends the image keeps its outermost values. */
function convolved(image: Image, axis: number, taps: readonly number[], reach: number): Image {
  return volume(
    image.size,
    (...at) =>
      taps.reduce((sum, tap, k) => {
        const place = at.map((p, a) => (a === axis ? p + k - reach : p));
        return sum + tap * voxel(image, place, "nearest");
      }, 0),
    image.spacing,
  );
}

/** σ² Σ over axes of the second derivative, in mm, by convolution with the kernels. */
function laplacian(image: Image, sigma: number): Float64Array {
  const sum = new Float64Array(image.data.length);
  for (let axis = 0; axis < 3; axis++) {
    let part = image;
    for (let along = 0; along < 3; along++) {
      const { reach, smooth, bend } = kernels(sigma / image.spacing[along]);
      part = convolved(part, along, along === axis ? bend : smooth, reach);
    }
    part.data.forEach((value, v) => {
      sum[v] += (value * sigma ** 2) / image.spacing[axis] ** 2;
    });
  }
  return sum;
}

describe("LoG", () => {
  it("is the convolution with Deriche's kernels, along the edges too", () => {
    const cases = fc.tuple(
      arbitraryVoxels([5, 4, 6], [1, 1.7, 0.8]),
      fc.double({ min: 0.5, max: 2.4, noNaN: true }),
    );
    fc.assert(
      fc.property(cases, ([image, sigma]) => {
        const { volume: found } = onlyImage("LoG", image, { sigma: [sigma] });
        // every pass is rounded to 32 bits
        expect(deviation(found.data, laplacian(image, sigma))).toBeLessThan(2e-6);
      }),
      { numRuns: 15 },
    );
  });

  /** A Gaussian of height 1000 and width s mm in the middle of a grid, and the Laplacian of its convolution. */
  function blob(size: Vec3, spacing: Vec3, s: number, sigma: number) {
    const squareAt = (...at: number[]) =>
      at.reduce((sum, p, a) => sum + ((p - (size[a] - 1) / 2) * spacing[a]) ** 2, 0);
    const both = s * s + sigma * sigma;
    const height = 1000 * ((s * s) / both) ** 1.5;
    return {
      image: volume(size, (...at) => 1000 * Math.exp(-squareAt(...at) / (2 * s * s)), spacing),
      exact: volume(size, (...at) => {
        const r = squareAt(...at);
        return sigma ** 2 * height * (r / both ** 2 - 3 / both) * Math.exp(-r / (2 * both));
      }).data,
    };
  }

  it.each([
    [2, 3],
    [3, 2],
    [1.5, 4],
  ])(
    "with sigma %d mm of a Gaussian of width %d mm is the analytic value within 1.5 % of the peak",
    (sigma, s) => {
      const { image, exact } = blob([41, 37, 45], [1, 1.2, 0.9], s, sigma);
      const { volume: found } = onlyImage("LoG", image, { sigma: [sigma] });
      const peak = Math.max(...exact.map(Math.abs));
      const inside = (v: number) => {
        const at = [v % 41, Math.floor(v / 41) % 37, Math.floor(v / (41 * 37))];
        return at.every((p, a) => p > 7 && p < [41, 37, 45][a] - 8);
      };
      const worst = exact.reduce(
        (most, value, v) => (inside(v) ? Math.max(most, Math.abs(value - found.data[v])) : most),
        0,
      );
      expect(worst / peak).toBeLessThan(0.015);
    },
  );

  it("is the same for an image and a sigma that are both scaled", () => {
    const { image } = blob([12, 13, 14], [1, 1.25, 0.75], 3, 2);
    const larger: Image = { ...image, spacing: [4, 5, 3] };
    const at = (one: Image, sigma: number) => onlyImage("LoG", one, { sigma: [sigma] }).volume.data;
    expect(at(larger, 8)).toEqual(at(image, 2));
  });

  it("of a constant is 0 at every sigma", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.3, max: 6, noNaN: true }), (sigma) => {
        const flat = volume([8, 8, 8], () => -1000);
        const { volume: found } = onlyImage("LoG", flat, { sigma: [sigma] });
        expect(deviation(found.data, new Float64Array(512))).toBeLessThan(1e-9);
      }),
    );
  });

  it("is stored in 32 bits, whatever the image is stored in", () => {
    const { image } = blob([6, 6, 6], [1, 1, 1], 2, 2);
    const whole = { ...image, data: Int16Array.from(image.data) };
    expect(onlyImage("LoG", image, { sigma: [1] }).volume.data).toBeInstanceOf(Float32Array);
    expect(onlyImage("LoG", whole, { sigma: [1] }).volume.data).toBeInstanceOf(Float32Array);
  });

  it("has names as Python writes the numbers", () => {
    const image = volume([8, 8, 8], (x) => x);
    const names = [...imagesOf("LoG", image, { sigma: [1, 2.5, "3", 0.75] }).keys()];
    expect(names).toEqual([
      "log-sigma-1-0-mm-3D",
      "log-sigma-2-5-mm-3D",
      "log-sigma-3-mm-3D",
      "log-sigma-0-75-mm-3D",
    ]);
  });

  it("leaves out a sigma that the image is too small for, with a note", () => {
    // ceil(6 / 2) + 1 = 4 voxels are enough along x, ceil(6 / 1) + 1 = 7 along y are not
    const image = volume([4, 6, 20], (x) => x, [2, 1, 1]);
    const { images, notes } = derive("LoG", image, { sigma: [6, 5] });
    expect([...images].map(({ name }) => name)).toEqual(["log-sigma-5-0-mm-3D"]);
    expect(notes.map(({ code, message }) => [code, message])).toEqual([
      [
        "image-type-skipped",
        "LoG with sigma 6: the image has 4 × 6 × 20 voxels and would need 4 × 7 × 7, so there are no features of it",
      ],
    ]);
  });

  it("needs four voxels along each axis, and a sigma", () => {
    const slice = volume([9, 9, 3], (x) => x);
    expect(derive("LoG", slice, { sigma: [1] }).notes).toHaveLength(1);
    expect([...derive("LoG", slice, { sigma: [1] }).images]).toEqual([]);
    const { images, notes } = derive("LoG", slice, { sigma: null });
    expect([...images]).toEqual([]);
    expect(notes[0].message).toBe("LoG: no sigma is given, so there are no features of it");
  });

  it.each([[0], [-1], ["x"], ["1.5"], ["0"]])("refuses a sigma of %s", (sigma) => {
    const image = volume([8, 8, 8], (x) => x);
    expect(() => derive("LoG", image, { sigma: [sigma] })).toThrow(
      `setting.sigma[0]: found ${JSON.stringify(sigma)}, expected a number above 0`,
    );
  });
});
