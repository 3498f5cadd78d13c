import { fresh } from "../base/workspace.ts";
import { planBluestein } from "./bluestein.ts";
import type { Fft } from "./fft-plan.ts";
import { planMixedRadix, smallFactors } from "./mixed-radix.ts";
import { planPowerOfTwo } from "./power-of-two.ts";

/** Powers of two from here on are fft.js's: shorter lines are done before its call has begun. */
const smallestPower = 8;

/**
 * A power of two is taken for a padded size if it is less than this many times as long as the smallest
 * product of 2, 3 and 5, and at least 64: then it is transformed sooner.
 */
const longestPower = 1.15;

/**
 * Transforms of lines of any size by the fastest way: fft.js for powers of two, mixed radix for other
 * products of 2, 3 and 5, Bluestein's algorithm over one of these for the rest.
 *
 * The table behind these choices is in docs/fourier-transforms.md.
 *
 * @param lines about as many are transformed in one call
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

/** Lines in a block: as many as stay in the cache, in blocks that are about equally full. */
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

/** The size of at least `length` values that is transformed the soonest, for lines that are padded. */
export function fastSize(length: number): number {
  const smooth = smoothSize(length);
  const power = 2 ** Math.ceil(Math.log2(smooth));
  return power >= 64 && power < longestPower * smooth ? power : smooth;
}

function isPowerOfTwo(size: number): boolean {
  return (size & (size - 1)) === 0;
}
