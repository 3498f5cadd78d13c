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
