import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  largestDistance,
  measurePolygon,
  rectanglesOnEdges,
  smallestRectangle,
} from "../../src/morphology/planar-extents.ts";
import { planarHull } from "../../src/morphology/planar-hull.ts";
import { naiveDiameter, naiveRectangles, type Point } from "./planar-naive.ts";

/** A rectangle of 6 × 2, turned by 30 degrees about (5, -3). */
const turned = [[-3, -1], [3, -1], [3, 1], [-3, 1]].map(([u, v]): Point => {
  const [c, s] = [Math.sqrt(3) / 2, 1 / 2];
  return [5 + c * u - s * v, -3 + s * u + c * v];
}); // biome-ignore format: the corners as a rectangle has them

const triangle: Point[] = [
  [0, 0],
  [4, 0],
  [0, 3],
];

const point = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 }));

describe("a polygon in a plane", () => {
  it("has area, perimeter and diameter of its corners", () => {
    expect(measurePolygon(triangle)).toEqual({ area: 6, perimeter: 12 });
    expect(largestDistance(triangle)).toBe(5);
    expect(measurePolygon(turned).area).toBeCloseTo(12, 12);
    expect(measurePolygon(turned).perimeter).toBeCloseTo(16, 12);
    expect(largestDistance(turned)).toBeCloseTo(Math.sqrt(40), 12);
  });

  it("has its smallest rectangle in any orientation", () => {
    const found = smallestRectangle(rectanglesOnEdges(turned));
    expect(found.area).toBeCloseTo(12, 12);
    expect(found.perimeter).toBeCloseTo(16, 12);
  });

  it("of several smallest rectangles takes the one closest to a square", () => {
    // around a right triangle: 4 × 3 on its legs, and 5 × 2.4 on the longest side
    expect(smallestRectangle(rectanglesOnEdges(triangle))).toEqual({ area: 12, perimeter: 14 });
  });

  it("has the rectangle and width that are smallest in all directions between its points", () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 12 }), (points) => {
        const hull = planarHull(points);
        fc.pre(hull.length > 2);
        const onEdges = rectanglesOnEdges(hull);
        const all = naiveRectangles(points);
        const smallest = Math.min(...all.map(([a, b]) => a * b));
        expect(smallestRectangle(onEdges).area).toBeCloseTo(smallest, 8);
        const width = Math.min(...all.map(([, across]) => across));
        expect(Math.min(...onEdges.map(({ across }) => across))).toBeCloseTo(width, 9);
        expect(largestDistance(hull)).toBeCloseTo(naiveDiameter(points), 9);
      }),
    );
  });
});
