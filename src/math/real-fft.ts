import { fresh } from "../base/workspace.ts";
import { planFft } from "./fft.ts";
import type { Complex, Fft } from "./fft-plan.ts";
import { multiplyLines } from "./multiply-lines.ts";

/** Real lines in an array, which need not hold every value that is transformed. */
export interface RealLines {
  readonly data: Float64Array;
  /** Entry at which each line starts. */
  readonly starts: Int32Array;
  /** How many entries from the start each value of the transform is; -1 for one that is not there. */
  readonly offsets: Int32Array;
}

/** Spectra in arrays: frequency k of line n is entry starts[n] + k * valueStride. */
export interface Spectra<Data> {
  readonly data: Data;
  readonly starts: Int32Array;
  readonly valueStride: number;
}

/**
 * Transforms of real lines, two at once: as the real and the imaginary part of a complex line.
 *
 * Frequencies 0 … size / 2 tell all of a real line, the others are their conjugates.
 */
export interface RealFft {
  readonly size: number;
  /** Frequencies of a line: floor(size / 2) + 1. */
  readonly bins: number;
  /** Spectra, without scaling, of lines in which values that are not there are 0. */
  forward(lines: RealLines, spectra: Spectra<Complex>): void;
  /**
   * Writes the lines of spectra, times `scale`, but for the values that are not there.
   * The imaginary part of a frequency that is its own opposite counts as 0.
   */
  inverse(spectra: Spectra<Complex>, lines: RealLines, scale: number): void;
  /** As `forward`, of even lines: their spectra have no imaginary part. */
  even(lines: RealLines, spectra: Spectra<Float64Array>): void;
  /** Writes lines whose spectra are multiplied by the spectrum of a real line, frequency by frequency. */
  filter(lines: RealLines, factors: Complex, filtered: RealLines): void;
}

/** Frequencies that tell all of a real line of `size` values. */
export function binsOf(size: number): number {
  return Math.floor(size / 2) + 1;
}

/** Where lines start of which there is one every `stride` entries. */
export function lineStarts(count: number, stride: number, { integers } = fresh): Int32Array {
  const starts = integers(count);
  for (let n = 0; n < count; n++) starts[n] = n * stride;
  return starts;
}

/** Offsets of the first `length` values of a line, with 0s after them. */
export function paddedOffsets(size: number, length: number, valueStride = 1): Int32Array {
  return Int32Array.from({ length: size }, (_, k) => (k < length ? k * valueStride : -1));
}

/** Offsets of an even line that is told by its values at 0 … length - 1, with 0s between. */
export function evenOffsets(size: number, length: number): Int32Array {
  return Int32Array.from({ length: size }, (_, k) => {
    const distance = Math.min(k, size - k);
    return distance < length ? distance : -1;
  });
}

/** @param lines about as many are transformed in one call */
export function planRealFft(size: number, lines: number, workspace = fresh): RealFft {
  const fft = planFft(size, Math.ceil(lines / 2), workspace);
  const { input, output } = fft;
  // with the parts exchanged the transform is the inverse
  const inverseInput = { re: input.im, im: input.re };
  const inverseOutput = { re: output.im, im: output.re };

  /** Calls `work` for each block of lines: the first of them, how many, how many pairs. */
  const inBlocks = (
    { length }: Int32Array,
    work: (n: number, count: number, pairs: number) => void,
  ): void => {
    const most = 2 * fft.batch;
    for (let n = 0; n < length; n += most) {
      const count = Math.min(most, length - n);
      work(n, count, Math.ceil(count / 2));
    }
  };

  return {
    size,
    bins: binsOf(size),
    forward(lines, spectra) {
      inBlocks(lines.starts, (n, count, pairs) => {
        loadPairs(lines, n, count, fft, input);
        fft.transform(pairs);
        splitPairs(fft, output, spectra, n, count);
      });
    },
    inverse(spectra, lines, scale) {
      inBlocks(lines.starts, (n, count, pairs) => {
        joinPairs(spectra, n, count, fft, inverseInput);
        fft.transform(pairs);
        storePairs(fft, inverseOutput, lines, n, count, scale);
      });
    },
    even(lines, spectra) {
      inBlocks(lines.starts, (n, count, pairs) => {
        loadPairs(lines, n, count, fft, input);
        fft.transform(pairs);
        storeParts(fft, output, spectra, n, count);
      });
    },
    filter(lines, factors, filtered) {
      inBlocks(lines.starts, (n, count, pairs) => {
        loadPairs(lines, n, count, fft, input);
        fft.transform(pairs);
        multiplyLines(fft, pairs, output, factors, inverseInput);
        fft.transform(pairs);
        storePairs(fft, inverseOutput, filtered, n, count, 1);
      });
    },
  };
}

/** Whether lines lie side by side, their values in rows. */
function areAcross(starts: Int32Array): boolean {
  return starts.length > 1 && starts[1] - starts[0] === 1;
}

/**
 * Lines n … n + count - 1 as the parts of complex lines: those of the first half are real parts, those
 * of the second imaginary ones. One without a partner gets 0s.
 */
