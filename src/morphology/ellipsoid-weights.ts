import { factorCholesky, solveCholesky } from "../math/cholesky.ts";
import type { Mat3, Vec3 } from "../volume/volume.ts";

/**
 * Tolerance of the enclosing ellipsoid: it holds every point, and its volume is at most
 * 1 + 2 × tolerance times the smallest. The IBSI manual has 0.001.
 */
export const ellipsoidTolerance = 1e-10;

/** Steps after which the search ends in any case; some dozens are usual. */
const MOST_STEPS = 100_000;

/**
 * Every so many exchanges, one of Newton's steps is tried: it takes about as long as they do, and
 * they take weight from points that it should not see.
 */
const EXCHANGES = 8;

/** Points with weights that sum to 1. */
export interface Core {
  readonly points: Float64Array;
  readonly weights: Float64Array;
}

/** Weighted mean and covariance of points, and the determinant and inverse of the covariance. */
export interface Spread {
  readonly mean: Vec3;
  readonly covariance: Mat3;
  readonly determinant: number;
  readonly inverse: Mat3;
}

/**
 * Shifts weights until mean and covariance are those of the smallest ellipsoid around a core.
 *
 * It is the smallest if no squared Mahalanobis distance is over 3, and none of a point with a
 * weight is under 3; then the covariance's determinant is the largest. Exchanges of weight get
 * there in any case, but slowly; Newton's steps are fast once they know which points have one.
 */
export function spreadWeights(core: Core): Spread {
  const { points, weights } = core;
  const distances = new Float64Array(weights.length);
  let spread = measureSpread(points, weights);
  for (let step = 1; step < MOST_STEPS; step++) {
    measureDistances(points, spread, distances);
    const to = indexOfLargest(distances);
    const from = indexOfNearest(distances, weights, to);
    const error = Math.max(distances[to] - 3, 3 - distances[from]);
    if (error <= 4 * ellipsoidTolerance) break;

    const better = step % EXCHANGES === 0 ? improve(core, spread) : null;
    if (better === null && !exchange(core, spread, distances, from, to)) break;
    spread = better ?? measureSpread(points, weights);
  }
  return spread;
}

/** The nearest point that has a weight. */
function indexOfNearest(distances: Float64Array, weights: Float64Array, start: number): number {
  let nearest = start;
  for (let k = 0; k < weights.length; k++) {
    if (weights[k] > 0 && distances[k] < distances[nearest]) nearest = k;
  }
  return nearest;
}

/**
 * The farthest point takes from the nearest as much weight as raises the determinant most (vertex
 * exchange: Böhning, Metrika 1986, 33:337). False if that is none: both are 3 away, up to rounding.
 */
function exchange(
  { points, weights }: Core,
  { inverse }: Spread,
  distances: Float64Array,
  from: number,
  to: number,
): boolean {
  const far = distances[to];
  const near = distances[from];
  const apart = squaredLength(
    inverse,
    points[3 * to] - points[3 * from],
    points[3 * to + 1] - points[3 * from + 1],
    points[3 * to + 2] - points[3 * from + 2],
  );
  const product = 1 + (far + near - apart) / 2;
  const best = (far - near) / (2 * ((1 + far) * (1 + near) - product * product));
  const part = Math.min(weights[from], best);
  if (!(part > 0)) return false;
  weights[to] += part;
  weights[from] -= part;
  return true;
}

/** Added to the diagonal of Newton's matrix, which is singular where weights are not unique. */
const RIDGE = 1e-12;

/** Weights below are 0: a point keeps none that is rounding. */
const SMALLEST_WEIGHT = 1e-15;

/**
 * One of Newton's steps towards the largest determinant, as far as no weight gets negative. Null,
 * and weights as they were, if the determinant falls.
 *
 * With g(k, l) = 1 + the product of points k and l in the metric of the inverse covariance, the
 * logarithm of the determinant has the gradient g(k, k) and the second derivatives -g(k, l)². The
 * gradient is g(k, l)² times the weights, but solving for it leaves out what changes nothing.
 */
