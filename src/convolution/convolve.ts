import type { BlockFilter } from "./block-filter.ts";
import { planDirectFilter } from "./convolve-direct.ts";
import { planFourierFilter } from "./convolve-fourier.ts";
import type { Kernel } from "./kernel.ts";

/** Kernels with more taps are applied by Fourier transform, which is faster for them. */
export const mostDirectTaps = 48;

/** The fewest lines that a block for this kernel should have. */
export function fewestLines({ weights }: Kernel): number {
  return weights.length > mostDirectTaps ? 16 : 1;
}

/** The faster of the two ways to filter lines of `count` values. */
export function planBlockFilter(kernel: Kernel, count: number, lines: number): BlockFilter {
  return kernel.weights.length > mostDirectTaps && lines > 1
    ? planFourierFilter(kernel, count, lines)
    : planDirectFilter(kernel, lines);
}
