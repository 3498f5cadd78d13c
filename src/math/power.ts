// JavaScript engines round powers differently; V8's last bit changed with Node 24. The functions
// here use only integers and operations that IEEE 754 defines to the last bit.

/**
 * x^n for a whole n from 0, rounded correctly: the product is kept as the unevaluated sum of two
 * numbers (Dekker, doi:10.1007/BF01397083), whose error is some 2^50 times smaller than the last
 * bit.
 */
export function wholePower(x: number, n: number): number {
  if (n === 0) return 1;
  let [high, low] = [x, 0];
  for (let k = 1; k < n; k++) {
    const product = high * x;
    const error = productError(high, x, product) + low * x;
    if (!Number.isFinite(error)) return x ** n; // too large for `halves`, or infinite
    high = product + error;
    low = error - (high - product);
  }
  return high;
}

/** a b minus the rounded product, exactly. */
function productError(a: number, b: number, product: number): number {
  const [a1, a0] = halves(a);
  const [b1, b0] = halves(b);
  return a0 * b0 - (product - a1 * b1 - a0 * b1 - a1 * b0);
}

/** A number as the sum of two numbers with half as many bits. */
function halves(x: number): readonly [number, number] {
  const large = x * (2 ** 27 + 1);
  const upper = large - (large - x);
  return [upper, x - upper];
}

/** Fixed-point numbers: the integer n stands for n / 2^fractionBits. */
const fractionBits = 192;
const one = 1n << BigInt(fractionBits);

/**
 * x^y for a positive x, rounded correctly: exp(y ln x) with 192 fractional bits, in about 0.1 ms.
 * Results outside the range of normal numbers (0, infinite …) come from the engine's `**`: all
 * engines agree on them.
 */
export function power(x: number, y: number): number {
  const normal = x > 0 && Number.isFinite(x) && Math.abs(y * Math.log2(x)) < 1000;
  if (!normal || y === 0) return x ** y;
  const [numerator, exponent] = wholeParts(y);
  const logarithm = numerator * naturalLogarithm(x);
  const t = exponent < 0 ? logarithm >> BigInt(-exponent) : logarithm << BigInt(exponent);
  const ln2 = naturalLogarithm(2);
  const twos = Math.round(Number(t) / Number(ln2));
  return (Number(exponential(t - BigInt(twos) * ln2)) / Number(one)) * 2 ** twos;
}

/** A number as whole × 2^exponent. */
function wholeParts(x: number): readonly [bigint, number] {
  let [whole, exponent] = [x, 0];
  for (; !Number.isInteger(whole); exponent--) whole *= 2;
  return [BigInt(whole), exponent];
}

/** ln x = 2 artanh((x - 1) / (x + 1)), with x = m × 2^k and m near 1. */
function naturalLogarithm(x: number): bigint {
  const [whole, exponent] = wholeParts(x);
  const length = whole.toString(2).length - 1;
  const m = (whole << BigInt(fractionBits)) >> BigInt(length);
  const twos = length + exponent;
  const logarithm = inverseTangent(((m - one) << BigInt(fractionBits)) / (m + one));
  const ln2 = twos === 0 ? 0n : inverseTangent(one / 3n);
  return 2n * (logarithm + BigInt(twos) * ln2);
}

/** The inverse hyperbolic tangent of a number from 0 to 1/3, by its series. */
function inverseTangent(s: bigint): bigint {
  const square = (s * s) >> BigInt(fractionBits);
  let sum = 0n;
  for (let term = s, k = 1n; term !== 0n; term = (term * square) >> BigInt(fractionBits), k += 2n) {
    sum += term / k;
  }
  return sum;
}

/** The exponential function of a number between -1 and 1, by its series. */
function exponential(r: bigint): bigint {
  let sum = 0n;
  for (let term = one, k = 1n; term !== 0n; k++) {
    sum += term;
    term = (term * r) / k / one; // BigInt division rounds towards 0, so that negative terms reach 0 too
  }
  return sum;
}
