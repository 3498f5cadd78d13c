import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { measureOutline } from "../../src/morphology/outline.ts";
import { largestDistance, measurePolygon } from "../../src/morphology/planar-extents.ts";
import type { Mask } from "../../src/volume/mask.ts";
import { arbitraryMask, maskWhere, padWhole } from "./arbitrary-mask.ts";
import { naiveDiameter, naiveHull, naiveOutline, naiveVertices } from "./planar-naive.ts";

const outlineOf = (mask: Mask) => measureOutline(padWhole(mask), mask.spacing);

/** A mask of one slice, drawn in rows; "." is outside. */
function drawn(rows: readonly string[], sx = 1, sy = 1): Mask {
  return maskWhere([rows[0].length, rows.length, 1], (x, y) => rows[y][x] !== ".", [sx, sy, 5]);
}

describe("the outline of a region in a plane", () => {
  it.each([
    ["one pixel: a rhomb between the middles of its neighbours", ["#"], 1 / 2, 4 * Math.SQRT1_2],
    ["a line of four pixels", ["####"], 3.5, 6 + 4 * Math.SQRT1_2],
    [
      "a rectangle: its pixels but for an eighth at each corner",
      ["####", "####"],
      7.5,
      8 + 4 * Math.SQRT1_2,
    ],
    ["an L: one corner more adds an eighth", ["#..", "#..", "###"], 4.5, 6 + 6 * Math.SQRT1_2],
    ["a ring: the hole is a rhomb", ["###", "#.#", "###"], 8, 8 + 8 * Math.SQRT1_2],
    ["two pixels at a corner: a rhomb each", ["#.", ".#"], 1, 8 * Math.SQRT1_2],
    ["two pixels far apart", ["#...#"], 1, 8 * Math.SQRT1_2],
    [
      "two pixels of a hole at a corner: they are one hole",
      ["####", "#.##", "##.#", "####"],
      14,
      12 + 12 * Math.SQRT1_2,
    ],
  ])("is right for %s", (_, rows, area, perimeter) => {
    const found = outlineOf(drawn(rows));
    expect(found.area).toBe(area);
    expect(found.perimeter).toBeCloseTo(perimeter, 12);
  });

  it("is scaled by unequal spacing", () => {
    const found = outlineOf(drawn(["###", "###"], 0.5, 2));
    // sides of 2 × 0.5 and 1 × 2 mm between the corners, which are cut by lines of half a diagonal each
    expect(found.area).toBe(5.5);
    expect(found.perimeter).toBeCloseTo(2 * (2 * 0.5 + 2) + 4 * (Math.hypot(0.5, 2) / 2), 12);
  });

  it("has the hull's corners, counter-clockwise from the leftmost, in mm", () => {
    expect(outlineOf(drawn(["##"], 2, 3)).corners).toEqual([
      [1, 3],
      [2, 1.5],
      [4, 1.5],
      [5, 3],
      [4, 4.5],
      [2, 4.5],
    ]);
  });

  it("is that of the pieces in each square, its hull that of all vertices", () => {
    fc.assert(
      fc.property(arbitraryMask(7), ({ data, size: [nx, ny], ...grid }) => {
        const mask: Mask = { ...grid, data: data.slice(0, nx * ny), size: [nx, ny, 1] };
        fc.pre(mask.data.includes(1));
        const found = outlineOf(mask);
        const expected = naiveOutline(mask);
        expect(found.area).toBeCloseTo(expected.area, 9);
        expect(found.perimeter).toBeCloseTo(expected.perimeter, 9);
        const vertices = naiveVertices(mask);
        expect(largestDistance(found.corners)).toBeCloseTo(naiveDiameter(vertices), 9);
        const hull = measurePolygon(found.corners);
        const hullExpected = naiveHull(vertices);
        expect(hull.area).toBeCloseTo(hullExpected.area, 9);
        expect(hull.perimeter).toBeCloseTo(hullExpected.perimeter, 9);
      }),
    );
  });
});
