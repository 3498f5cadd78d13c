import { fresh } from "../workspace.ts";
import { planBluestein } from "./fft-bluestein.ts";
import { planMixedRadix, smallFactors } from "./fft-mixed-radix.ts";
import type { Fft } from "./fft-transform.ts";

/** Values in a block of lines, so that it stays in the cache. */
const blockValues = 4096;

/** Number of lines of a size that are best transformed at once. */
export function batchFor(size: number): number {
  return Math.max(4, Math.min(64, Math.floor(blockValues / size)));
}

/** Transforms of any size; products of 2, 3 and 5 are the fastest. */
export function planFft(size: number, batch = batchFor(size), workspace = fresh): Fft {
  const factors = smallFactors(size);
  return factors === null
    ? planBluestein(size, batch)
    : planMixedRadix(size, factors, batch, workspace);
}

/** Lines in an array: value k of line n is entry start + n * lineStride + k * valueStride. */
export interface Lines {
  readonly start: number;
  readonly count: number;
  readonly lineStride: number;
  readonly valueStride: number;
}

/** Transforms of lines that lie in a larger array, a block at a time. */
export function planLineTransform(
  size: number,
): (re: Float64Array, im: Float64Array, lines: Lines) => void {
  const fft = planFft(size);
  const { batch } = fft;
  const blockRe = new Float64Array(size * batch);
  const blockIm = new Float64Array(size * batch);
  return (re, im, { start, count, lineStride, valueStride }) => {
    for (let n = 0; n < count; n += batch) {
      const lines = Math.min(batch, count - n);
      const first = start + n * lineStride;
      for (let k = 0; k < size; k++) {
        let v = first + k * valueStride;
        for (let b = k * batch; b < k * batch + lines; b++, v += lineStride) {
          blockRe[b] = re[v];
          blockIm[b] = im[v];
        }
      }
      fft.transform(blockRe, blockIm);
      for (let k = 0; k < size; k++) {
        let v = first + k * valueStride;
        for (let b = k * batch; b < k * batch + lines; b++, v += lineStride) {
          re[v] = blockRe[b];
          im[v] = blockIm[b];
        }
      }
    }
  };
}
