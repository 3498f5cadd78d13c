import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitAngle } from "../../src/perturbation/angle.ts";
import { boxInSource, moveGrid, toSource } from "../../src/perturbation/moved-grid.ts";
import { sampleMoved, sampleReach } from "../../src/perturbation/sample-moved.ts";
import { interpolateAt } from "../../src/processing/interpolate.ts";
import { type Box, boxSize, crop } from "../../src/volume/box.ts";
import type { Vec3 } from "../../src/volume/volume.ts";
import { fill, gridArbitrary, noise, unitGrid } from "../processing/arbitrary-volumes.ts";

/** The source's place of every voxel of a box, x fastest. */
function placesOf(moved: Parameters<typeof toSource>[0], { min, max }: Box): Vec3[] {
  const places: Vec3[] = [];
  for (let z = min[2]; z <= max[2]; z++)
    for (let y = min[1]; y <= max[1]; y++)
      for (let x = min[0]; x <= max[0]; x++) places.push(toSource(moved, [x, y, z]));
  return places;
}

describe("sampleMoved", () => {
  it.each(["nearest", "linear", "cubic"] as const)(
    "%s: is the interpolation along each axis, one place at a time",
    (method) => {
      const cases = fc.record({
        grid: gridArbitrary([8, 7, 4]),
        seed: fc.nat(),
        angle: fc.integer({ min: -44, max: 44 }),
        shift: fc.tuple(
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.constant(0.25),
          fc.double({ min: 0, max: 1, noNaN: true }),
        ),
      });
      fc.assert(
        fc.property(cases, ({ grid, seed, angle, shift }) => {
          const volume = noise(grid, seed);
          const moved = moveGrid(grid, grid.spacing, shift, splitAngle(angle), [3, 2.5]);
          // reaches past the border on every side
          const box: Box = { min: [-2, -1, -1], max: [grid.size[0], grid.size[1], grid.size[2]] };
          const found = sampleMoved(volume, [0, 0, 0], moved, box, method);
          const expected = placesOf(moved, box).map(
            ([x, y, z]) =>
              interpolateAt(
                volume,
                [Float64Array.of(x), Float64Array.of(y), Float64Array.of(z)],
                method,
              )[0],
          );
          found.forEach((value, v) => {
            // a tie of nearest neighbours may fall either way by rounding
            const place = placesOf(moved, box)[v];
            const tie = place.some((p) => Math.abs(p - Math.floor(p) - 0.5) < 1e-6);
            if (method !== "nearest" || !tie)
              expect(Math.abs(value - expected[v])).toBeLessThan(5e-6); // places within 1e-9 of a voxel lie on it
          });
        }),
        { numRuns: method === "cubic" ? 15 : 30, endOnFailure: true },
      );
    },
  );

  it("needs no more of the source than it says", () => {
    for (const method of ["linear", "cubic"] as const) {
      const volume = noise(unitGrid([90, 85, 80]), 5);
      const moved = moveGrid(volume, [1, 1, 1], [0.3, 0, 0.6], splitAngle(20), [44.5, 42]);
      const box: Box = { min: [40, 40, 38], max: [46, 44, 41] };
      const part = boxInSource(moved, box, sampleReach[method]);
      const whole = sampleMoved(volume, [0, 0, 0], moved, box, method);
      const cut = sampleMoved(crop(volume, part), part.min, moved, box, method);
      whole.forEach((value, v) => {
        expect(Math.abs(value - cut[v])).toBeLessThan(1e-9);
      });
    }
  });

  it("keeps what is not finite out of samples that it has no weight in", () => {
    // turned by atan(3/4) about a voxel: every fifth voxel of the moved grid lies on one
    const volume = fill(unitGrid([21, 21, 1]), (x, y) =>
      x === 12 && y === 10 ? Number.NaN : x + 100 * y,
    );
    const angle = splitAngle((Math.atan2(3, 4) * 180) / Math.PI);
    const moved = moveGrid(volume, [1, 1, 1], [0, 0, 0], angle, [10, 10]);
    const box: Box = { min: [0, 0, 0], max: [20, 20, 0] };
    const found = sampleMoved(volume, [0, 0, 0], moved, box, "linear");
    const onVoxels: Vec3[] = [];
    placesOf(moved, box).forEach(([x, y, z], v) => {
      const [i, j] = [x, y].map((p) => (Math.abs(p - Math.round(p)) < 1e-9 ? Math.round(p) : p));
      if (Number.isInteger(i) && Number.isInteger(j)) onVoxels.push([i, j, z]);
      const clamped = [i, j].map((p) => Math.max(0, Math.min(20, p)));
      const meets = Math.abs(clamped[0] - 12) < 1 && Math.abs(clamped[1] - 10) < 1;
      if (meets) expect(found[v]).toBeNaN();
      else expect(found[v]).toBeCloseTo(clamped[0] + 100 * clamped[1], 6);
    });
    expect(onVoxels.length).toBeGreaterThan(4);
  });

  it("keeps NaN of the last row and column out of what lies on the row before", () => {
    // turned by a hair: places on the border are clamped onto the last voxels, with all the weight
    const size: Vec3 = [6, 6, 1];
    for (const [nx, ny] of [
      [4, 0],
      [0, 4],
    ]) {
      const volume = fill(unitGrid(size), (x, y) =>
        x === nx && y === ny ? Number.NaN : x + 10 * y,
      );
      const moved = moveGrid(volume, [1, 1, 1], [0, 0, 0], splitAngle(1e-3), [2.5, 2.5]);
      const box: Box = { min: [5, 5, 0], max: [5, 5, 0] };
      expect(sampleMoved(volume, [0, 0, 0], moved, box, "linear")[0]).toBeCloseTo(55, 2);
    }
  });

  it("reproduces planes in every direction, and by cubic splines polynomials of degree three", () => {
    const grid = { ...unitGrid([100, 100, 3], [1, 2, 1]) };
    const plane = (x: number, y: number) => 3 + 2 * x - 0.5 * y;
    const curve = (x: number, y: number) =>
      (x - 50) ** 3 / 50 - (x - 50) * (y - 50) + (y - 50) ** 2;
    const moved = moveGrid(grid, [1, 2, 1], [0.5, 0.25, 0], splitAngle(33), [50, 50]);
    const box: Box = { min: [48, 48, 1], max: [53, 52, 1] };
    for (const [method, f] of [
      ["linear", plane],
      ["cubic", plane],
      ["cubic", curve],
    ] as const) {
      const found = sampleMoved(fill(grid, f), [0, 0, 0], moved, box, method);
      placesOf(moved, box).forEach(([x, y], v) => {
        expect(found[v]).toBeCloseTo(f(x, y), 8);
      });
    }
    expect(boxSize(box)).toEqual([6, 5, 1]);
  });
});
