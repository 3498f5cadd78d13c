import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fastSize, planFft, smoothSize } from "../../src/math/fft.ts";
import type { Complex, Fft } from "../../src/math/fft-plan.ts";
import { transformLines } from "../../src/math/line-fft.ts";
import {
  arbitraryLine,
  arbitraryValues,
  complexLine,
  dft,
  distance,
  magnitude,
  noiseLine,
} from "./dft.ts";

const exchanged = ({ re, im }: Complex): Complex => ({ re: im, im: re });

function transformed(line: Complex, fft = planFft(line.re.length, 1)): Complex {
  const out = complexLine(fft.size);
  const lines = { start: 0, count: 1, lineStride: 1, valueStride: 1 };
  transformLines(fft, line, lines, out, lines, line.re.length);
  return out;
}

/** Errors of a transform of n values, of the largest magnitude, grow with log n. */
const tolerance = (size: number): number => 1e-15 * (2 + Math.log2(size));

describe("planFft", () => {
  it("transforms by the definition at every size from 1 to 300", () => {
    for (let size = 1; size <= 300; size++) {
      const line = noiseLine(size);
      const expected = dft(line);
      const error = distance(transformed(line), expected) / magnitude(expected);
      // the definition's own sums lose more than the transform does
      expect(error, `size ${size}`).toBeLessThan(size * 1e-15);
    }
  });

  it.each([512, 625, 648, 997, 1009, 1021, 1024, 2003])("transforms %i values", (size) => {
    const line = noiseLine(size);
    const expected = dft(line);
    expect(distance(transformed(line), expected) / magnitude(expected)).toBeLessThan(1e-13);
  });

  it("is undone with the parts exchanged, to the last digits, at every size", () => {
    for (const size of [...Array(300).keys()].map((k) => k + 1).concat([1009, 2048, 4001])) {
      const line = noiseLine(size);
      const back = exchanged(transformed(exchanged(transformed(line))));
      const scaled = { re: back.re.map((x) => x / size), im: back.im.map((x) => x / size) };
      expect(distance(scaled, line), `size ${size}`).toBeLessThan(4 * tolerance(size));
    }
  });

  it("is linear", () => {
    const lines = fc
      .integer({ min: 1, max: 300 })
      .chain((size) => fc.tuple(arbitraryValues(size), arbitraryValues(size)));
    fc.assert(
      fc.property(lines, fc.integer({ min: -9, max: 9 }), ([x, y], factor) => {
        const sum = {
          re: x.re.map((value, k) => factor * value + y.re[k]),
          im: x.im.map((value, k) => factor * value + y.im[k]),
        };
        const [X, Y] = [transformed(x), transformed(y)];
        const expected = {
          re: X.re.map((value, k) => factor * value + Y.re[k]),
          im: X.im.map((value, k) => factor * value + Y.im[k]),
        };
        const scale = Math.abs(factor) * magnitude(X) + magnitude(Y);
        expect(distance(transformed(sum), expected)).toBeLessThanOrEqual(1e-13 * scale);
      }),
    );
  });

  it("keeps the energy, times the size (Parseval)", () => {
    const energy = ({ re, im }: Complex) =>
      re.reduce((sum, value, k) => sum + value * value + im[k] * im[k], 0);
    fc.assert(
      fc.property(arbitraryLine(300), (line) => {
        const expected = energy(line) * line.re.length;
        const found = energy(transformed(line));
        expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-13 * expected);
      }),
    );
  });

  it("turns a shift into factors exp(-2πi m s / size)", () => {
    fc.assert(
      fc.property(arbitraryLine(300), fc.nat(300), (line, steps) => {
        const { length } = line.re;
        const shift = steps % length;
        const shifted = (part: Float64Array) =>
          part.map((_, k) => part[(k - shift + length) % length]);
        const spectrum = transformed(line);
        const expected = complexLine(length);
        for (let m = 0; m < length; m++) {
          const angle = (-2 * Math.PI * ((m * shift) % length)) / length;
          const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
          expected.re[m] = spectrum.re[m] * cos - spectrum.im[m] * sin;
          expected.im[m] = spectrum.re[m] * sin + spectrum.im[m] * cos;
        }
        const found = transformed({ re: shifted(line.re), im: shifted(line.im) });
        expect(distance(found, expected)).toBeLessThanOrEqual(1e-13 * magnitude(spectrum));
      }),
    );
  });

  it("makes blocks that are about equally full", () => {
    const batches = (size: number) =>
      [1, 4, 64, 65, 130].map((lines) => planFft(size, lines).batch);
    expect(batches(30)).toEqual([1, 4, 64, 33, 44]);
    expect(batches(64)).toEqual([1, 4, 32, 22, 26]);
  });
});

describe("the way that planFft takes", () => {
  /** Values that are laid out for a line, padding included, tell which transform is at work. */
  const layout = ({ valueStride, lineStride, input }: Fft) =>
    valueStride === 2 ? `fft.js, ${lineStride / 2}` : `mixed radix, ${input.re.length}`;

  it.each([
    [1, "mixed radix, 1"],
    [4, "mixed radix, 4"],
    [8, "fft.js, 8"],
    [64, "fft.js, 64"],
    [60, "mixed radix, 60"],
    [375, "mixed radix, 375"],
    [7, "mixed radix, 15"], // 13 values, and too few for a power of two to be worth it
    [31, "fft.js, 64"], // 61 values
    [97, "mixed radix, 200"], // 193 values; 256 are too many
    [113, "fft.js, 256"], // 225 values, of which 256 are 1.14 times as many
  ])("%i values: %s", (size, way) => {
    expect(layout(planFft(size, 1))).toBe(way);
  });
});

describe("sizes", () => {
  it("are products of 2, 3 and 5", () => {
    expect([1, 7, 11, 97, 121, 257].map(smoothSize)).toEqual([1, 8, 12, 100, 125, 270]);
  });

  it("are powers of two where these are little longer", () => {
    expect([1, 7, 13, 31, 61, 100, 113, 225, 226, 500].map(fastSize)).toEqual([
      1, 8, 15, 32, 64, 100, 128, 256, 256, 512,
    ]);
  });
});
