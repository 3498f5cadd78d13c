import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { convexHull } from "../../src/morphology/convex-hull.ts";
import { arbitraryPoints } from "./arbitrary-points.ts";

/** Six times the signed volume of a triangle and a point: positive where the triangle faces it. */
function orient(points: number[], a: number, b: number, c: number, p: number): number {
  const from = (q: number) => [0, 1, 2].map((k) => points[3 * q + k] - points[3 * a + k]);
  const [u, v, w] = [from(b), from(c), from(p)];
  return (
    w[0] * (u[1] * v[2] - u[2] * v[1]) +
    w[1] * (u[2] * v[0] - u[0] * v[2]) +
    w[2] * (u[0] * v[1] - u[1] * v[0])
  );
}

const triangles = (corners: Int32Array) =>
  Array.from({ length: corners.length / 3 }, (_, f) => [...corners.slice(3 * f, 3 * f + 3)]);

describe("convexHull", () => {
  it("is made of four triangles around four points", () => {
    const { corners } = convexHull([0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]);
    expect(corners).toHaveLength(12);
    expect(new Set(corners).size).toBe(4);
  });

  it("needs twelve triangles and eight corners for a grid of points in a cuboid", () => {
    const points: number[] = [];
    for (let z = 0; z < 4; z++) {
      for (let y = 0; y < 3; y++) for (let x = 0; x < 5; x++) points.push(x, y, z);
    }
    const { corners } = convexHull(points);
    const volume = triangles(corners).reduce((sum, [a, b, c]) => {
      const at = (p: number) => points.slice(3 * p, 3 * p + 3);
      const [[ax, ay, az], [bx, by, bz], [cx, cy, cz]] = [at(a), at(b), at(c)];
      return sum + ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx);
    }, 0);
    expect(volume / 6).toBe(4 * 2 * 3);
  });

  it("has no triangle if the points lie in a plane, on a line or in one place", () => {
    expect(convexHull([]).corners).toHaveLength(0);
    expect(convexHull([1, 2, 3]).corners).toHaveLength(0);
    expect(convexHull([1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3]).corners).toHaveLength(0);
    expect(convexHull([0, 0, 0, 1, 1, 1, 2, 2, 2, 5, 5, 5]).corners).toHaveLength(0);
    expect(convexHull([0, 0, 0, 4, 0, 2, 0, 4, 2, 4, 4, 4, 2, 2, 2]).corners).toHaveLength(0);
  });

  it("is closed, convex and holds every point", () => {
    fc.assert(
      fc.property(arbitraryPoints(0, 60), (points) => {
        const { corners, across } = convexHull(points);
        const edges = new Set<string>();
        across.forEach((other, e) => {
          const end = corners[e % 3 === 2 ? e - 2 : e + 1];
          const [a, b, c] = corners.subarray(3 * other, 3 * other + 3);
          expect([
            [b, a],
            [c, b],
            [a, c],
          ]).toContainEqual([corners[e], end]);
        });
        for (const [a, b, c] of triangles(corners)) {
          for (const edge of [`${a}>${b}`, `${b}>${c}`, `${c}>${a}`]) {
            expect(edges.has(edge)).toBe(false);
            edges.add(edge);
          }
          for (let p = 0; p < points.length / 3; p++) {
            expect(orient(points, a, b, c, p)).toBeLessThanOrEqual(0);
          }
        }
        for (const edge of edges) expect(edges).toContain(edge.split(">").reverse().join(">"));
        if (corners.length > 0) {
          // Euler: V - E + F = 2
          expect(new Set(corners).size - edges.size / 2 + corners.length / 3).toBe(2);
        } else {
          for (let p = 3; p < points.length / 3; p++)
            expect(orient(points, 0, 1, 2, p)).toBeCloseTo(0);
        }
      }),
      { numRuns: 500 },
    );
  });
});
