import { fresh } from "../base/workspace.ts";
import { planBluestein } from "./bluestein.ts";
import type { Fft } from "./fft-plan.ts";
import { planMixedRadix, smallFactors } from "./mixed-radix.ts";
import { planPowerOfTwo } from "./power-of-two.ts";

/**
 * The smallest power of two for which fft.js is used: for shorter lines the call alone takes
 * longer.
 */
const smallestPower = 8;

/**
 * Lines are padded to a power of two, if it is at least 64 and less than this many times the smallest
 * product of 2, 3 and 5: its transform then takes less time.
 */
const longestPower = 1.15;

/**
 * Transforms of lines of any size by the fastest way: fft.js for powers of two, mixed radix for other
 * products of 2, 3 and 5, Bluestein's algorithm over one of these for the rest.
 *
 * The table behind these choices is in docs/fourier-transforms.md.
 *
 * @param lines about the number of lines that are transformed in one call
 */
export function planFft(size: number, lines: number, workspace = fresh): Fft {
  if (size >= smallestPower && isPowerOfTwo(size)) {
    return planPowerOfTwo(size, batchFor(lines, 32, 8192 / size), workspace);
  }
  const factors = smallFactors(size);
  if (factors === null) {
    return planBluestein(size, planFft(fastSize(2 * size - 1), lines, workspace));
  }
  return planMixedRadix(size, factors, batchFor(lines, 64, 4096 / size), workspace);
}

/**
 * Lines in a block: as many as fit into the cache, or fewer so that all blocks are about equally
 * full.
 */
function batchFor(lines: number, highest: number, cached: number): number {
  const most = Math.max(4, Math.min(highest, Math.floor(cached)));
  const blocks = Math.max(1, Math.ceil(lines / most));
  return Math.max(1, Math.ceil(lines / blocks));
}

/** The smallest product of 2, 3 and 5 that is at least `length`. */
export function smoothSize(length: number): number {
  let size = Math.max(1, Math.ceil(length));
  while (smallFactors(size) === null) size++;
  return size;
}

/** The size to pad lines of `length` values to, so that their transform takes the least time. */
export function fastSize(length: number): number {
  const smooth = smoothSize(length);
  const power = 2 ** Math.ceil(Math.log2(smooth));
  return power >= 64 && power < longestPower * smooth ? power : smooth;
}

function isPowerOfTwo(size: number): boolean {
  return (size & (size - 1)) === 0;
}
