import { factorCholesky, solveCholesky } from "../math/cholesky.ts";

/** A log likelihood at some coefficients, with its first and second derivatives. */
export interface LikelihoodAt {
  readonly value: number;
  /** One a coefficient. */
  readonly gradient: Float64Array;
  /** The negative of the second derivatives: k × k, row by row. */
  readonly information: Float64Array;
}

/** The coefficients that maximise a likelihood. */
export interface Maximum {
  readonly coefficients: Float64Array;
  readonly at: LikelihoodAt;
}

/** A step is the last if it changes each coefficient by less than this, or this part of it. */
const small = 1e-9;

/** How far Newton's method goes. */
export interface NewtonOptions {
  /** Steps after which coefficients count as not settled. */
  readonly steps: number;
  /** The most that a coefficient is changed by in one step, for a likelihood whose curvature is only known nearly. Default: any. */
  readonly longest?: number;
  /** Whether the likelihood rises without end along a direction, so that there is no maximum. */
  readonly endless?: (direction: Float64Array) => boolean;
}

/**
 * Maximises a concave log likelihood by Newton's method. A step that goes past the maximum along its direction is
 * shortened by the secant of the slopes at both ends; one that does not raise the likelihood is halved. null if the
 * coefficients have not settled after so many steps, the information is singular, or there is no maximum.
 *
 * @param start the coefficients to begin with
 */
export function maximise(
  likelihood: (coefficients: Float64Array) => LikelihoodAt,
  start: Float64Array,
  { steps, longest = Number.POSITIVE_INFINITY, endless }: NewtonOptions,
): Maximum | null {
  let coefficients = start;
  let at = likelihood(coefficients);
  for (let n = 0; n < steps; n++) {
    const step = newtonStep(at, longest);
    if (step === null || endless?.(step)) return null;
    const moved = (part: number) => coefficients.map((value, c) => value + part * step[c]);
    let part = 1;
    let next = likelihood(moved(part));
    const [slope, slopeThere] = [dot(at.gradient, step), dot(next.gradient, step)];
    if (slopeThere < -slope / 10) {
      part = slope / (slope - slopeThere);
      next = likelihood(moved(part));
    }
    // a fall by rounding alone is none
    const least = at.value - 1e-12 * (1 + Math.abs(at.value));
    for (let half = 0; half < 20 && !(next.value >= least); half++) {
      part /= 2;
      next = likelihood(moved(part));
    }
    if (!Number.isFinite(next.value)) return null;
    coefficients = moved(part);
    at = next;
    const settled = (change: number, c: number) =>
      Math.abs(part * change) < small * (1 + Math.abs(coefficients[c]));
    if (step.every(settled)) return { coefficients, at };
  }
  return null;
}

/** The step to the maximum of the parabola at some coefficients, shortened to `longest`; null if there is none. */
function newtonStep({ gradient, information }: LikelihoodAt, longest: number): Float64Array | null {
  const step = gradient.slice();
  const factor = information.slice();
  factorCholesky(factor, step.length);
  solveCholesky(factor, step);
  if (!step.every(Number.isFinite)) return null;
  const furthest = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return furthest > longest ? step.map((value) => (value * longest) / furthest) : step;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, c) => sum + value * b[c], 0);
}

/** The variance of the coefficient at `index`: its entry on the diagonal of the information's inverse. */
export function varianceAt(information: Float64Array, k: number, index: number): number {
  const factor = information.slice();
  factorCholesky(factor, k);
  const unit = new Float64Array(k);
  unit[index] = 1;
  solveCholesky(factor, unit);
  return unit[index];
}
