import type { Contour } from "./contour-planes.ts";

/** Smallest distance between two planes, mm. Contours nearer to each other count as one plane. */
const leastDistance = 0.1;

/** The number of parallel planes that contours lie in. The normal of the largest contour is that of all. */
export function countPlanes(contours: readonly Contour[]): number {
  const normal = contours.map(areaVector).reduce(longer, [0, 0, 0]);
  const length = Math.hypot(...normal) || 1;
  const positions = contours
    .map(({ points: [x, y, z] }) => (x * normal[0] + y * normal[1] + z * normal[2]) / length)
    .sort((a, b) => a - b);
  return positions.filter((position, n) => n === 0 || position - positions[n - 1] > leastDistance)
    .length;
}

type Vector = readonly [number, number, number];

/** Twice the area of a polygon, along its normal (Newell's method). */
function areaVector({ points: p }: Contour): Vector {
  let x = 0;
  let y = 0;
  let z = 0;
  for (let n = 0, last = p.length - 3; n < p.length; last = n, n += 3) {
    // relative to the first point, as products of coordinates far from the origin lose digits
    const [ax, ay, az] = [p[last] - p[0], p[last + 1] - p[1], p[last + 2] - p[2]];
    const [bx, by, bz] = [p[n] - p[0], p[n + 1] - p[1], p[n + 2] - p[2]];
    x += ay * bz - az * by;
    y += az * bx - ax * bz;
    z += ax * by - ay * bx;
  }
  return [x, y, z];
}

const longer = (a: Vector, b: Vector): Vector => (Math.hypot(...b) > Math.hypot(...a) ? b : a);
