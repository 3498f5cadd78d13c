import { fastSize, planFft } from "../math/fft.ts";
import type { Complex } from "../math/fft-plan.ts";
import { planRealFft } from "../math/real-fft.ts";
import { lineStarts, paddedOffsets } from "../math/real-lines.ts";
import type { BlockFilter } from "./block-filter.ts";
import type { Kernel } from "./kernel.ts";

/** Filters by the product of Fourier transforms. */
export function planFourierFilter(kernel: Kernel, count: number, lines: number): BlockFilter {
  const { reach } = kernel;
  const length = count + 2 * reach;
  const size = fastSize(length);
  const fft = planRealFft(size, lines);
  const factors = kernelSpectrum(kernel, size);
  const starts = lineStarts(lines, 1);
  const extendedOffsets = paddedOffsets(size, length, lines);
  const offsets = extendedOffsets.map((_, k) =>
    k >= reach && k < reach + count ? (k - reach) * lines : -1,
  );
  return {
    slack: 0,
    run(extended, _length, out) {
      const filtered = { data: out, starts, offsets };
      fft.filter({ data: extended, starts, offsets: extendedOffsets }, factors, filtered);
    },
  };
}

/** Spectrum of the kernel, divided by `size` as the inverse transform needs. */
function kernelSpectrum({ offsets, weights }: Kernel, size: number): Complex {
  const { input, output, valueStride, pad, transform } = planFft(size, 1);
  pad(0);
  weights.forEach((weight, t) => {
    input.re[((size - offsets[t]) % size) * valueStride] += weight / size;
  });
  transform(1);
  const at = (part: Float64Array) =>
    Float64Array.from({ length: size }, (_, k) => part[k * valueStride]);
  return { re: at(output.re), im: at(output.im) };
}
