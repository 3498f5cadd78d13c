import { enclosingSemiAxes } from "./enclosing-ellipsoid.ts";
import { type Figure, largestDistance } from "./planar-extents.ts";
import type { PlanarPoint } from "./planar-hull.ts";

/** Semi-axes of an ellipse, the longer one first. */
export type PlanarSemiAxes = readonly [a: number, b: number];

/** Area and perimeter of an ellipse, which may be flat (b = 0) but not a point. */
export function ellipse(semiAxes: PlanarSemiAxes): Figure {
  const [a, b] = semiAxes;
  return { area: Math.PI * a * b, perimeter: ellipsePerimeter(semiAxes) };
}

/**
 * 4 a E(k), k² = 1 - b²/a², with the complete elliptic integral E by the arithmetic-geometric mean M (Abramowitz and
 * Stegun, 17.6): 2π (a² - Σ 2^(n-1) c_n²) / M(a, b), c_0² = a² - b², c_(n+1) = (a_n - b_n) / 2. Each step doubles the number
 * of right digits.
 */
function ellipsePerimeter([a, b]: PlanarSemiAxes): number {
  if (b === 0) return 4 * a;
  let [mean, root, weight] = [a, b, 0.5];
  let sum = a * a - weight * (a - b) * (a + b);
  while (mean - root > 1e-12 * mean) {
    const difference = (mean - root) / 2;
    weight *= 2;
    sum -= weight * difference * difference;
    [mean, root] = [(mean + root) / 2, Math.sqrt(mean * root)];
  }
  return (2 * Math.PI * sum) / mean;
}

/**
 * Semi-axes of the smallest ellipse around a polygon's corners.
 *
 * They are those of the smallest ellipsoid around the prism over the corners between the heights -h and h. That
 * ellipsoid is symmetric to the plane. Among the ellipsoids over one ellipse in the plane through the corners, the
 * volume is smallest for a third semi-axis of h √3, and the ellipsoid's section at the height h is then √(2/3) of that at 0.
 * With h the largest distance between corners, the third semi-axis is the longest: the smallest ellipse has no
 * semi-axis longer than h, as half of it fits into the polygon's hull.
 */
export function enclosingEllipse(corners: readonly PlanarPoint[]): PlanarSemiAxes {
  const height = largestDistance(corners);
  const prism = corners.flatMap(([u, v]) => [u, v, -height, u, v, height]);
  const [, a, b] = enclosingSemiAxes(Float64Array.from(prism));
  return [a * Math.sqrt(2 / 3), b * Math.sqrt(2 / 3)];
}
