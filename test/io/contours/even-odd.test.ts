import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  countCrossings,
  drawRings,
  type Sheet,
  unitsPerVoxel,
} from "../../../src/io/contours/even-odd.ts";

type Point = readonly [column: number, row: number];
type Polygon = readonly Point[];

const sheetOf = (columns: number, rows: number): Sheet => ({
  start: 0,
  columns,
  rows,
  columnStep: 1,
  rowStep: columns,
});

/** Polygons in voxels as voxels, by the function under test. */
function draw(polygons: readonly Polygon[], columns: number, rows: number): Uint8Array {
  const data = new Uint8Array(columns * rows);
  const rings = polygons.map((points) =>
    Float64Array.from(points.flat(), (c) => c * unitsPerVoxel),
  );
  drawRings(data, sheetOf(columns, rows), rings);
  return data;
}

/**
 * Whether (x + e, y + e²) lies inside an odd number of polygons, for a vanishing e: by the edges
 * that lie below it, in whole numbers without end.
 */
function isInside(polygons: readonly Polygon[], x: number, y: number): boolean {
  const whole = (value: number) => BigInt(Math.round(value * unitsPerVoxel));
  const [px, py] = [whole(x), whole(y)];
  let below = 0;
  for (const polygon of polygons) {
    for (const [n, to] of polygon.entries()) {
      const from = polygon[(n + polygon.length - 1) % polygon.length];
      let [ax, ay, bx, by] = [...from, ...to].map(whole);
      if (ax > bx) [ax, ay, bx, by] = [bx, by, ax, ay];
      if (!(ax <= px && px < bx)) continue;
      // the edge at px, less py, times a positive number
      const height = (ay - py) * (bx - ax) + (px - ax) * (by - ay);
      // at py itself the step along the columns takes the point above an edge that falls
      if (height < 0n || (height === 0n && by <= ay)) below++;
    }
  }
  return below % 2 === 1;
}

function byOracle(polygons: readonly Polygon[], columns: number, rows: number): Uint8Array {
  return Uint8Array.from({ length: columns * rows }, (_, v) =>
    Number(isInside(polygons, v % columns, Math.floor(v / columns))),
  );
}

/** Whole, half, and arbitrary positions, in and around a sheet of 12 x 9 voxels. */
const coordinate = fc.oneof(
  fc.integer({ min: -3, max: 14 }),
  fc.integer({ min: -6, max: 28 }).map((n) => n / 2),
  fc.integer({ min: -3 * unitsPerVoxel, max: 14 * unitsPerVoxel }).map((n) => n / unitsPerVoxel),
);
const polygon = fc.array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 12 });

