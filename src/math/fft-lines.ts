import FFT from "fft.js";

/** A transform of zero-padded lines, with room to work in. */
export interface LineTransform {
  /** Values in a line before padding. */
  readonly length: number;
  /** Length after padding: a power of two that holds every shift of a line against another. */
  readonly size: number;
  readonly fft: FFT;
  readonly line: Float64Array;
  readonly spectrum: Float64Array;
}

/** The smallest power of two, 2 or more, in which lines correlate without wrapping around. */
export function correlationSize(length: number): number {
  let size = 2;
  while (size < 2 * length - 1) size *= 2;
  return size;
}

export function planLines(length: number): LineTransform {
  const size = correlationSize(length);
  return {
    length,
    size,
    fft: new FFT(size),
    line: new Float64Array(2 * size),
    spectrum: new Float64Array(2 * size),
  };
}

/**
 * Transforms real lines, one after another in `input`, to their frequencies 0 … size / 2.
 *
 * Lines become columns: frequency k of line n goes to entry k * lines + n of `output`, as real and
 * imaginary part. So a volume takes three calls, one an axis. Two lines are transformed at once,
 * as real and imaginary part, and told apart by their symmetry.
 */
export function transformRealLines(
  { length, size, fft, line, spectrum }: LineTransform,
  input: Float64Array,
  output: Float64Array,
): void {
  const lines = input.length / length;
  line.fill(0);
  for (let n = 0; n < lines; n += 2) {
    const paired = n + 1 < lines;
    for (let k = 0; k < length; k++) {
      line[2 * k] = input[length * n + k];
      line[2 * k + 1] = paired ? input[length * (n + 1) + k] : 0;
    }
    transformUnlessZero(fft, line, 2 * length, spectrum);
    for (let k = 0, to = 2 * n; k <= size / 2; k++, to += 2 * lines) {
      const re = spectrum[2 * k];
      const im = spectrum[2 * k + 1];
      const mirrored = 2 * ((size - k) % size);
      const mirroredRe = spectrum[mirrored];
      const mirroredIm = spectrum[mirrored + 1];
      output[to] = (re + mirroredRe) / 2;
      output[to + 1] = (im - mirroredIm) / 2;
      if (!paired) continue;
      output[to + 2] = (im + mirroredIm) / 2;
      output[to + 3] = (mirroredRe - re) / 2;
    }
  }
}

/** Transforms complex lines to all their frequencies, laid out as by `transformRealLines`. */
export function transformComplexLines(
  { length, size, fft, line, spectrum }: LineTransform,
  input: Float64Array,
  output: Float64Array,
): void {
  const lines = input.length / (2 * length);
  line.fill(0);
  for (let n = 0; n < lines; n++) {
    line.set(input.subarray(2 * length * n, 2 * length * (n + 1)));
    transformUnlessZero(fft, line, 2 * length, spectrum);
    for (let k = 0, to = 2 * n; k < size; k++, to += 2 * lines) {
      output[to] = spectrum[2 * k];
      output[to + 1] = spectrum[2 * k + 1];
    }
  }
}

/**
 * Transforms real even lines, of which `input` holds the values at 0, 1, 2 …
 *
 * Their spectra are real and even too: frequency k = 0 … size / 2 of line n goes to entry
 * k * lines + n of `output`. Two lines are transformed at once.
 */
export function transformEvenLines(
  { length, size, fft, line, spectrum }: LineTransform,
  input: Float64Array,
  output: Float64Array,
): void {
  const lines = input.length / length;
  line.fill(0);
  for (let n = 0; n < lines; n += 2) {
    const paired = n + 1 < lines;
    for (let k = 0; k < length; k++) {
      const mirrored = (size - k) % size;
      line[2 * k] = line[2 * mirrored] = input[length * n + k];
      line[2 * k + 1] = line[2 * mirrored + 1] = paired ? input[length * (n + 1) + k] : 0;
    }
    fft.transform(spectrum, line);
    for (let k = 0, to = n; k <= size / 2; k++, to += lines) {
      output[to] = spectrum[2 * k];
      if (paired) output[to + 1] = spectrum[2 * k + 1];
    }
  }
}

/** Many lines of a region's box hold nothing. */
function transformUnlessZero(
  fft: FFT,
  line: Float64Array,
  used: number,
  spectrum: Float64Array,
): void {
  let k = 0;
  while (k < used && line[k] === 0) k++;
  if (k === used) spectrum.fill(0);
  else fft.transform(spectrum, line);
}
