import {
  type Complex,
  multiply,
  polynomialRoots,
  squareRoot,
  subtract,
} from "./polynomial-roots.ts";

/**
 * The orthogonal wavelets of Daubechies by spectral factorisation (Daubechies, Ten Lectures on
 * Wavelets, 1992, sections 6.1 and 8.1). The half-band polynomial with `moments` vanishing moments
 * has pairs of roots z, 1 / z; one root of each pair is a root of the low-pass filter.
 */

/** Decomposition low-pass filter with extremal phase: every root inside the unit circle. */
export function daubechiesLowPass(moments: number): number[] {
  return lowPass(
    moments,
    rootGroups(moments).flatMap(({ inside }) => inside),
  );
}

/**
 * One real root, or two conjugate roots, which must be used together so that coefficients are real.
 */
interface RootGroup {
  /** The roots z with |z| < 1. */
  readonly inside: readonly Complex[];
  /** The roots 1 / z. */
  readonly outside: readonly Complex[];
}

/** The roots of the half-band polynomial, in groups. */
export function rootGroups(moments: number): RootGroup[] {
  // Σ C(moments - 1 + k, k) y^k with y = (2 - z - 1 / z) / 4
  const coefficients = [1];
  for (let k = 1; k < moments; k++) {
    coefficients.push((coefficients[k - 1] * (moments - 1 + k)) / k);
  }
  return polynomialRoots(coefficients)
    .filter(([, im]) => im > -1e-9)
    .map(([re, im]) => {
      const real = Math.abs(im) < 1e-9;
      const z = rootInside(real ? [re, 0] : [re, im]);
      const inverse = reciprocal(z);
      const pair = (root: Complex): Complex[] =>
        real ? [[root[0], 0]] : [root, [root[0], -root[1]]];
      return { inside: pair(z), outside: pair(inverse) };
    });
}

/** The solution of z + 1 / z = 2 - 4 y inside the unit circle. */
function rootInside(y: Complex): Complex {
  const middle: Complex = [1 - 2 * y[0], -2 * y[1]];
  const [re, im] = squareRoot(subtract(multiply(y, y), y));
  const far: Complex = [middle[0] + 2 * re, middle[1] + 2 * im];
  const near: Complex = [middle[0] - 2 * re, middle[1] - 2 * im];
  // the larger of the two solutions is not affected by cancellation; the smaller is its reciprocal
  return reciprocal(Math.hypot(...far) > Math.hypot(...near) ? far : near);
}

function reciprocal([re, im]: Complex): Complex {
  const norm = re * re + im * im;
  return [re / norm, -im / norm];
}

/** The filter (1 + z)^moments Π (z - root), scaled to the sum √2. */
export function lowPass(moments: number, roots: readonly Complex[]): number[] {
  let taps: Complex[] = [[1, 0]];
  for (const root of spreadOut([...roots, ...new Array<Complex>(moments).fill([-1, 0])])) {
    taps = Array.from({ length: taps.length + 1 }, (_, k) => {
      const shifted = taps[k - 1] ?? [0, 0];
      return subtract(shifted, multiply(root, taps[k] ?? [0, 0]));
    });
  }
  const sum = taps.reduce((total, [re]) => total + re, 0);
  return taps.map(([re]) => (re * Math.SQRT2) / sum);
}

/** Roots in an order that keeps the coefficients of partial products small (Leja). */
function spreadOut(roots: readonly Complex[]): Complex[] {
  const rest = [...roots];
  const ordered: Complex[] = [];
  while (rest.length > 0) {
    const distances = rest.map((root) =>
      ordered.length === 0
        ? Math.hypot(...root)
        : ordered.reduce((sum, other) => sum + Math.log(Math.hypot(...subtract(root, other))), 0),
    );
    ordered.push(...rest.splice(distances.indexOf(Math.max(...distances)), 1));
  }
  return ordered;
}
