import type { Complex, Fft } from "./fft-plan.ts";
import { binsOf, type RealLines, type Spectra } from "./real-lines.ts";

/**
 * Loads lines n … n + count - 1 as complex lines: the first half as their real parts, the second
 * half as their imaginary parts. If count is odd, the imaginary part of the last complex line is 0.
 */
export function loadPairs(
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

/** The reverse of `loadPairs`: stores the parts of complex lines as real lines, times `scale`. */
export function storePairs(
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

/** Separates the spectra of the two lines of each pair, by the symmetry of a real line's spectrum. */
export function splitPairs(
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

/** The reverse of `splitPairs`: the spectra of complex lines from the spectra of their two parts. */
export function joinPairs(
  { data, starts, valueStride: step }: Spectra<Complex>,
  n: number,
  count: number,
  { size, valueStride, lineStride }: Fft,
  { re, im }: Complex,
): void {
  const { re: fromRe, im: fromIm } = data;
  const pairs = Math.ceil(count / 2);
  const half = Math.ceil(size / 2) - 1; // the last frequency that differs from its opposite
  for (let b = 0; b < pairs; b++) {
    const first = starts[n + b];
    // a line without a partner is paired with itself; the imaginary part of the result is not stored
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

/**
 * Stores the spectra of even lines. They are real: those of a pair are the real and imaginary
 * parts.
 */
export function storeParts(
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

/** Whether the lines are interleaved: value k of line n + 1 follows value k of line n. */
function areAcross(starts: Int32Array): boolean {
  return starts.length > 1 && starts[1] - starts[0] === 1;
}
