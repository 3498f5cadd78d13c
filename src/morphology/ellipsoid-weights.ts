import { factorCholesky, solveCholesky } from "../math/cholesky.ts";
import type { Mat3, Vec3 } from "../volume/volume.ts";

/**
 * Tolerance of the enclosing ellipsoid: it holds every point, and its volume is at most
 * 1 + 2 × tolerance times the smallest. The IBSI manual has 0.001.
 */
export const ellipsoidTolerance = 1e-10;

/** Iterations after which the search ends in any case; a few dozen are usual. */
const MOST_STEPS = 100_000;

/**
 * One iteration in so many tries a Newton step, the others exchange weight. A Newton step takes about
 * as long as the exchanges between two of them. The exchanges first take the weight away from points
 * that do not touch the ellipsoid, so that the Newton step leaves these points out.
 */
const EXCHANGES = 8;

/** Points with weights that sum to 1. */
export interface Core {
  /** x, y, z of one point after another. */
  readonly points: Float64Array;
  /** One weight for each point. */
  readonly weights: Float64Array;
}

/** Weighted mean and covariance of points; determinant and inverse of the covariance. */
export interface Spread {
  readonly mean: Vec3;
  readonly covariance: Mat3;
  readonly determinant: number;
  readonly inverse: Mat3;
}

/**
 * Changes the weights of a core until their mean and covariance define the smallest ellipsoid around
 * its points.
 *
 * The ellipsoid is the smallest if the squared Mahalanobis distance of every point is at most 3, and
 * is 3 for every point with a weight above 0. The determinant of the covariance is then the largest.
 * Exchanges of weight converge always, but slowly; Newton steps converge fast once the right points
 * have weights.
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

/** The nearest point with a weight above 0, or `start` if none is nearer. */
function indexOfNearest(distances: Float64Array, weights: Float64Array, start: number): number {
  let nearest = start;
  for (let k = 0; k < weights.length; k++) {
    if (weights[k] > 0 && distances[k] < distances[nearest]) nearest = k;
  }
  return nearest;
}

/**
 * Moves weight from the nearest point (`from`) to the farthest (`to`), as much as raises the
 * determinant most (vertex exchange: Böhning, Metrika 1986, 33:337). Returns false if no weight
 * moves, because both squared distances are 3 up to rounding.
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

/**
 * Relative increase of the diagonal of Newton's matrix, which is singular where weights are not
 * unique.
 */
const RIDGE = 1e-12;

/** Smaller weights are rounding errors, and are set to 0. */
const SMALLEST_WEIGHT = 1e-15;

/**
 * One Newton step towards the largest determinant, shortened so that no weight becomes negative.
 * Returns null and leaves the weights as they were if the determinant does not grow.
 *
 * Let g(k, l) be 1 + the scalar product of points k and l, from the mean, in the metric of the
 * inverse covariance. The logarithm of the determinant then has the gradient g(k, k) and the second
 * derivatives -g(k, l)². The gradient equals the matrix g(k, l)² times the weights; it is computed
 * by solving the system nevertheless, so that a null space of the matrix does not matter.
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
  if (!Number.isFinite(surplus)) return null; // the matrix is too close to singular in spite of RIDGE

  const change = climb.map((step, i) => step - surplus * even[i]); // sums to 0, so that the weights keep their sum
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

/** @param points x, y, z of one point after another; `weights` has one entry for each, sum 1 */
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

/** Writes the squared Mahalanobis distance of each point (x, y, z in `points`) to `distances`. */
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

/** Squared length of a vector (x, y, z) in the metric of a symmetric matrix m. */
function squaredLength(m: Mat3, x: number, y: number, z: number): number {
  return x * (m[0] * x + 2 * (m[1] * y + m[2] * z)) + y * (m[4] * y + 2 * m[5] * z) + z * m[8] * z;
}

/** The index of the largest value; of equal ones, of the first. */
export function indexOfLargest(values: Float64Array): number {
  let largest = 0;
  for (let k = 1; k < values.length; k++) if (values[k] > values[largest]) largest = k;
  return largest;
}
