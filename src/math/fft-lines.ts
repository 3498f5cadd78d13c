import { fresh } from "../workspace.ts";
import { batchFor, planFft } from "./fft.ts";
import { smoothSize } from "./fft-mixed-radix.ts";
import type { Fft } from "./fft-transform.ts";

/** A transform of zero-padded lines, with room to work in. */
export interface LineTransform {
  /** Values in a line before padding. */
  readonly length: number;
  /** Length after padding, which holds every shift of a line against another. */
  readonly size: number;
  /** Frequencies that tell all of a real line: 0 … size / 2. */
  readonly bins: number;
  readonly fft: Fft;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Real and imaginary parts. */
export interface Complex {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** The smallest product of 2, 3 and 5 in which lines correlate without wrapping around. */
export function correlationSize(length: number): number {
  return smoothSize(2 * length - 1);
}

export function planLines(length: number, workspace = fresh): LineTransform {
  const size = correlationSize(length);
  const fft = planFft(size, batchFor(size), workspace);
  return {
    length,
    size,
    bins: binsOf(size),
    fft,
    re: workspace.floats(size * fft.batch),
    im: workspace.floats(size * fft.batch),
  };
}

export function binsOf(size: number): number {
  return Math.floor(size / 2) + 1;
}

/**
 * Transforms real lines, one after another in `input`, to their frequencies 0 … size / 2.
 *
 * Lines become columns: frequency k of line n goes to entry k * lines + n of `output`. So a volume
 * takes three calls, one an axis. Two lines are transformed at once, as real and imaginary part, and
 * told apart by their symmetry.
 */
export function transformRealLines(plan: LineTransform, input: Float64Array, output: Complex) {
  const { length, size, bins, fft, re, im } = plan;
  const { batch } = fft;
  const lines = input.length / length;
  for (let n = 0; n < lines; n += 2 * batch) {
    const first = Math.min(batch, lines - n);
    const second = Math.max(0, Math.min(batch, lines - n - batch));
    load(input, length, n, first, re, batch);
    load(input, length, n + batch, second, im, batch);
    fft.transform(re, im);
    for (let k = 0; k < bins; k++) {
      const mirrored = ((size - k) % size) * batch;
      for (let b = 0; b < first; b++) {
        const to = k * lines + n + b;
        output.re[to] = (re[k * batch + b] + re[mirrored + b]) / 2;
        output.im[to] = (im[k * batch + b] - im[mirrored + b]) / 2;
      }
      for (let b = 0; b < second; b++) {
        const to = k * lines + n + batch + b;
        output.re[to] = (im[k * batch + b] + im[mirrored + b]) / 2;
        output.im[to] = (re[mirrored + b] - re[k * batch + b]) / 2;
      }
    }
  }
}

/** Transforms complex lines to all their frequencies, laid out as by `transformRealLines`. */
export function transformComplexLines(plan: LineTransform, input: Complex, output: Complex) {
  const { length, size, fft, re, im } = plan;
  const { batch } = fft;
  const lines = input.re.length / length;
  for (let n = 0; n < lines; n += batch) {
    const count = Math.min(batch, lines - n);
    load(input.re, length, n, count, re, batch);
    load(input.im, length, n, count, im, batch);
    fft.transform(re, im);
    for (let k = 0; k < size; k++) {
      const to = k * lines + n;
      for (let b = 0; b < count; b++) {
        output.re[to + b] = re[k * batch + b];
        output.im[to + b] = im[k * batch + b];
      }
    }
  }
}

/**
 * Transforms real even lines, of which `input` holds the values at 0, 1, 2 …
 *
 * Their spectra are real and even too: frequency k = 0 … size / 2 of line n goes to entry
 * k * lines + n of `output`. Two lines are transformed at once.
 */
export function transformEvenLines(plan: LineTransform, input: Float64Array, output: Float64Array) {
  const { length, size, bins, fft, re, im } = plan;
  const { batch } = fft;
  const lines = input.length / length;
  for (let n = 0; n < lines; n += 2 * batch) {
    const first = Math.min(batch, lines - n);
    const second = Math.max(0, Math.min(batch, lines - n - batch));
    load(input, length, n, first, re, batch);
    load(input, length, n + batch, second, im, batch);
    for (let k = 1; k < length; k++) {
      re.copyWithin((size - k) * batch, k * batch, (k + 1) * batch);
      im.copyWithin((size - k) * batch, k * batch, (k + 1) * batch);
    }
    fft.transform(re, im);
    for (let k = 0; k < bins; k++) {
      const to = k * lines + n;
      for (let b = 0; b < first; b++) output[to + b] = re[k * batch + b];
      for (let b = 0; b < second; b++) output[to + batch + b] = im[k * batch + b];
    }
  }
}

/** Lines n … n + count as columns of a block, the rest of it 0. */
function load(
  input: Float64Array,
  length: number,
  n: number,
  count: number,
  block: Float64Array,
  batch: number,
): void {
  block.fill(0);
  for (let b = 0; b < count; b++) {
    const from = length * (n + b);
    for (let k = 0; k < length; k++) block[k * batch + b] = input[from + k];
  }
}
