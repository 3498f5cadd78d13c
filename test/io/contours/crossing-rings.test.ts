import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ringsCross } from "../../../src/io/contours/crossing-rings.ts";

/** Vertices in units of which 1 is the smallest: a voxel has 2^20. */
const scale = 2 ** 10;

const ring = (...values: number[]) => Float64Array.from(values, (value) => scale * value);

const box = (x0: number, y0: number, x1: number, y1: number) =>
  ring(x0, y0, x1, y0, x1, y1, x0, y1);

/** A box with a vertex at every whole number, as those that are drawn around voxels have. */
const fine = (x0: number, y0: number, x1: number, y1: number) => {
  const [w, h] = [x1 - x0, y1 - y0];
  const steps = (count: number) => Array.from({ length: count }, (_, n) => n);
  return ring(
    ...steps(w).flatMap((n) => [x0 + n, y0]),
    ...steps(h).flatMap((n) => [x1, y0 + n]),
    ...steps(w).flatMap((n) => [x1 - n, y1]),
    ...steps(h).flatMap((n) => [x0, y1 - n]),
  );
};

describe("ringsCross", () => {
  it.each<[string, Float64Array[], boolean]>([
    ["boxes that overlap", [box(0, 0, 10, 10), box(5, 5, 15, 15)], true],
    ["a cross", [box(0, 4, 10, 6), box(4, 0, 6, 10)], true],
    ["boxes that overlap along their whole side", [box(0, 0, 10, 10), box(5, 0, 15, 10)], true],
    ["a hole", [box(0, 0, 10, 10), box(2, 2, 8, 8)], false],
    ["a hole that touches", [box(0, 0, 10, 10), box(0, 2, 8, 8)], false],
    ["an island in a hole", [box(0, 0, 10, 10), box(2, 2, 8, 8), box(4, 4, 6, 6)], false],
    ["boxes that cross in their vertices", [fine(0, 0, 10, 10), fine(5, 5, 15, 15)], true],
    ["a hole that touches in vertices", [fine(0, 0, 10, 10), fine(0, 2, 8, 8)], false],
    ["islands that touch in vertices", [fine(0, 0, 10, 10), fine(10, 2, 18, 8)], false],
    ["islands", [box(0, 0, 4, 4), box(6, 6, 10, 10)], false],
    ["islands that share a side", [box(0, 0, 4, 4), box(4, 0, 8, 4)], false],
    ["islands that share a corner", [box(0, 0, 4, 4), box(4, 4, 8, 8)], false],
    ["one that crosses itself", [ring(0, 0, 10, 10, 10, 0, 0, 10)], false],
  ])("%s", (_, rings, expected) => {
    expect(ringsCross(rings)).toBe(expected);
    expect(ringsCross(rings.toReversed())).toBe(expected);
  });

  it("finds every two edges that cross", () => {
    const triangle = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(triangle, { minLength: 2, maxLength: 4 }), (triangles) => {
        const rings = triangles.map((values) => ring(...values));
        const edges = triangles.map((t) => [0, 2, 4].map((n) => [t[n], t[n + 1], t[(n + 2) % 6], t[(n + 3) % 6]])); // biome-ignore format: one line
        const side = ([ax, ay, bx, by]: number[], x: number, y: number) =>
          Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax));
        const cross = (a: number[], b: number[]) =>
          side(a, b[0], b[1]) * side(a, b[2], b[3]) < 0 &&
          side(b, a[0], a[1]) * side(b, a[2], a[3]) < 0;
        const expected = edges.some((own, n) =>
          edges.slice(n + 1).some((others) => own.some((a) => others.some((b) => cross(a, b)))),
        );
        return !expected || ringsCross(rings);
      }),
    );
  });

  it("looks at few pairs of 5,000 holes in one contour", () => {
    const holes = Array.from({ length: 5000 }, (_, n) => {
      const [x, y] = [20 * (n % 71), 20 * Math.floor(n / 71)];
      return box(x + 5, y + 5, x + 15, y + 15);
    });
    const outer = box(0, 0, 1420, 1420);
    expect(ringsCross([outer, ...holes])).toBe(false);
    expect(ringsCross([outer, ...holes, box(1418, 1418, 1430, 1430)])).toBe(true);
  });
});
