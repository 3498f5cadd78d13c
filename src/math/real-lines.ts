import { fresh } from "../base/workspace.ts";

/** Real lines in an array. Values of a line that the array does not hold count as 0. */
export interface RealLines {
  readonly data: Float64Array;
  /** Entry at which each line starts. */
  readonly starts: Int32Array;
  /**
   * Value k of line n is entry starts[n] + offsets[k]; -1 for a value that the array does not hold.
   */
  readonly offsets: Int32Array;
}

/** Spectra in arrays: frequency k of line n is entry starts[n] + k * valueStride. */
export interface Spectra<Data> {
  readonly data: Data;
  readonly starts: Int32Array;
  readonly valueStride: number;
}

/** Number of frequencies that define a real line of `size` values. */
export function binsOf(size: number): number {
  return Math.floor(size / 2) + 1;
}

/** Start entries of `count` lines, one every `stride` entries. */
export function lineStarts(count: number, stride: number, { integers } = fresh): Int32Array {
  const starts = integers(count);
  for (let n = 0; n < count; n++) starts[n] = n * stride;
  return starts;
}

/** Offsets of a line whose first `length` values are in the array and whose others are 0. */
export function paddedOffsets(size: number, length: number, valueStride = 1): Int32Array {
  return Int32Array.from({ length: size }, (_, k) => (k < length ? k * valueStride : -1));
}

/**
 * Offsets of an even line of which the array holds values 0 … length - 1; values farther from 0 are
 * 0.
 */
export function evenOffsets(size: number, length: number): Int32Array {
  return Int32Array.from({ length: size }, (_, k) => {
    const distance = Math.min(k, size - k);
    return distance < length ? distance : -1;
  });
}
