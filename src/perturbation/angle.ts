import type { QuarterTurns } from "./quarter-turns.ts";

/** A rotation in the slice plane, split into right angles and a rest of at most 45° either way. */
export interface Angle {
  /** Number of right angles. */
  readonly turns: QuarterTurns;
  /** Cosine of the rest. */
  readonly cosine: number;
  /** Sine of the rest. */
  readonly sine: number;
}

/** Splits an angle, given in degrees from the x towards the y axis. */
export function splitAngle(degrees: number): Angle {
  const turns = Math.round(degrees / 90);
  const rest = ((degrees - 90 * turns) * Math.PI) / 180;
  return {
    turns: (((turns % 4) + 4) % 4) as QuarterTurns,
    cosine: powerSeries(rest, 0),
    sine: powerSeries(rest, 1),
  };
}

/**
 * The cosine (`first` 0) or sine (1) of x for |x| <= π/4, as Σ (-1)^k x^(2k + first) / (2k + first)!.
 * `Math.cos` and `Math.sin` may differ between platforms in the last digit; sums and products do not.
 */
function powerSeries(x: number, first: 0 | 1): number {
  let term = first === 0 ? 1 : x;
  let sum = term;
  for (let n = first + 2; n < 22; n += 2) {
    term *= (-x * x) / (n * (n - 1));
    sum += term;
  }
  return sum;
}