describe("drawing polygons", () => {
  it("agrees with an exact count of edges, voxel by voxel", () => {
    fc.assert(
      fc.property(fc.array(polygon, { minLength: 1, maxLength: 3 }), (polygons) => {
        expect(draw(polygons, 12, 9)).toEqual(byOracle(polygons, 12, 9));
      }),
      { numRuns: 1500, endOnFailure: true },
    );
  });

  it("is exact where edges of any slope pass through voxel centres or miss them by a unit", () => {
    const anywhere = fc.integer({ min: -8180 * unitsPerVoxel, max: 8180 * unitsPerVoxel });
    fc.assert(
      fc.property(
        fc.array(
          anywhere.map((units) => units / unitsPerVoxel),
          { minLength: 4, maxLength: 4 },
        ),
        fc.constantFrom(-1, 0, 0, 1),
        ([dx, dy, ax, ay], units) => {
          const off = units / unitsPerVoxel;
          const through: Polygon = [[5 - dx + off, 4 - dy], [5 + dx + off, 4 + dy], [ax, ay]]; // biome-ignore format: a shape
          expect(draw([through], 10, 8)).toEqual(byOracle([through], 10, 8));
        },
      ),
      { numRuns: 2000, endOnFailure: true },
    );
  });

  it("counts a centre on an edge to the polygon on its far side in column and row", () => {
    const square: Polygon = [[1, 1], [4, 1], [4, 3], [1, 3]]; // biome-ignore format: a shape
    expect([...draw([square], 6, 5)].join("")).toBe("000000" + "011100" + "011100" + "000000" + "000000"); // biome-ignore format: rows
  });

  it("counts every voxel once over cells that fill the plane, and none twice", () => {
    const side = 5;
    const step = fc.constantFrom(-0.5, 0, 0, 0.5, 0.25, -1 / 3);
    const shifts = fc.array(step, { minLength: 2 * side * side, maxLength: 2 * side * side });
    fc.assert(
      fc.property(shifts, (shift) => {
        // corners of a mesh, moved by less than would turn a cell over; its rim stays outside
        const corner = (i: number, j: number): Point => {
          const inner = i > 0 && j > 0 && i < side - 1 && j < side - 1;
          const n = 2 * (i + side * j);
          const [dx, dy] = inner ? [shift[n], shift[n + 1]] : [0, 0];
          return [3 * i - 1 + dx, 2 * j - 1 + dy];
        };
        const times = new Uint8Array(11 * 7);
        for (let j = 0; j + 1 < side; j++) {
          for (let i = 0; i + 1 < side; i++) {
            const [a, b, c, d] = [corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)]; // biome-ignore format: one cell
            // each cell as two triangles, whose common edge runs both ways
            for (const triangle of [[a, b, c], [c, d, a]]) draw([triangle], 11, 7).forEach((inside, v) => { times[v] += inside; }); // biome-ignore format: one statement
          }
        }
        expect(times).toEqual(new Uint8Array(11 * 7).fill(1));
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });

  it("takes a contour in another as a hole, and a keyhole as the same hole", () => {
    const outer: Polygon = [[0, 0], [9, 0], [9, 8], [0, 8]]; // biome-ignore format: a shape
    const inner: Polygon = [[3, 2], [6, 2.5], [6, 6], [3, 5]]; // biome-ignore format: a shape
    const keyhole = [...outer, outer[0], ...inner, inner[0], outer[0]];
    const withHole = draw([outer, inner], 11, 9);
    expect(withHole).toEqual(byOracle([outer, inner], 11, 9));
    expect(draw([keyhole], 11, 9)).toEqual(withHole);
    expect(withHole[4 + 11 * 4]).toBe(0);
  });

  it("draws the same whatever point a polygon starts at and whichever way round it runs", () => {
    fc.assert(
      fc.property(polygon, fc.nat(11), (points, start) => {
        const at = start % points.length;
        const turned = [...points.slice(at), ...points.slice(0, at)];
        const expected = draw([points], 12, 9);
        expect(draw([turned], 12, 9)).toEqual(expected);
        expect(draw([[...points].reverse()], 12, 9)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("comes as near to the area as its border allows", () => {
    // Gauss's circle problem: grid points in a disc differ from its area by about r^(2/3)
    for (const radius of [3.3, 17.7, 90.1]) {
      const middle = radius + 2.3;
      const disc = Array.from({ length: 720 }, (_, n): Point => {
        const angle = (n * Math.PI) / 360;
        return [middle + radius * Math.cos(angle), middle + radius * Math.sin(angle)];
      });
      const side = Math.ceil(2 * middle);
      const voxels = draw([disc], side, side).reduce((sum, v) => sum + v, 0);
      const area = 360 * radius * radius * Math.sin(Math.PI / 360);
      expect(Math.abs(voxels - area)).toBeLessThan(4 * radius ** 0.7);
    }
  });

  it("writes along any steps, backwards too", () => {
    const polygons: Polygon[] = [[[0.5, 0.5], [4, 1], [2, 4]]]; // biome-ignore format: a shape
    const plain = draw(polygons, 6, 5);
    const data = new Uint8Array(6 * 5);
    const rings = polygons.map((p) => Float64Array.from(p.flat(), (c) => c * unitsPerVoxel));
    drawRings(data, { start: 29, columns: 6, rows: 5, columnStep: -5, rowStep: -1 }, rings);
    const turned = plain.map((_, v) => data[29 - 5 * (v % 6) - Math.floor(v / 6)]);
    expect(turned).toEqual(plain);
    expect(plain.includes(1)).toBe(true);
  });

  it("counts the rows that edges cross, within the sheet", () => {
    const triangle = Float64Array.of(0, -3, 4, 9, 8, 2.5).map((c) => c * unitsPerVoxel);
    // rows 0..4 of 5 for the edges to (4, 9), rows 0..2 for the one from (8, 2.5) to (0, -3)
    expect(countCrossings(triangle, 5)).toBe(5 + 2 + 3);
  });
});
