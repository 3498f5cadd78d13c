import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kernelOf } from "../../src/convolution/kernel.ts";
import { quadratureMirror } from "../../src/filters/wavelet.ts";
import { waveletLowPass, waveletNames } from "../../src/wavelets/wavelet-family.ts";
import {
  anyBoundary,
  anyDimensions,
  arbitraryImage,
  deviation,
  type Image,
  respond,
  volume,
  voxel,
} from "./volumes.ts";

/** The decimals of PyWavelets' tables (decomposition low-pass), which the IBSI 2 maps confirm. */
const published: Readonly<Record<string, readonly number[]>> = {
  haar: [Math.SQRT1_2, Math.SQRT1_2],
  db2: [-0.12940952255126037, 0.2241438680420134, 0.8365163037378079, 0.48296291314453416],
  db3: [
    0.03522629188570953, -0.08544127388202666, -0.13501102001025458, 0.45987750211849154,
    0.8068915093110925, 0.33267055295008263,
  ],
  coif1: [
    -0.015655728135791993, -0.07273261951252645, 0.3848648468648578, 0.8525720202116004,
    0.3378976624574818, -0.07273261951252645,
  ],
};

describe("waveletLowPass", () => {
  it.each(Object.entries(published))("%s as published", (name, taps) => {
    const found = waveletLowPass(name);
    taps.forEach((tap, k) => {
      expect(Math.abs(found[k] - tap)).toBeLessThan(1e-15);
    });
  });

  // Daubechies, Ten Lectures on Wavelets, 1992, table 6.3 (least asymmetric), in six digits
  it("sym4 as published", () => {
    const taps = [
      -0.0757657, -0.0296355, 0.4976187, 0.8037388, 0.2978578, -0.0992195, -0.012604, 0.0322231,
    ];
    waveletLowPass("sym4").forEach((tap, k) => {
      expect(Math.abs(tap - taps[k])).toBeLessThan(1e-7);
    });
  });

  it.each(waveletNames)(
    "%s is orthogonal to its shifts by two and to its high-pass filter",
    (name) => {
      const low = waveletLowPass(name);
      const high = quadratureMirror(low);
      const overlap = (a: readonly number[], b: readonly number[], shift: number): number =>
        a.reduce((sum, value, k) => sum + value * (b[k + shift] ?? 0), 0);
      // double precision loses digits with the order
      const limit = low.length > 34 ? 1e-11 : 1e-12;
      for (let shift = 0; shift < low.length; shift += 2) {
        const expected = shift === 0 ? 1 : 0;
        expect(Math.abs(overlap(low, low, shift) - expected)).toBeLessThan(limit);
        expect(Math.abs(overlap(low, high, shift))).toBeLessThan(limit);
        expect(Math.abs(overlap(high, low, shift))).toBeLessThan(limit);
      }
      expect(low.reduce((a, b) => a + b, 0)).toBeCloseTo(Math.SQRT2, 13);
      expect(high.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 9);
    },
  );

  it("has as many vanishing moments as its order promises", () => {
    for (const [name, moments] of [
      ["db4", 4],
      ["sym7", 7],
      ["coif2", 4],
    ] as const) {
      const high = quadratureMirror(waveletLowPass(name));
      const middle = (high.length - 1) / 2;
      for (let m = 0; m < moments; m++) {
        const moment = high.reduce((sum, tap, k) => sum + tap * ((k - middle) / middle) ** m, 0);
        expect(Math.abs(moment)).toBeLessThan(1e-11);
      }
    }
  });
});

describe("waveletFilter", () => {
  it("filters axis by axis and level by level, with the border of every pass", () => {
    fc.assert(
      fc.property(arbitraryImage(7), anyBoundary, anyDimensions, (image, boundary, dimensions) => {
        const low = [...waveletLowPass("db2"), 0];
        const high = [...quadratureMirror(waveletLowPass("db2")), 0];
        const subBand = dimensions === 3 ? "HLH" : "HL";
        const pass = (from: Image, axis: number, taps: readonly number[], spread: number): Image =>
          volume(from.size, (...at) =>
            taps.reduce((sum, tap, k) => {
              const place = at.map((p, a) =>
                a === axis ? p + ((taps.length - 1) / 2 - k) * spread : p,
              );
              return sum + tap * voxel(from, place, boundary);
            }, 0),
          );
        let expected = image;
        for (let axis = 0; axis < dimensions; axis++) expected = pass(expected, axis, low, 1);
        for (let axis = 0; axis < dimensions; axis++) {
          expected = pass(expected, axis, subBand[axis] === "L" ? low : high, 2);
        }
        const filter = {
          type: "wavelet",
          wavelet: "db2",
          subBand,
          level: 2,
          boundary,
          dimensions,
        } as const;
        expect(deviation(respond(image, filter).data, expected.data)).toBeLessThan(1e-12);
      }),
      { numRuns: 30 },
    );
  });

  it("of a flat image is 0 in every band but LLL", () => {
    const flat = volume([7, 4, 1], () => 10);
    for (const boundary of ["nearest", "periodic", "mirror"] as const) {
      for (const subBand of ["LLH", "LHL", "HLL", "LHH", "HHL", "HLH", "HHH"]) {
        const { data } = respond(flat, {
          type: "wavelet",
          wavelet: "sym5",
          subBand,
          level: 2,
          boundary,
        });
        expect(deviation(data, new Float64Array(data.length))).toBeLessThan(1e-10);
      }
      const { data } = respond(flat, {
        type: "wavelet",
        wavelet: "haar",
        subBand: "LLL",
        level: 2,
        boundary,
      });
      expect(deviation(data, new Float64Array(data.length).fill(80))).toBeLessThan(1e-13);
    }
  });

  it("refuses sub-bands and levels that mean nothing", () => {
    const image = volume([2, 2, 2], () => 0);
    const wavelet = { type: "wavelet", wavelet: "haar" } as const;
    expect(() => respond(image, { ...wavelet, subBand: "LH" })).toThrow(
      'wavelet.subBand: found "LH" with dimensions 3, expected 3 letters',
    );
    expect(() => respond(image, { ...wavelet, subBand: "LLX" })).toThrow("wavelet.subBand");
    expect(() => respond(image, { ...wavelet, subBand: "LLL", level: 0 })).toThrow(
      "wavelet.level: found 0, expected an integer at least 1",
    );
  });
});

describe("kernelOf", () => {
  it("puts zeros between taps around the centre", () => {
    expect(kernelOf([1, 2, 0], 2)).toEqual({
      offsets: Int32Array.of(0, 2),
      weights: Float64Array.of(2, 1),
      reach: 2,
    });
  });
});
