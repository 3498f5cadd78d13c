import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decompositionFilters } from "../../../src/pyradiomics/wavelets/decomposition-filters.ts";
import type { Vec3 } from "../../../src/volume/volume.ts";
import { arbitraryImage, deviation, type Image, volume, voxel } from "../../filters/volumes.ts";
import { imagesOf } from "./derived.ts";

/** The image with one more voxel, its first, at the end of axes of odd length. */
function padded(image: Image, axes: readonly number[]): Image {
  const size = image.size.map((n, axis) => (axes.includes(axis) ? n + (n % 2) : n));
  return volume([size[0], size[1], size[2]], (...at) => voxel(image, at, "periodic"));
}

function cut(image: Image, size: Vec3): Float64Array {
  return volume(size, (...at) => voxel(image, at, "zero")).data;
}

/** One pass of the stationary wavelet transform: Σ taps[k] x(n + F / 2 - k), periodic. */
function pass(image: Image, axis: number, taps: readonly number[]): Image {
  return volume(image.size, (...at) =>
    taps.reduce((sum, tap, k) => {
      const place = at.map((p, a) => (a === axis ? p + taps.length / 2 - k : p));
      return sum + tap * voxel(image, place, "periodic");
    }, 0),
  );
}

/** A sub-band of an even image, a letter for each axis. */
function subBand(image: Image, axes: readonly number[], letters: string, name: string): Image {
  const { low, high } = decompositionFilters(name, 64);
  return axes.reduce((part, axis, k) => pass(part, axis, letters[k] === "L" ? low : high), image);
}

const eight = ["LLH", "LHL", "LHH", "HLL", "HLH", "HHL", "HHH"];

const anyWavelet = fc.constantFrom("coif1", "haar", "db3", "bior2.2", "rbio3.1");

