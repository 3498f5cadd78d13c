import { inWorkspace, type Workspace } from "../base/workspace.ts";
import { factorCholesky } from "../math/cholesky.ts";
import { symmetricEigen } from "../math/eigen.ts";
import { matrixOfRows, perAxis } from "../volume/vec3.ts";
import type { Mat3, Vec3 } from "../volume/volume.ts";
import {
  type Core,
  ellipsoidTolerance,
  indexOfLargest,
  measureDistances,
  measureSpread,
  spreadWeights,
} from "./ellipsoid-weights.ts";

/**
 * Semi-axes, longest first, of the smallest ellipsoid around points, in their unit.
 *
 * Few points touch the ellipsoid. So the ellipsoid is found for a core of the points, to which the
 * farthest point outside is added until no point is outside. The smallest ellipsoid remains the
 * smallest under a linear map; the points are first mapped to unit covariance, so that long and thin
 * regions are no harder than others.
 *
 * @param given x, y, z of one point after another, not all in a plane
 */
export function enclosingSemiAxes(given: Float64Array): Vec3 {
  return inWorkspace((workspace) => semiAxesAround(given, workspace));
}

function semiAxesAround(given: Float64Array, { floats }: Workspace): Vec3 {
  const { points, shear } = spreadAlike(given);
  const distances = floats(points.length / 3);
  let core = chooseCore(points, distances);
  for (let added = 0; ; added++) {
    const spread = spreadWeights(core);
    measureDistances(points, spread, distances);
    const farthest = indexOfLargest(distances);
    const far = distances[farthest];
    if (far <= 3 + 4 * ellipsoidTolerance || added === distances.length) {
      const [a, b, c] = symmetricEigen(sheared(spread.covariance, shear)).values;
      return [Math.sqrt(far * a), Math.sqrt(far * b), Math.sqrt(far * c)];
    }
    core = addToCore(core, points.subarray(3 * farthest, 3 * farthest + 3));
  }
}

/**
 * Writes points as x = mean + L y. Returns the y, whose covariance is 1, and the lower triangular L
 * (3 × 3).
 */
function spreadAlike(given: Float64Array): { points: Float64Array; shear: Float64Array } {
  const { mean, covariance } = measureSpread(given, equallyWeighted(given).weights);
  const shear = Float64Array.from(covariance);
  factorCholesky(shear, 3);
  const points = new Float64Array(given.length);
  for (let k = 0; k < given.length; k += 3) {
    const x = (given[k] - mean[0]) / shear[0];
    const y = (given[k + 1] - mean[1] - shear[3] * x) / shear[4];
    const z = (given[k + 2] - mean[2] - shear[6] * x - shear[7] * y) / shear[8];
    points.set([x, y, z], k);
  }
  return { points, shear };
}

/** L C Lᵀ for a lower triangular L (3 × 3, row by row). */
function sheared(covariance: Mat3, l: Float64Array): Mat3 {
  const product = (i: number, j: number) => {
    let sum = 0;
    for (let a = 0; a <= i; a++) {
      for (let b = 0; b <= j; b++) sum += l[3 * i + a] * covariance[3 * a + b] * l[3 * j + b];
    }
    return sum;
  };
  return matrixOfRows(perAxis((i) => perAxis((j) => product(i, j))));
}

/** Up to so many points are all taken into the core. */
const SMALL = 64;

/**
 * The first core, equally weighted: all points if they are few, else those that reach farthest along
 * the axes and the diagonals between them. If these lie in a plane, the core is all points.
 */
function chooseCore(points: Float64Array, heights: Float64Array): Core {
  const whole = equallyWeighted(points);
  if (whole.weights.length <= SMALL) return whole;
  const steps = [-1, 0, 1];
  const directions = steps
    .flatMap((x) => steps.flatMap((y) => steps.map((z) => [x, y, z])))
    .filter((d) => d.some((step) => step !== 0));
  const chosen = new Set(
    directions.map(([x, y, z]) => {
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

/** The core with one more point of weight 0, and without its points of weight 0. */
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
