import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ellipse, enclosingEllipse } from "../../src/morphology/ellipse.ts";
import { planarHull } from "../../src/morphology/planar-hull.ts";
import { naiveEnclosingArea, type Point } from "./planar-naive.ts";

/** ∫ sqrt(a² sin² t + b² cos² t) dt over a whole turn; the trapezoidal rule is exact to the last digits for periodic functions. */
function integratedPerimeter(a: number, b: number): number {
  const steps = 4000;
  let sum = 0;
  for (let k = 0; k < steps; k++) {
    const t = (2 * Math.PI * (k + 0.5)) / steps;
    sum += Math.hypot(a * Math.sin(t), b * Math.cos(t));
  }
  return (2 * Math.PI * sum) / steps;
}

describe("an ellipse", () => {
  it("has area and perimeter of a circle where its axes are equal", () => {
    expect(ellipse([3, 3])).toEqual({ area: 9 * Math.PI, perimeter: 6 * Math.PI });
  });

  it("is a line there and back where it is flat", () => {
    expect(ellipse([3, 0])).toEqual({ area: 0, perimeter: 12 });
    expect(ellipse([3, 1e-9]).perimeter).toBeCloseTo(12, 12);
  });

  it.each([
    [2, 1],
    [1, 0.99],
    [10, 1],
    [5, 0.25],
  ])("of %d by %d has the perimeter of its integral", (a, b) => {
    expect(Math.abs(ellipse([a, b]).perimeter / integratedPerimeter(a, b) - 1)).toBeLessThan(1e-13);
  });
});

describe("the smallest ellipse around points", () => {
  it("around a rectangle has √2 times its half sides", () => {
    const [a, b] = enclosingEllipse([
      [0, 0],
      [6, 0],
      [6, 2],
      [0, 2],
    ]);
    expect(a).toBeCloseTo(3 * Math.SQRT2, 8);
    expect(b).toBeCloseTo(Math.SQRT2, 8);
  });

  it("around a triangle is that of Steiner, 4π / (3 √3) times its area", () => {
    const [a, b] = enclosingEllipse([
      [0, 0],
      [4, 0],
      [1, 3],
    ]);
    expect(Math.PI * a * b).toBeCloseTo(((4 * Math.PI) / (3 * Math.sqrt(3))) * 6, 7);
    expect(a).toBeGreaterThan(b);
  });

  it("is between the bounds of a second implementation", () => {
    const point = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }));
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 9 }), (points) => {
        const hull: Point[] = planarHull(points);
        fc.pre(hull.length > 2);
        const [a, b] = enclosingEllipse(hull);
        const [least, most] = naiveEnclosingArea(hull);
        expect(Math.PI * a * b).toBeGreaterThan(least * (1 - 1e-9));
        expect(Math.PI * a * b).toBeLessThan(most * (1 + 1e-9));
      }),
      { numRuns: 50 },
    );
  });
});