describe("Wavelet", () => {
  it("is the stationary transform by direct convolution, of odd sizes too", () => {
    fc.assert(
      fc.property(arbitraryImage(7), anyWavelet, (image, wavelet) => {
        const found = imagesOf("Wavelet", image, { wavelet });
        const even = padded(image, [0, 1, 2]);
        expect([...found.keys()]).toEqual([...eight, "LLL"].map((band) => `wavelet-${band}`));
        for (const band of [...eight, "LLL"]) {
          const expected = cut(subBand(even, [0, 1, 2], band, wavelet), image.size);
          expect(deviation(found.get(`wavelet-${band}`)?.data ?? [], expected)).toBeLessThan(1e-12);
        }
      }),
      { numRuns: 25 },
    );
  });

  it("applies the same filters to the last approximation at level 2, before it is cut", () => {
    fc.assert(
      fc.property(arbitraryImage(5), anyWavelet, (image, wavelet) => {
        const found = imagesOf("Wavelet", image, { wavelet, level: 2 });
        const axes = [0, 1, 2];
        const first = padded(image, axes);
        const second = subBand(first, axes, "LLL", wavelet);
        expect([...found.keys()]).toEqual([
          ...eight.map((band) => `wavelet-${band}`),
          ...eight.map((band) => `wavelet2-${band}`),
          "wavelet2-LLL",
        ]);
        for (const band of [...eight, "LLL"]) {
          const expected = cut(subBand(second, axes, band, wavelet), image.size);
          expect(deviation(found.get(`wavelet2-${band}`)?.data ?? [], expected)).toBeLessThan(
            1e-12,
          );
        }
        const expected = cut(subBand(first, axes, "HLH", wavelet), image.size);
        expect(deviation(found.get("wavelet-HLH")?.data ?? [], expected)).toBeLessThan(1e-12);
      }),
      { numRuns: 10 },
    );
  });

  it("of start_level 1 is that of level 2, under the names of level 1", () => {
    const image = volume([5, 4, 3], (x, y, z) => ((7 * x + 5 * y * y + 3 * z) % 11) - 4);
    const both = imagesOf("Wavelet", image, { level: 2 });
    const later = imagesOf("Wavelet", image, { start_level: 1 });
    for (const [name, { data }] of later) {
      expect(data).toEqual(both.get(name.replace("wavelet", "wavelet2"))?.data);
    }
    expect([...later.keys()]).toEqual([...eight, "LLL"].map((band) => `wavelet-${band}`));
  });

  it.each([
    [0, [0, 1]],
    [1, [0, 2]],
    [2, [1, 2]],
  ] as const)(
    "with force2D across axis %d has two letters, x before y before z",
    (force2Ddimension, axes) => {
      const image = volume([5, 4, 3], (x, y, z) => ((7 * x + 5 * y * y + 3 * z) % 11) - 4);
      const found = imagesOf("Wavelet", image, { force2D: true, force2Ddimension });
      expect([...found.keys()]).toEqual(["wavelet-LH", "wavelet-HL", "wavelet-HH", "wavelet-LL"]);
      for (const band of ["LH", "HL", "HH", "LL"]) {
        const expected = cut(subBand(padded(image, axes), axes, band, "coif1"), image.size);
        expect(deviation(found.get(`wavelet-${band}`)?.data ?? [], expected)).toBeLessThan(1e-13);
      }
    },
  );

  // x fastest
  const numbers = [
    3, -1, 4, 1, 5, -9, 2, 6, 5, -3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4, 6, 2, 6, 4, 3, 3, 8,
  ];

  /** PyWavelets 1.1.1, swtn with level 1 on the padded array: the row at y = 2, z = 1. */
  const published = [
    ["coif1", "wavelet-LLH", 1, [-0.7169312577932229, -1.5256557305035674, -3.7741648204381497]],
    ["coif1", "wavelet-HLL", 1, [0.2718916320839262, -2.8623274037203323, 1.65773303956592]],
    ["coif1", "wavelet2-LLL", 2, [25.72304841140382, 32.15827172817503, 33.67053222467035]],
    ["coif1", "wavelet2-HLH", 2, [-0.8111384831924936, 1.2658317745078347, 0.8111384831924926]],
    ["bior2.4", "wavelet-LHL", 1, [2.430679560328757, -1.9003494744388478, -2.1655145173838024]],
    ["rbio3.3", "wavelet-HLL", 1, [3.3145630368119416, 3.9774756441743295, -5.966213466261494]],
    ["dmey", "wavelet-LLH", 1, [-0.43158791446019457, -1.3992979548143087, -3.8956743913479523]],
  ] as const;

  it.each(published)("%s, %s is PyWavelets' of a small odd image", (wavelet, band, level, row) => {
    const image = volume([3, 3, 3], (x, y, z) => numbers[x + 3 * (y + 3 * z)]);
    const found = imagesOf("Wavelet", image, { wavelet, level }).get(band)?.data ?? [];
    expect(deviation(Array.from(found).slice(15, 18), row)).toBeLessThan(1e-12);
  });

  it("computes in 32 bits for an image of 32-bit floats, in 64 for others", () => {
    const image = volume([4, 5, 6], (x, y, z) => Math.fround(Math.sin(x + 2 * y + 5 * z)));
    const single = { ...image, data: Float32Array.from(image.data) };
    const whole = { ...image, data: Int16Array.from(image.data) };
    for (const [name, { data }] of imagesOf("Wavelet", single)) {
      const exact = imagesOf("Wavelet", image).get(name)?.data ?? [];
      expect(data).toBeInstanceOf(Float32Array);
      expect(deviation(data, exact)).toBeLessThan(1e-6);
      expect(data).not.toEqual(Float32Array.from(exact)); // it is not only rounded at the end
    }
    expect(imagesOf("Wavelet", whole).get("wavelet-LLL")?.data).toBeInstanceOf(Float64Array);
  });

  it("refuses a wavelet that PyWavelets does not have", () => {
    const image = volume([4, 4, 4], (x) => x);
    expect(() => imagesOf("Wavelet", image, { wavelet: "coif" })).toThrow(
      'setting.wavelet: found "coif", expected null or a string like "coif1"',
    );
  });
});
