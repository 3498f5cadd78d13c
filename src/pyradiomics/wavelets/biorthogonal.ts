import { type Complex, polynomialRoots } from "../../wavelets/polynomial-roots.ts";

/**
 * The biorthogonal wavelets of Cohen, Daubechies and Feauveau (doi:10.1002/cpa.3160450502). In
 * y = (2 - z - 1 / z) / 4, the product of the low-pass filters that take an image apart and put it together
 * is (1 - y)^K Q(y) with Q(y) = Σ C(K - 1 + k, k) y^k for k < K. The wavelets differ in how the zeros at
 * z = -1, 2 K of them, and the roots of Q are shared.
 */

/** The low-pass filters of a biorthogonal wavelet, of one even length, each with the sum √2. */
export interface BiorthogonalPair {
  readonly apart: readonly number[];
  readonly together: readonly number[];
}

/** A polynomial in z and 1 / z, by its coefficients, that is the same in both. */
type Symmetric = readonly number[];

/** The wavelet whose filter for putting together is a spline with `zeros` zeros at -1, and takes no root of Q. */
function spline(together: number, apart: number): BiorthogonalPair {
  const half = (together + apart) / 2;
  const q = inY(halfBand(half));
  return placed(product(q, zeros(apart)), zeros(together));
}

/**
 * The wavelet of filters that are about equally long: of the groups of Q's roots, by falling real part, the
 * second goes into the filter for putting together.
 */
function balanced(together: number, apart: number): BiorthogonalPair {
  const groups = polynomialRoots(halfBand((together + apart) / 2))
    .filter(([, im]) => im > -1e-9)
    .sort(([a], [b]) => b - a)
    .map(factorOf);
  const [first, second, ...others] = groups;
  return placed([first, ...others].reduce(product, zeros(apart)), product(second, zeros(together)));
}

/** The wavelets by the numbers in their names. */
const pairs: Readonly<Record<string, () => BiorthogonalPair>> = {
  "1.1": () => spline(1, 1),
  "1.3": () => spline(1, 3),
  "1.5": () => spline(1, 5),
  "2.2": () => spline(2, 2),
  "2.4": () => spline(2, 4),
  "2.6": () => spline(2, 6),
  "2.8": () => spline(2, 8),
  "3.1": () => spline(3, 1),
  "3.3": () => spline(3, 3),
  "3.5": () => spline(3, 5),
  "3.7": () => spline(3, 7),
  "3.9": () => spline(3, 9),
  "4.4": () => balanced(4, 4),
  "5.5": () => balanced(6, 4),
  "6.8": () => balanced(6, 8),
};

/** The numbers in the names of biorthogonal wavelets: `1.1` to `6.8`. */
export const biorthogonalOrders: readonly string[] = Object.keys(pairs);

/** The filters of a biorthogonal wavelet; `order` is one of `biorthogonalOrders`. */
export function biorthogonalPair(order: string): BiorthogonalPair {
  return pairs[order]();
}

/** The coefficients of Q, by ascending power of y. */
function halfBand(half: number): number[] {
  const coefficients = [1];
  for (let k = 1; k < half; k++) coefficients.push((coefficients[k - 1] * (half - 1 + k)) / k);
  return coefficients;
}

/** A polynomial in y as one in z. */
function inY(coefficients: readonly number[]): Symmetric {
  return coefficients.reduceRight<Symmetric>((sum, coefficient) => {
    const next = sum.length === 0 ? [0] : product(sum, [-0.25, 0.5, -0.25]);
    const middle = (next.length - 1) / 2;
    return next.map((value, k) => (k === middle ? value + coefficient : value));
  }, []);
}

/** The factor of Q, 1 at y = 0, that has a root, and its conjugate if it is not real. */
function factorOf([re, im]: Complex): Symmetric {
  const square = re * re + im * im;
  return Math.abs(im) < 1e-9 ? inY([1, -1 / re]) : inY([1, (-2 * re) / square, 1 / square]);
}

/** ((1 + z) / 2)^count. */
function zeros(count: number): Symmetric {
  return Array.from({ length: count }).reduce<Symmetric>((sum) => product(sum, [0.5, 0.5]), [1]);
}

function product(p: Symmetric, q: Symmetric): Symmetric {
  return Array.from({ length: p.length + q.length - 1 }, (_, k) =>
    p.reduce((sum, value, i) => sum + value * (q[k - i] ?? 0), 0),
  );
}

/**
 * Both filters among zeros, so that they have one even length. The middles of filters of odd length come to
 * lie on both sides of the middle.
 */
function placed(apart: Symmetric, together: Symmetric): BiorthogonalPair {
  const longest = Math.max(apart.length, together.length);
  const length = longest + (longest % 2);
  const place = (taps: Symmetric, start: number) =>
    Array.from({ length }, (_, k) => (taps[k - start] ?? 0) * Math.SQRT2);
  return {
    apart: place(apart, Math.ceil((length - apart.length) / 2)),
    together: place(together, Math.floor((length - together.length) / 2)),
  };
}
