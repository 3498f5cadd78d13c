import { planFft } from "../math/fft.ts";
import { smoothSize } from "../math/fft-mixed-radix.ts";
import type { BlockFilter } from "./block-filter.ts";
import type { Kernel } from "./kernel.ts";

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

  const run = (extended: Float64Array, out: Float64Array): void => {
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
  return {
    portion: count * lines,
    slack: 0,
    run: (extended, _from, _length, out) => run(extended, out),
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
