import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planarHull } from "../../src/morphology/planar-hull.ts";

const point = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }));

describe("planarHull", () => {
  it("is a square without the points on its sides and inside it", () => {
    const points = [0, 1, 2].flatMap((u) => [0, 1, 2].map((v) => [u, v] as const));
    expect(planarHull(points)).toEqual([
      [0, 0],
      [2, 0],
      [2, 2],
      [0, 2],
    ]);
  });

  it("is two points on a line, one point alone, none of none", () => {
    expect(
      planarHull([
        [1, 1],
        [3, 3],
        [2, 2],
      ]),
    ).toEqual([
      [1, 1],
      [3, 3],
    ]);
    expect(
      planarHull([
        [1, 1],
        [1, 1],
      ]),
    ).toEqual([[1, 1]]);
    expect(planarHull([])).toEqual([]);
  });

  it("goes round counter-clockwise, and has every point on the left of each side", () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 30 }), (points) => {
        const hull = planarHull(points);
        fc.pre(hull.length > 2);
        hull.forEach(([au, av], k) => {
          const [bu, bv] = hull[(k + 1) % hull.length];
          for (const [u, v] of points) {
            expect((bu - au) * (v - av) - (bv - av) * (u - au)).toBeGreaterThanOrEqual(0);
          }
        });
      }),
    );
  });
});
