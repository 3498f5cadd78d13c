import { symmetricEigen } from "../math/eigen.ts";
import type { Mat3, Vec3 } from "../volume/volume.ts";

/**
 * Tolerance of the enclosing ellipsoid: it holds every point, and its volume is at most
 * 1 + 2 × tolerance times the smallest. The IBSI manual has 0.001.
 */
export const ellipsoidTolerance = 1e-10;

/** Steps after which the search ends in any case; some hundreds are usual. */
const MOST_STEPS = 100_000;

/**
 * Semi-axes, longest first, of the smallest ellipsoid around points that do not lie in a plane.
 *
 * `points` holds x, y, z of one point after another. Few points touch the ellipsoid: it is found
 * for a core of them, to which the farthest point outside is added until there is none.
 */
export function enclosingSemiAxes(points: Float64Array): Vec3 {
  let core = chooseCore(points);
  for (let added = 0; ; added++) {
    const spread = spreadWeights(core);
    const distances = new Float64Array(points.length / 3);
    measureDistances(points, spread, distances);
    const farthest = indexOfLargest(distances);
    const far = distances[farthest];
    if (far <= 3 + 4 * ellipsoidTolerance || added === distances.length) {
      const [a, b, c] = symmetricEigen(spread.covariance).values;
      return [Math.sqrt(far * a), Math.sqrt(far * b), Math.sqrt(far * c)];
    }
    core = addToCore(core, points.subarray(3 * farthest, 3 * farthest + 3));
  }
}

/** Points with weights that sum to 1. */
interface Core {
  readonly points: Float64Array;
  readonly weights: Float64Array;
}

/** As many points are a core by themselves. */
const SMALL = 64;

/**
 * All points if they are few, else those that reach farthest along the axes and the diagonals
 * between them, unless these lie in a plane; equally weighted.
 */
function chooseCore(points: Float64Array): Core {
  const whole = equallyWeighted(points);
  if (whole.weights.length <= SMALL) return whole;
  const steps = [-1, 0, 1];
  const directions = steps
    .flatMap((x) => steps.flatMap((y) => steps.map((z) => [x, y, z])))
    .filter((d) => d.some((step) => step !== 0));
  const chosen = new Set(
    directions.map(([x, y, z]) => {
      const heights = new Float64Array(points.length / 3);
      for (let k = 0; k < heights.length; k++) {
        heights[k] = x * points[3 * k] + y * points[3 * k + 1] + z * points[3 * k + 2];
      }
      return indexOfLargest(heights);
    }),
  );
  const extremes = equallyWeighted(
    Float64Array.from([...chosen].flatMap((k) => [...points.subarray(3 * k, 3 * k + 3)])),
  );
  const [longest, , shortest] = symmetricEigen(
    measureSpread(extremes.points, extremes.weights).covariance,
  ).values;
  return shortest > 1e-9 * longest ? extremes : whole;
}

function equallyWeighted(points: Float64Array): Core {
  const count = points.length / 3;
  return { points, weights: new Float64Array(count).fill(1 / count) };
}

/** The core with one more point, and without those that lost their weight. */
function addToCore({ points, weights }: Core, point: Float64Array): Core {
  const kept = [...weights.keys()].filter((k) => weights[k] > 0);
  return {
    points: Float64Array.from([
      ...kept.flatMap((k) => [...points.subarray(3 * k, 3 * k + 3)]),
      ...point,
    ]),
    weights: Float64Array.from([...kept.map((k) => weights[k]), 0]),
  };
}

/** Weighted mean and covariance of points, and the inverse of the covariance. */
interface Spread {
  readonly mean: Vec3;
  readonly covariance: Mat3;
  readonly inverse: Mat3;
}

/**
 * Shifts weights until mean and covariance are those of the smallest ellipsoid around a core.
 *
 * It is the smallest if no squared Mahalanobis distance is over 3, and none of a point with a
 * weight is under 3. In every step the farthest point takes from the nearest as much weight as
 * raises the covariance's determinant most (vertex exchange: Böhning, Metrika 1986, 33:337).
 */
function spreadWeights({ points, weights }: Core): Spread {
  const distances = new Float64Array(weights.length);
  for (let step = 0; ; step++) {
    const spread = measureSpread(points, weights);
    measureDistances(points, spread, distances);
    const to = indexOfLargest(distances);
    let from = to;
    for (let k = 0; k < weights.length; k++) {
      if (weights[k] > 0 && distances[k] < distances[from]) from = k;
    }
    const far = distances[to];
    const near = distances[from];
    const error = Math.max(far - 3, 3 - near);
    if (error <= 4 * ellipsoidTolerance || step === MOST_STEPS) return spread;

    const apart = squaredLength(
      spread.inverse,
      points[3 * to] - points[3 * from],
      points[3 * to + 1] - points[3 * from + 1],
      points[3 * to + 2] - points[3 * from + 2],
    );
    const product = 1 + (far + near - apart) / 2;
    const best = (far - near) / (2 * ((1 + far) * (1 + near) - product * product));
    const part = Math.min(weights[from], best);
    if (!(part > 0)) return spread; // both are 3 up to rounding
    weights[to] += part;
    weights[from] -= part;
  }
}

function measureSpread(points: Float64Array, weights: Float64Array): Spread {
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
    covariance: [xx, xy, xz, xy, yy, yz, xz, yz, zz],
    inverse: [ax / det, ay / det, az / det, ay / det, by, bz, az / det, bz, cz],
  };
}

/** Squared Mahalanobis distances of points. */
function measureDistances(
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

function indexOfLargest(values: Float64Array): number {
  let largest = 0;
  for (let k = 1; k < values.length; k++) if (values[k] > values[largest]) largest = k;
  return largest;
}
