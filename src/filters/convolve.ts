import { planFft } from "../math/fft.ts";
import { smoothSize } from "../math/fft-mixed-radix.ts";
import type { Kernel } from "./kernel.ts";

/**
 * Filters a block of interleaved lines of which `extended` holds `kernel.reach` more values at
 * either end: value k of line i is extended[(reach + k) * lines + i] and out[k * lines + i].
 */
export type BlockFilter = (extended: Float64Array, out: Float64Array) => void;

/** Kernels with more taps than this are applied by Fourier transform, which is then faster. */
const mostDirectTaps = 48;

/** How many lines a block for this kernel should have at least. */
export function fewestLines({ weights }: Kernel): number {
  return weights.length > mostDirectTaps ? 16 : 1;
}

/** The faster of the two ways to filter lines of `count` values. */
export function planBlockFilter(kernel: Kernel, count: number, lines: number): BlockFilter {
  return kernel.weights.length > mostDirectTaps && lines > 1
    ? planFourierFilter(kernel, count, lines)
    : planDirectFilter(kernel, count, lines);
}

/** Filters by the definition, taps times values. */
export function planDirectFilter(kernel: Kernel, count: number, lines: number): BlockFilter {
  const taps = kernel.weights.length;
  const length = count * lines;
  // groups of eight and at last of four, filled up with weights of 0
  const padded = taps % 8 > 4 ? 8 * Math.ceil(taps / 8) : 4 * Math.ceil(taps / 4);
  const weights = new Float64Array(padded);
  weights.set(kernel.weights);
  const offsets = new Int32Array(padded);
  for (let t = 0; t < padded && taps > 0; t++) {
    offsets[t] = (kernel.reach + kernel.offsets[Math.min(t, taps - 1)]) * lines;
  }
  return (extended, out) => {
    out.fill(0, 0, length);
    let t = 0;
    for (; t + 8 <= padded; t += 8) addEightTaps(extended, offsets, weights, t, length, out);
    for (; t < padded; t += 4) addFourTaps(extended, offsets, weights, t, length, out);
  };
}

function addFourTaps(
  x: Float64Array,
  offsets: Int32Array,
  weights: Float64Array,
  t: number,
  length: number,
  out: Float64Array,
): void {
  const [a, b, c, d] = [offsets[t], offsets[t + 1], offsets[t + 2], offsets[t + 3]];
  const [wa, wb, wc, wd] = [weights[t], weights[t + 1], weights[t + 2], weights[t + 3]];
  for (let v = 0; v < length; v++) {
    out[v] += wa * x[a + v] + wb * x[b + v] + (wc * x[c + v] + wd * x[d + v]);
  }
}

function addEightTaps(
  x: Float64Array,
  offsets: Int32Array,
  weights: Float64Array,
  t: number,
  length: number,
  out: Float64Array,
): void {
  const [a, b, c, d] = [offsets[t], offsets[t + 1], offsets[t + 2], offsets[t + 3]];
  const [e, f, g, h] = [offsets[t + 4], offsets[t + 5], offsets[t + 6], offsets[t + 7]];
  const [wa, wb, wc, wd] = [weights[t], weights[t + 1], weights[t + 2], weights[t + 3]];
  const [we, wf, wg, wh] = [weights[t + 4], weights[t + 5], weights[t + 6], weights[t + 7]];
  for (let v = 0; v < length; v++) {
    out[v] +=
      wa * x[a + v] +
      wb * x[b + v] +
      (wc * x[c + v] + wd * x[d + v]) +
      (we * x[e + v] + wf * x[f + v] + (wg * x[g + v] + wh * x[h + v]));
  }
}

/**
 * Filters by the product of Fourier transforms. Half of the lines are the real parts and half the
 * imaginary parts of what is transformed; a real kernel keeps them apart.
 */
export function planFourierFilter(kernel: Kernel, count: number, lines: number): BlockFilter {
  const { reach } = kernel;
  const length = count + 2 * reach;
  const size = smoothSize(length);
  const half = Math.ceil(lines / 2);
  const fft = planFft(size, half);
  const [kernelRe, kernelIm] = kernelSpectrum(kernel, size);
  const re = new Float64Array(size * half);
  const im = new Float64Array(size * half);

  return (extended, out) => {
    if (lines % 2 === 1) im.fill(0); // one line has no partner
    for (let k = 0, v = 0, from = 0; k < length; k++, v += half, from += lines) {
      for (let i = 0; i < half; i++) re[v + i] = extended[from + i];
      for (let i = half; i < lines; i++) im[v + i - half] = extended[from + i];
    }
    re.fill(0, length * half);
    im.fill(0, length * half);
    fft.transform(re, im);
    for (let k = 0, v = 0; k < size; k++) {
      const wr = kernelRe[k];
      const wi = kernelIm[k];
      for (const end = v + half; v < end; v++) {
        const r = re[v];
        re[v] = r * wr - im[v] * wi;
        im[v] = r * wi + im[v] * wr;
      }
    }
    fft.transform(im, re); // parts exchanged: the inverse
    for (let k = 0, v = reach * half, to = 0; k < count; k++, v += half, to += lines) {
      for (let i = 0; i < half; i++) out[to + i] = re[v + i];
      for (let i = half; i < lines; i++) out[to + i] = im[v + i - half];
    }
  };
}

/** With the scale of the inverse transform. */
function kernelSpectrum({ offsets, weights }: Kernel, size: number): [Float64Array, Float64Array] {
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  weights.forEach((weight, t) => {
    re[(size - offsets[t]) % size] += weight / size;
  });
  planFft(size, 1).transform(re, im);
  return [re, im];
}
