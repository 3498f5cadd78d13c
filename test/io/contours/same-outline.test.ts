import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unitsPerVoxel } from "../../../src/io/contours/even-odd.ts";
import { distinctOutlines } from "../../../src/io/contours/same-outline.ts";

type Points = readonly (readonly [number, number])[];

const axes = [{ spacing: 0.5 }, { spacing: 2 }] as const;

/** Vertices in mm as a ring. */
const ring = (points: Points) =>
  Float64Array.from(
    points.flat().map((mm, n) => Math.round((mm / axes[n % 2].spacing) * unitsPerVoxel)),
  );

const left = (outlines: readonly Points[]) => distinctOutlines(outlines.map(ring), axes).length;

const shape: Points = [[0, 0], [8, 0], [9, 4], [5, 9], [0, 7]]; // biome-ignore format: a shape

describe("distinctOutlines", () => {
  it.each<[string, Points]>([
    ["the same", shape],
    ["reversed", shape.toReversed()],
    ["from another start", [...shape.slice(3), ...shape.slice(0, 3)]],
    ["closed by its first point", [...shape, shape[0]]],
    ["reversed, from another start and closed", [...shape.slice(2), ...shape.slice(0, 3)].toReversed()], // biome-ignore format: one line
    ["moved by less than 0.01 mm", shape.map(([x, y]) => [x + 0.009, y - 0.009])],
    ["with the first point stored twice", [shape[0], ...shape]],
    ["closed from another start", [...shape.slice(2), ...shape.slice(0, 2), shape[2]].slice(1)],
    ["with vertices on its sides", [[0, 0], [2, 0], [5, 0], ...shape.slice(1), [0, 3]]],
    ["rounded to 0.01 mm", shape.map(([x, y]) => [x + 0.004, y + 0.001])],
  ])("takes an outline once: %s", (_, again) => {
    expect(left([shape, again])).toBe(1);
    expect(left([again, shape, again])).toBe(1);
  }); // biome-ignore format: shapes

  it.each<[string, Points]>([
    ["moved by more than 0.01 mm", shape.map(([x, y]) => [x + 0.011, y])],
    ["moved along the other axis", shape.map(([x, y]) => [x, y + 0.011])],
    ["one vertex elsewhere", [[0, 0], [8, 0], [9, 4], [5.1, 9], [0, 7]]],
    ["the same vertices in another order", [[0, 0], [9, 4], [8, 0], [5, 9], [0, 7]]],
    ["a vertex more", [...shape, [0.1, 3]]],
    ["a hole within", shape.map(([x, y]) => [1 + x / 2, 1 + y / 2])],
  ])("keeps another outline: %s", (_, other) => {
    expect(left([shape, other])).toBe(2);
  }); // biome-ignore format: shapes

  it("keeps the first as it is stored", () => {
    const rings = [ring(shape.toReversed()), ring(shape)];
    expect(distinctOutlines(rings, axes)).toEqual([rings[0]]);
  });

  it("finds what was turned, reversed, closed and shaken, wherever it lies", () => {
    const point = fc.tuple(
      fc.integer({ min: -500, max: 500 }),
      fc.integer({ min: -500, max: 500 }),
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(point, { minLength: 3, maxLength: 8, selector: String }),
        fc.nat(7),
        fc.boolean(),
        fc.boolean(),
        fc.array(fc.double({ min: -0.009, max: 0.009, noNaN: true }), { minLength: 18, maxLength: 18 }), // biome-ignore format: one line
        (points, start, reverse, close, shake) => {
          const from = start % points.length;
          const turned = [...points.slice(from), ...points.slice(0, from)];
          if (close) turned.push(turned[0]);
          if (reverse) turned.reverse();
          const again = turned.map(([x, y], n) => [x / 10 + shake[2 * n] / 2, y / 10 + shake[2 * n + 1] / 2] as const); // biome-ignore format: one line
          return left([points.map(([x, y]) => [x / 10, y / 10]), again]) === 1;
        },
      ),
    );
  });

  it("looks at few pairs of thousands: half of 10,000 repeat another", () => {
    const squares = Array.from({ length: 5000 }, (_, n): Points => {
      const y = 0.05 * n; // all between the same columns
      return [[0, y], [3, y], [3, y + 1], [0, y + 1]]; // biome-ignore format: a shape
    });
    expect(left([...squares, ...squares.map((square) => square.toReversed())])).toBe(5000);
  });
});
