import { polynomialRoots, squareRoot } from "../../wavelets/polynomial-roots.ts";
import {
  add,
  divide,
  multiply,
  one,
  type PreciseComplex,
  precise,
  quotient,
  rounded,
  scaled,
  subtract,
  times,
} from "./precise-numbers.ts";

/** Rounds of Newton's method: each doubles the digits, from those of a double. */
const rounds = 6;

/**
 * Decomposition low-pass filter of the Daubechies wavelet with so many vanishing moments, by the same factorisation as
 * the core's (src/wavelets/daubechies.ts) with more digits: from 21 moments on, doubles do not suffice for it.
 */
export function longDaubechiesLowPass(moments: number): number[] {
  const coefficients = halfBand(moments);
  const roots = polynomialRoots(coefficients.map(Number))
    .filter(([, im]) => im > -1e-9)
    .map(([re, im]): PreciseComplex => [precise(re), Math.abs(im) < 1e-9 ? 0n : precise(im)])
    .map((root) => insideRoot(refined(root, coefficients)));
  let taps = roots.reduce<bigint[]>(
    (product, [re, im]) => {
      // z - re, or both conjugate factors together
      const factor = im === 0n ? [-re, one] : [times(re, re) + times(im, im), -2n * re, one];
      return convolved(product, factor);
    },
    [one],
  );
  for (let n = 0; n < moments; n++) taps = convolved(taps, [one, one]);
  const sum = taps.reduce((total, tap) => total + tap, 0n);
  return taps.map((tap) => quotient(tap, sum) * Math.SQRT2);
}

/** C(moments - 1 + k, k) for k < moments: the half-band polynomial, by ascending power of y. */
function halfBand(moments: number): bigint[] {
  const coefficients = [1n];
  for (let k = 1; k < moments; k++) {
    coefficients.push((coefficients[k - 1] * BigInt(moments - 1 + k)) / BigInt(k));
  }
  return coefficients;
}

/** A root by Newton's method. */
function refined(start: PreciseComplex, coefficients: readonly bigint[]): PreciseComplex {
  let root = start;
  for (let round = 0; round < rounds; round++) {
    let value: PreciseComplex = [0n, 0n];
    let slope: PreciseComplex = [0n, 0n];
    for (let k = coefficients.length - 1; k >= 0; k--) {
      slope = add(multiply(slope, root), value);
      value = add(multiply(value, root), [coefficients[k] * one, 0n]);
    }
    root = subtract(root, divide(value, slope));
  }
  return root;
}

/** The solution of z + 1 / z = 2 - 4 y inside the unit circle. */
function insideRoot(y: PreciseComplex): PreciseComplex {
  const middle = subtract([one, 0n], scaled(y, 2n));
  const reach = scaled(preciseRoot(subtract(multiply(y, y), y)), 2n);
  const [a, b] = [add(middle, reach), subtract(middle, reach)];
  return Math.hypot(...rounded(a)) < Math.hypot(...rounded(b)) ? a : b;
}

/** The square root with a non-negative real part. */
function preciseRoot(square: PreciseComplex): PreciseComplex {
  const [re, im] = squareRoot(rounded(square));
  let root: PreciseComplex = [precise(re), square[1] === 0n && im === 0 ? 0n : precise(im)];
  for (let round = 0; round < rounds; round++) {
    const [a, b] = add(root, divide(square, root));
    root = [a >> 1n, b >> 1n];
  }
  return root;
}

function convolved(p: readonly bigint[], q: readonly bigint[]): bigint[] {
  return Array.from({ length: p.length + q.length - 1 }, (_, k) =>
    p.reduce((sum, value, i) => sum + times(value, q[k - i] ?? 0n), 0n),
  );
}
