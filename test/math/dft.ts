import fc from "fast-check";
import type { Complex } from "../../src/math/fft-plan.ts";

/** X(m) = Σ x(k) exp(-2πi k m / size), term by term; values from the end of the line on are 0. */
export function dft({ re, im }: Complex, size = re.length): Complex {
  const cos = Float64Array.from({ length: size }, (_, k) => Math.cos((-2 * Math.PI * k) / size));
  const sin = Float64Array.from({ length: size }, (_, k) => Math.sin((-2 * Math.PI * k) / size));
  const out = complexLine(size);
  for (let m = 0; m < size; m++) {
    for (let k = 0; k < re.length; k++) {
      const turn = (k * m) % size;
      out.re[m] += re[k] * cos[turn] - im[k] * sin[turn];
      out.im[m] += re[k] * sin[turn] + im[k] * cos[turn];
    }
  }
  return out;
}

export function complexLine(length: number): Complex {
  return { re: new Float64Array(length), im: new Float64Array(length) };
}

/** Numbers between -1 and 1 that look random, the same in each run. */
export function noise(length: number, seed = 1): Float64Array {
  return Float64Array.from({ length }, (_, k) => Math.sin(seed * (k + 1) ** 2));
}

export function noiseLine(length: number, seed = 1): Complex {
  return { re: noise(length, seed), im: noise(length, seed + 0.5) };
}

/** The largest magnitude of a difference of two complex lines. */
export function distance(a: Complex, b: Complex): number {
  return Math.max(...a.re.map((_, k) => Math.hypot(a.re[k] - b.re[k], a.im[k] - b.im[k])), 0);
}

/** The largest magnitude in a complex line. */
export function magnitude(a: Complex): number {
  return distance(a, complexLine(a.re.length));
}

/** Complex lines of up to `longest` values. */
export function arbitraryLine(longest: number): fc.Arbitrary<Complex> {
  return fc.integer({ min: 1, max: longest }).chain((length) => arbitraryValues(length));
}

export function arbitraryValues(length: number): fc.Arbitrary<Complex> {
  const part = fc
    .array(fc.integer({ min: -1000, max: 1000 }), { minLength: length, maxLength: length })
    .map((values) => Float64Array.from(values));
  return fc.record({ re: part, im: part });
}
