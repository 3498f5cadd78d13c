import { symmetricEigen } from "../math/eigen.ts";
import type { Vec3 } from "../volume/volume.ts";
import {
  type Core,
  ellipsoidTolerance,
  indexOfLargest,
  measureDistances,
  measureSpread,
  spreadWeights,
} from "./ellipsoid-weights.ts";

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
