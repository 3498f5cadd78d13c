import { power } from "../math/power.ts";

/** A complex number. */
export type Complex = readonly [re: number, im: number];

export function multiply([a, b]: Complex, [c, d]: Complex): Complex {
  return [a * c - b * d, a * d + b * c];
}

export function subtract([a, b]: Complex, [c, d]: Complex): Complex {
  return [a - c, b - d];
}

export function divide([a, b]: Complex, [c, d]: Complex): Complex {
  const norm = c * c + d * d;
  return [(a * c + b * d) / norm, (b * c - a * d) / norm];
}

/** The root with a non-negative real part. */
export function squareRoot([a, b]: Complex): Complex {
  const length = Math.hypot(a, b);
  const re = Math.sqrt((length + Math.abs(a)) / 2);
  if (re === 0) return [0, 0];
  const other = Math.abs(b) / (2 * re);
  const sign = b < 0 ? -1 : 1;
  return a >= 0 ? [re, sign * other] : [other, sign * re];
}

/**
 * The roots of a polynomial without multiple roots, all at once (Aberth,
 * doi:10.1090/S0025-5718-1973-0329236-7).
 *
 * @param coefficients real, by ascending power
 */
export function polynomialRoots(coefficients: readonly number[]): Complex[] {
  const degree = coefficients.length - 1;
  const radius = power(Math.abs(coefficients[0] / coefficients[degree]), 1 / Math.max(1, degree));
  let roots: Complex[] = Array.from({ length: degree }, (_, k) => {
    const angle = (2 * Math.PI * k) / degree + 0.4; // no start value on the real axis
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
  for (let round = 0; round < 200; round++) {
    let largest = 0;
    roots = roots.map((root, k) => {
      const [value, slope] = evaluate(coefficients, root);
      if (value[0] === 0 && value[1] === 0) return root;
      const newton = divide(value, slope);
      const repulsion = roots.reduce<Complex>(
        (sum, other, j) => {
          if (j === k) return sum;
          const [re, im] = divide([1, 0], subtract(root, other));
          return [sum[0] + re, sum[1] + im];
        },
        [0, 0],
      );
      const step = divide(newton, subtract([1, 0], multiply(newton, repulsion)));
      largest = Math.max(largest, Math.hypot(...step) / Math.hypot(...root));
      return subtract(root, step);
    });
    if (largest < 1e-16) break;
  }
  return roots;
}

/** Value and derivative of a polynomial at x. */
function evaluate(coefficients: readonly number[], x: Complex): [Complex, Complex] {
  let value: Complex = [0, 0];
  let slope: Complex = [0, 0];
  for (let k = coefficients.length - 1; k >= 0; k--) {
    const [sr, si] = multiply(slope, x);
    slope = [sr + value[0], si + value[1]];
    const [vr, vi] = multiply(value, x);
    value = [vr + coefficients[k], vi];
  }
  return [value, slope];
}