function loadPairs(
  { data, starts, offsets }: RealLines,
  n: number,
  count: number,
  { valueStride, lineStride }: Fft,
  { re, im }: Complex,
): void {
  const { length } = offsets;
  const pairs = Math.ceil(count / 2);
  const whole = count - pairs;
  if (areAcross(starts)) {
    for (let k = 0; k < length; k++) {
      const first = starts[n] + offsets[k];
      let v = k * valueStride;
      if (offsets[k] < 0) {
        for (let b = 0; b < pairs; b++, v += lineStride) re[v] = im[v] = 0;
        continue;
      }
      for (let b = 0; b < whole; b++, v += lineStride) {
        re[v] = data[first + b];
        im[v] = data[first + pairs + b];
      }
    }
  } else {
    for (let b = 0; b < whole; b++) {
      const first = starts[n + b];
      const second = starts[n + pairs + b];
      for (let k = 0, v = b * lineStride; k < length; k++, v += valueStride) {
        const offset = offsets[k];
        re[v] = offset < 0 ? 0 : data[first + offset];
        im[v] = offset < 0 ? 0 : data[second + offset];
      }
    }
  }
  if (whole === pairs) return;
  const single = starts[n + whole];
  for (let k = 0, v = whole * lineStride; k < length; k++, v += valueStride) {
    re[v] = offsets[k] < 0 ? 0 : data[single + offsets[k]];
    im[v] = 0;
  }
}

/** The parts of complex lines as lines n … n + count - 1, times `scale`. */
function storePairs(
  { valueStride, lineStride }: Fft,
  { re, im }: Complex,
  { data, starts, offsets }: RealLines,
  n: number,
  count: number,
  scale: number,
): void {
  const { length } = offsets;
  const pairs = Math.ceil(count / 2);
  const whole = count - pairs;
  if (areAcross(starts)) {
    for (let k = 0; k < length; k++) {
      if (offsets[k] < 0) continue;
      const first = starts[n] + offsets[k];
      for (let b = 0, v = k * valueStride; b < whole; b++, v += lineStride) {
        data[first + b] = scale * re[v];
        data[first + pairs + b] = scale * im[v];
      }
    }
  } else {
    for (let b = 0; b < whole; b++) {
      const first = starts[n + b];
      const second = starts[n + pairs + b];
      for (let k = 0, v = b * lineStride; k < length; k++, v += valueStride) {
        const offset = offsets[k];
        if (offset < 0) continue;
        data[first + offset] = scale * re[v];
        data[second + offset] = scale * im[v];
      }
    }
  }
  if (whole === pairs) return;
  const single = starts[n + whole];
  for (let k = 0, v = whole * lineStride; k < length; k++, v += valueStride) {
    if (offsets[k] >= 0) data[single + offsets[k]] = scale * re[v];
  }
}

/** Spectra of the lines of pairs, told apart by the symmetry that the spectrum of a real line has. */
function splitPairs(
  { size, valueStride, lineStride }: Fft,
  { re, im }: Complex,
  { data, starts, valueStride: step }: Spectra<Complex>,
  n: number,
  count: number,
): void {
  const { re: outRe, im: outIm } = data;
  const across = areAcross(starts);
  const bins = binsOf(size);
  const pairs = Math.ceil(count / 2);
  const [outer, inner] = across ? [bins, pairs] : [pairs, bins];
  for (let i = 0; i < outer; i++) {
    for (let j = 0; j < inner; j++) {
      const b = across ? j : i;
      const k = across ? i : j;
      const v = b * lineStride + k * valueStride;
      const w = b * lineStride + (k === 0 ? 0 : size - k) * valueStride;
      const first = starts[n + b] + k * step;
      outRe[first] = (re[v] + re[w]) / 2;
      outIm[first] = (im[v] - im[w]) / 2;
      if (pairs + b === count) continue;
      const second = starts[n + pairs + b] + k * step;
      outRe[second] = (im[v] + im[w]) / 2;
      outIm[second] = (re[w] - re[v]) / 2;
    }
  }
}

/** Complex lines of which two real ones are the parts, from the spectra of these. */
function joinPairs(
  { data, starts, valueStride: step }: Spectra<Complex>,
  n: number,
  count: number,
  { size, valueStride, lineStride }: Fft,
  { re, im }: Complex,
): void {
  const { re: fromRe, im: fromIm } = data;
  const pairs = Math.ceil(count / 2);
  const half = Math.ceil(size / 2) - 1; // the last frequency that is not its own opposite
  for (let b = 0; b < pairs; b++) {
    const first = starts[n + b];
    // one without a partner is its own: the imaginary part of the result is left where it is
    const second = pairs + b < count ? starts[n + pairs + b] : first;
    let v = b * lineStride;
    let w = v + size * valueStride;
    re[v] = fromRe[first];
    im[v] = fromRe[second];
    for (let k = 1; k <= half; k++) {
      v += valueStride;
      w -= valueStride;
      const ar = fromRe[first + k * step];
      const ai = fromIm[first + k * step];
      const br = fromRe[second + k * step];
      const bi = fromIm[second + k * step];
      re[v] = ar - bi;
      im[v] = ai + br;
      re[w] = ar + bi;
      im[w] = br - ai;
    }
    if (size % 2 === 1) continue;
    re[v + valueStride] = fromRe[first + (half + 1) * step];
    im[v + valueStride] = fromRe[second + (half + 1) * step];
  }
}

/** The spectra of even lines: they are real, so that those of a pair stay apart. */
function storeParts(
  { size, valueStride, lineStride }: Fft,
  { re, im }: Complex,
  { data, starts, valueStride: step }: Spectra<Float64Array>,
  n: number,
  count: number,
): void {
  const bins = binsOf(size);
  const pairs = Math.ceil(count / 2);
  for (let k = 0; k < bins; k++) {
    for (let b = 0, v = k * valueStride; b < pairs; b++, v += lineStride) {
      data[starts[n + b] + k * step] = re[v];
      if (pairs + b < count) data[starts[n + pairs + b] + k * step] = im[v];
    }
  }
}
