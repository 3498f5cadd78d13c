import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitAngle } from "../../src/perturbation/angle.ts";
import {
  axisPositions,
  boxInMoved,
  boxInSource,
  fieldInMoved,
  fromSource,
  gridOfBox,
  moveGrid,
  toSource,
} from "../../src/perturbation/moved-grid.ts";
import { centredPositions, resampleGrid } from "../../src/processing/resample-grid.ts";
import { wholeBox } from "../../src/volume/box.ts";
import { indexToWorld } from "../../src/volume/geometry.ts";
import { checkGrid, type Grid, type Vec3 } from "../../src/volume/volume.ts";
import { gridArbitrary, spacingArbitrary } from "../processing/arbitrary-volumes.ts";

const shift = fc.double({ min: -2, max: 2, noNaN: true });
const degrees = fc.double({ min: -44, max: 44, noNaN: true });

const anyMoved = fc
  .record({
    source: gridArbitrary(),
    spacing: fc.tuple(spacingArbitrary, spacingArbitrary, spacingArbitrary),
    by: fc.tuple(shift, shift, shift),
    angle: degrees,
    centre: fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })),
  })
  .map(({ source, spacing, by, angle, centre }) =>
    moveGrid(source, spacing, by, splitAngle(angle), centre),
  );

const anyIndex = fc.tuple(
  fc.integer({ min: -5, max: 9 }),
  fc.integer({ min: -5, max: 9 }),
  fc.integer({ min: -5, max: 9 }),
);

function expectNear(found: readonly number[], expected: readonly number[], digits = 8): void {
  found.forEach((value, n) => {
    expect(value).toBeCloseTo(expected[n], digits);
  });
}

describe("moveGrid", () => {
  it("is the resampled grid where nothing moves", () => {
    fc.assert(
      fc.property(
        gridArbitrary(),
        fc.tuple(spacingArbitrary, spacingArbitrary, spacingArbitrary),
        (source, spacing) => {
          const moved = moveGrid(source, spacing, [0, 0, 0], splitAngle(0), [0, 0]);
          const target = resampleGrid(source, spacing);
          const positions = centredPositions(source, target);
          for (const axis of [0, 1, 2])
            expect(axisPositions(moved, axis, 0, target.size[axis] - 1)).toEqual(positions[axis]);
          const { min, max } = fieldInMoved(moved);
          expect({ min: min.map((k) => k + 0), max }).toEqual(wholeBox(target)); // -0 is 0
          const grid = gridOfBox(moved, wholeBox(moved));
          expect(grid.size).toEqual(target.size);
          expect(grid.spacing).toEqual(target.spacing);
          expectNear(grid.origin, target.origin);
          expect(grid.direction).toEqual(target.direction);
        },
      ),
    );
  });

  it("finds its way there and back", () => {
    fc.assert(
      fc.property(anyMoved, anyIndex, (moved, k) => {
        expectNear(fromSource(moved, toSource(moved, k)), k);
      }),
    );
  });

  it("knows where its voxels lie in the world", () => {
    fc.assert(
      fc.property(anyMoved, anyIndex, anyIndex, (moved, a, b) => {
        const min = a.map((k, n) => Math.min(k, b[n])) as unknown as Vec3;
        const max = a.map((k, n) => Math.max(k, b[n])) as unknown as Vec3;
        const grid = gridOfBox(moved, { min, max });
        checkGrid(grid, "moved");
        const last = max.map((k, n) => k - min[n]) as unknown as Vec3;
        expectNear(indexToWorld(grid, last), indexToWorld(moved.source, toSource(moved, max)), 7);
      }),
    );
  });

  it("turns about its centre, in mm: the centre stays, distances stay", () => {
    const source: Grid = {
      size: [9, 7, 2],
      spacing: [1, 2, 3],
      origin: [0, 0, 0],
      direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    };
    const moved = moveGrid(source, source.spacing, [0, 0, 0], splitAngle(30), [4, 3]);
    expectNear(toSource(moved, [4, 3, 1]), [4, 3, 1], 12);
    // one voxel along x, 1 mm, turned by 30° from x towards y
    expectNear(
      toSource(moved, [5, 3, 0]),
      [4 + Math.cos(Math.PI / 6), 3 + Math.sin(Math.PI / 6) / 2, 0],
      12,
    );
  });

  it("puts boxes around boxes", () => {
    fc.assert(
      fc.property(anyMoved, (moved) => {
        const whole = wholeBox(moved.source);
        const there = boxInMoved(moved, whole, 0);
        const back = boxInSource(moved, there, 1);
        for (const a of [0, 1, 2]) {
          expect(back.min[a]).toBeLessThanOrEqual(-1);
          expect(back.max[a]).toBeGreaterThanOrEqual(whole.max[a] + 1);
        }
      }),
    );
  });
});
