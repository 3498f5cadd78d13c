import type { PlanarPoint } from "./planar-hull.ts";

/** The largest distance between two corners. */
export function largestDistance(corners: readonly PlanarPoint[]): number {
  let largest = 0;
  for (const [a, [au, av]] of corners.entries()) {
    for (let b = a + 1; b < corners.length; b++) {
      largest = Math.max(largest, (au - corners[b][0]) ** 2 + (av - corners[b][1]) ** 2);
    }
  }
  return Math.sqrt(largest);
}

/** Area and perimeter of a figure in a plane. */
export interface Figure {
  readonly area: number;
  readonly perimeter: number;
}

/** Area and perimeter of a polygon without crossings, whose corners go round counter-clockwise. */
export function measurePolygon(corners: readonly PlanarPoint[]): Figure {
  let doubled = 0;
  let perimeter = 0;
  const [originU, originV] = corners[0];
  corners.forEach(([au, av], k) => {
    const [bu, bv] = corners[(k + 1) % corners.length];
    doubled += (au - originU) * (bv - originV) - (bu - originU) * (av - originV);
    perimeter += Math.hypot(bu - au, bv - av);
  });
  return { area: doubled / 2, perimeter };
}

/** Lengths of a rectangle with a side on an edge of a convex polygon. */
export interface EdgeRectangle {
  /** Its extent along the edge. */
  readonly along: number;
  /** Its extent across the edge. */
  readonly across: number;
}

/** The rectangles around a convex polygon that have a side on one of its edges, edge by edge. */
export function rectanglesOnEdges(corners: readonly PlanarPoint[]): EdgeRectangle[] {
  return corners.map(([au, av], k) => {
    const [bu, bv] = corners[(k + 1) % corners.length];
    const length = Math.hypot(bu - au, bv - av);
    const [cos, sin] = [(bu - au) / length, (bv - av) / length];
    let [left, right, above] = [0, 0, 0];
    for (const [u, v] of corners) {
      const along = cos * (u - au) + sin * (v - av);
      left = Math.min(left, along);
      right = Math.max(right, along);
      above = Math.max(above, cos * (v - av) - sin * (u - au));
    }
    return { along: right - left, across: above };
  });
}

/** Areas whose relative difference is smaller are equal up to rounding. */
const EQUAL = 1e-9;

/**
 * The rectangle of the smallest area; of those that are equally large the one closest to a square. The smallest rectangle
 * around a convex polygon in any orientation has a side on an edge (Freeman and Shapira, Commun. ACM 1975, 18:409).
 */
export function smallestRectangle(onEdges: readonly EdgeRectangle[]): Figure {
  const figures = onEdges.map(({ along, across }) => rectangle(along, across));
  return figures.reduce((best, one) => {
    const isEqual = Math.abs(one.area - best.area) <= EQUAL * best.area;
    return (isEqual ? one.perimeter < best.perimeter : one.area < best.area) ? one : best;
  });
}

/** A rectangle by the lengths of its sides. */
export function rectangle(a: number, b: number): Figure {
  return { area: a * b, perimeter: 2 * (a + b) };
}