function improve({ points, weights }: Core, spread: Spread): Spread | null {
  const support = [...weights.keys()].filter((k) => weights[k] > 0);
  const n = support.length;
  const curvature = squaredProducts(points, support, spread);
  for (let i = 0; i < n; i++) curvature[i * n + i] *= 1 + RIDGE;
  const climb = Float64Array.from(support, (_, i) => Math.sqrt(curvature[i * n + i]));
  const even = new Float64Array(n).fill(1);
  factorCholesky(curvature, n);
  solveCholesky(curvature, climb);
  solveCholesky(curvature, even);
  const surplus = sum(climb) / sum(even);
  if (!Number.isFinite(surplus)) return null; // too close to singular, in spite of the ridge

  const change = climb.map((step, i) => step - surplus * even[i]); // the weights keep their sum
  const part = change.reduce(
    (most, step, i) => (step < 0 ? Math.min(most, -weights[support[i]] / step) : most),
    1,
  );
  const shifted = Float64Array.from(weights);
  support.forEach((k, i) => {
    const weight = weights[k] + part * change[i];
    shifted[k] = weight > SMALLEST_WEIGHT ? weight : 0;
  });
  const better = measureSpread(points, shifted);
  if (!(better.determinant > spread.determinant)) return null;
  weights.set(shifted);
  return better;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/** g(k, l)² of the points in `support`, on and below the diagonal. */
function squaredProducts(
  points: Float64Array,
  support: readonly number[],
  { mean, inverse }: Spread,
): Float64Array {
  const n = support.length;
  const squares = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const p = 3 * support[i];
    const x = points[p] - mean[0];
    const y = points[p + 1] - mean[1];
    const z = points[p + 2] - mean[2];
    const u = inverse[0] * x + inverse[1] * y + inverse[2] * z;
    const v = inverse[3] * x + inverse[4] * y + inverse[5] * z;
    const w = inverse[6] * x + inverse[7] * y + inverse[8] * z;
    for (let j = 0; j <= i; j++) {
      const q = 3 * support[j];
      const dx = points[q] - mean[0];
      const dy = points[q + 1] - mean[1];
      const dz = points[q + 2] - mean[2];
      squares[i * n + j] = (1 + u * dx + v * dy + w * dz) ** 2;
    }
  }
  return squares;
}

export function measureSpread(points: Float64Array, weights: Float64Array): Spread {
  let mx = 0;
  let my = 0;
  let mz = 0;
  for (let k = 0; k < weights.length; k++) {
    mx += weights[k] * points[3 * k];
    my += weights[k] * points[3 * k + 1];
    mz += weights[k] * points[3 * k + 2];
  }
  let xx = 0;
  let yy = 0;
  let zz = 0;
  let xy = 0;
  let xz = 0;
  let yz = 0;
  for (let k = 0; k < weights.length; k++) {
    const w = weights[k];
    const x = points[3 * k] - mx;
    const y = points[3 * k + 1] - my;
    const z = points[3 * k + 2] - mz;
    xx += w * x * x;
    yy += w * y * y;
    zz += w * z * z;
    xy += w * x * y;
    xz += w * x * z;
    yz += w * y * z;
  }
  const ax = yy * zz - yz * yz;
  const ay = xz * yz - xy * zz;
  const az = xy * yz - xz * yy;
  const det = xx * ax + xy * ay + xz * az;
  const by = (xx * zz - xz * xz) / det;
  const bz = (xy * xz - xx * yz) / det;
  const cz = (xx * yy - xy * xy) / det;
  return {
    mean: [mx, my, mz],
    determinant: det,
    covariance: [xx, xy, xz, xy, yy, yz, xz, yz, zz],
    inverse: [ax / det, ay / det, az / det, ay / det, by, bz, az / det, bz, cz],
  };
}

/** Squared Mahalanobis distances of points. */
export function measureDistances(
  points: Float64Array,
  { mean, inverse }: Spread,
  distances: Float64Array,
): void {
  for (let k = 0; k < distances.length; k++) {
    distances[k] = squaredLength(
      inverse,
      points[3 * k] - mean[0],
      points[3 * k + 1] - mean[1],
      points[3 * k + 2] - mean[2],
    );
  }
}

/** Length of a vector where a symmetric matrix is the metric. */
function squaredLength(m: Mat3, x: number, y: number, z: number): number {
  return x * (m[0] * x + 2 * (m[1] * y + m[2] * z)) + y * (m[4] * y + 2 * m[5] * z) + z * m[8] * z;
}

export function indexOfLargest(values: Float64Array): number {
  let largest = 0;
  for (let k = 1; k < values.length; k++) if (values[k] > values[largest]) largest = k;
  return largest;
}
