import type { QuarterTurns } from "./quarter-turns.ts";

/** A rotation in the slice plane: right angles, and what is left of it, at most half of one. */
export interface Angle {
  readonly turns: QuarterTurns;
  readonly cosine: number;
  readonly sine: number;
}

/** An angle in degrees, from the x towards the y axis. */
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
 * Σ (-1)^k x^(2k + first) / (2k + first)!, for |x| <= π/4: the cosine (0) or sine (1), of additions
 * and multiplications only, which are the same on every platform.
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
