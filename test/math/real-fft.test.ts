import { describe, expect, it } from "vitest";
import type { Complex } from "../../src/math/fft-plan.ts";
import { planRealFft } from "../../src/math/real-fft.ts";
import { binsOf, evenOffsets, lineStarts, paddedOffsets } from "../../src/math/real-lines.ts";
import { complexLine, dft, noise } from "./dft.ts";

/** The spectrum of a real line. */
const spectrumOf = (line: Float64Array, size: number): Complex =>
  dft({ re: line, im: new Float64Array(line.length) }, size);

// one value, fft.js, mixed radix, and Bluestein over each of them
describe.each([1, 2, 15, 16, 31, 37])("planRealFft, %i values", (size) => {
  const bins = binsOf(size);
  const length = Math.ceil(size / 2);

  // odd numbers of lines have one without a partner; 141 are blocks of which the last is not full
  describe.each([1, 2, 3, 64, 141])("of %i lines", (count) => {
    const fft = planRealFft(size, count);
    const input = noise(length * count);
    const lines = [...Array(count).keys()];

    /** As rows and, transposed, as columns. */
    const layouts = [
      {
        data: input,
        starts: lineStarts(count, length),
        offsets: paddedOffsets(size, length),
        spectra: { starts: lineStarts(count, 1), valueStride: count },
      },
      {
        data: input.map((_, v) => input[Math.floor(v / count) + length * (v % count)]),
        starts: lineStarts(count, 1),
        offsets: paddedOffsets(size, length, count),
        spectra: { starts: lineStarts(count, bins), valueStride: 1 },
      },
    ];
    const lineAt = (n: number) => input.subarray(n * length, (n + 1) * length);

    it.each(layouts)("tells the two of each pair apart", ({ spectra, ...real }) => {
      const data = complexLine(bins * count);
      fft.forward(real, { ...spectra, data });
      for (const n of lines) {
        const expected = spectrumOf(lineAt(n), size);
        for (let k = 0; k < bins; k++) {
          const at = spectra.starts[n] + k * spectra.valueStride;
          expect(Math.abs(data.re[at] - expected.re[k])).toBeLessThan(1e-12);
          expect(Math.abs(data.im[at] - expected.im[k])).toBeLessThan(1e-12);
        }
      }
    });

    it.each(layouts)("gives back lines, and leaves what is not there", ({ spectra, ...real }) => {
      const data = complexLine(bins * count);
      fft.forward(real, { ...spectra, data });
      const out = new Float64Array(input.length + 1).fill(99);
      const offsets = real.offsets.map((offset, k) => (k === 0 && length > 1 ? -1 : offset));
      fft.inverse({ ...spectra, data }, { ...real, offsets, data: out }, 1 / size);
      for (const n of lines) {
        for (let k = 0; k < length; k++) {
          const at = real.starts[n] + real.offsets[k];
          const expected = offsets[k] < 0 ? 99 : real.data[at];
          expect(Math.abs(out[at] - expected)).toBeLessThan(1e-14);
        }
      }
      expect(out[input.length]).toBe(99);
    });

    it("takes lines for even ones", () => {
      const data = new Float64Array(bins * count);
      const real = { data: input, starts: lineStarts(count, length) };
      const spectra = { data, starts: lineStarts(count, 1), valueStride: count };
      fft.even({ ...real, offsets: evenOffsets(size, length) }, spectra);
      for (const n of lines) {
        const whole = new Float64Array(size);
        lineAt(n).forEach((value, k) => {
          whole[k] = whole[(size - k) % size] = value;
        });
        const { re } = spectrumOf(whole, size);
        for (let k = 0; k < bins; k++) {
          expect(Math.abs(data[k * count + n] - re[k])).toBeLessThan(1e-12);
        }
      }
    });

    it.each(layouts)("convolves lines with a real one", ({ spectra: _, ...real }) => {
      const kernel = noise(size, 2);
      const factors = spectrumOf(
        kernel.map((value) => value / size),
        size,
      );
      const out = new Float64Array(input.length);
      fft.filter(real, factors, { ...real, data: out });
      for (const n of lines) {
        for (let k = 0; k < length; k++) {
          const expected = lineAt(n).reduce(
            (sum, value, m) => sum + value * kernel[(k - m + size) % size],
            0,
          );
          expect(Math.abs(out[real.starts[n] + real.offsets[k]] - expected)).toBeLessThan(1e-12);
        }
      }
    });
  });
});

it("counts the imaginary part of a frequency that is its own opposite as 0", () => {
  const fft = planRealFft(4, 1);
  const data = { re: Float64Array.of(4, 0, 0), im: Float64Array.of(7, 0, 7) };
  const out = new Float64Array(4);
  const starts = Int32Array.of(0);
  fft.inverse(
    { data, starts, valueStride: 1 },
    { data: out, starts, offsets: paddedOffsets(4, 4) },
    1 / 4,
  );
  expect([...out]).toEqual([1, 1, 1, 1]);
});
