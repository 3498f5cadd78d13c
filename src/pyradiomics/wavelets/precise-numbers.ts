/**
 * Numbers with 256 binary places, as whole numbers times 2^-256: what the factorisation of polynomials of high degree
 * needs.
 */
const places = 256n;

/** 1. */
export const one = 1n << places;

/** A complex number, by its real and imaginary part. */
export type PreciseComplex = readonly [re: bigint, im: bigint];

/** The nearest of these numbers to a double. */
export function precise(x: number): bigint {
  // a double is a whole number of 2^-1074; those here are not that small
  return (BigInt(Math.round(x * 2 ** 52)) << places) >> 52n;
}

/** The double nearest to a quotient. */
export function quotient(a: bigint, b: bigint): number {
  return Number((a << 192n) / b) / 2 ** 192;
}

export function times(a: bigint, b: bigint): bigint {
  return (a * b) >> places;
}

export function multiply([a, b]: PreciseComplex, [c, d]: PreciseComplex): PreciseComplex {
  return [times(a, c) - times(b, d), times(a, d) + times(b, c)];
}

export function divide([a, b]: PreciseComplex, [c, d]: PreciseComplex): PreciseComplex {
  const norm = c * c + d * d;
  return [((a * c + b * d) << places) / norm, ((b * c - a * d) << places) / norm];
}

export function subtract([a, b]: PreciseComplex, [c, d]: PreciseComplex): PreciseComplex {
  return [a - c, b - d];
}

export function add([a, b]: PreciseComplex, [c, d]: PreciseComplex): PreciseComplex {
  return [a + c, b + d];
}

/** A number times a small whole number. */
export function scaled([a, b]: PreciseComplex, by: bigint): PreciseComplex {
  return [a * by, b * by];
}

/** Both parts as doubles. */
export function rounded([a, b]: PreciseComplex): readonly [number, number] {
  return [quotient(a, one), quotient(b, one)];
}
