import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VoxomicsError } from "../../src/messages/errors.ts";
import { centredPositions, resampleGrid } from "../../src/processing/resample-grid.ts";
import { indexToWorld } from "../../src/volume/geometry.ts";
import type { Grid, Vec3 } from "../../src/volume/volume.ts";
import { gridArbitrary, targetSpacingArbitrary, unitGrid } from "./arbitrary-volumes.ts";

const centre = (grid: Grid): Vec3 =>
  indexToWorld(grid, grid.size.map((n) => (n - 1) / 2) as unknown as Vec3);

describe("resampleGrid", () => {
  // IBSI, "Interpolation grid dimensions": 4 samples of 3 mm to 2 mm give 6
  it("makes the manual's 6 × 6 grid", () => {
    const grid = resampleGrid(unitGrid([4, 4, 1], [3, 3, 1]), [2, 2, null]);
    expect(grid.size).toEqual([6, 6, 1]);
    expect(grid.spacing).toEqual([2, 2, 1]);
    expect(grid.origin).toEqual([-0.5, -0.5, 0]);
  });

  it("keeps the centre and covers the field", () => {
    fc.assert(
      fc.property(gridArbitrary(), targetSpacingArbitrary, (grid, spacing) => {
        const target = resampleGrid(grid, spacing);
        const [a, b] = [centre(grid), centre(target)];
        for (let k = 0; k < 3; k++) expect(b[k]).toBeCloseTo(a[k], 9);
        for (let k = 0; k < 3; k++) {
          const extent = grid.size[k] * grid.spacing[k];
          const covered = target.size[k] * target.spacing[k];
          expect(covered).toBeGreaterThan(extent - 1e-6);
          expect(covered - extent).toBeLessThan(target.spacing[k]);
        }
      }),
    );
  });

  it("does not round an exact ratio up", () => {
    expect(resampleGrid(unitGrid([3, 6, 60], [0.1, 0.7, 3]), [0.3, 0.6, 2]).size).toEqual([
      1, 7, 90,
    ]);
    // 0.6 mm as a header of 32-bit floats holds it
    expect(resampleGrid(unitGrid([512, 1, 1], [Math.fround(0.6), 1, 1]), [0.3, 1, 1]).size).toEqual(
      [1024, 1, 1],
    );
  });

  it("keeps an axis of null or equal spacing exactly", () => {
    const grid: Grid = {
      ...unitGrid([5, 6, 7], [0.9, Math.fround(0.6), 3]),
      origin: [-0.1, 12.3, 1e3 / 3],
    };
    expect(resampleGrid(grid, [null, 0.6, 3])).toEqual(grid);
  });

  it("refuses a grid of more than 2^31 voxels, naming the sizes", () => {
    const make = () => resampleGrid(unitGrid([512, 512, 300]), [0.1, 0.1, 0.1]);
    expect(make).toThrow(VoxomicsError);
    expect(make).toThrow(/512 × 512 × 300 .* 5120 × 5120 × 3000 voxels/);
    expect(make).toThrow(expect.objectContaining({ code: "too-large" }));
  });
});

describe("centredPositions", () => {
  it("are the target's voxels in the source's indices", () => {
    fc.assert(
      fc.property(gridArbitrary(), targetSpacingArbitrary, (grid, spacing) => {
        const target = resampleGrid(grid, spacing);
        const positions = centredPositions(grid, target);
        const last = positions.map((p) => p[p.length - 1]) as unknown as Vec3;
        const expected = indexToWorld(target, target.size.map((n) => n - 1) as unknown as Vec3);
        const found = indexToWorld(grid, last);
        for (let k = 0; k < 3; k++) expect(found[k]).toBeCloseTo(expected[k], 8);
      }),
    );
  });
});

describe("input of resampleGrid", () => {
  it("is checked", () => {
    const grid = unitGrid([4, 4, 4]);
    expect(() => resampleGrid(grid, [1, Number.NaN, 1])).toThrow(
      /^resample\.spacing\[1\]: found NaN/,
    );
    expect(() => resampleGrid({ ...grid, size: [4, 0, 4] }, [1, 1, 1])).toThrow(
      expect.objectContaining({ code: "invalid-volume" }),
    );
  });
});
