import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checkSameGrid,
  compareGrids,
  indexToWorld,
  shareVoxels,
  worldToIndex,
} from "../../src/volume/geometry.ts";
import { type Grid, identityDirection } from "../../src/volume/volume.ts";
import { rotation } from "../rotation.ts";

const grid: Grid = {
  size: [4, 5, 6],
  spacing: [0.5, 1, 3],
  origin: [-10, 20, 30],
  direction: identityDirection,
};

describe("indexToWorld", () => {
  it("scales by the spacing of each axis", () => {
    expect(indexToWorld(grid, [2, 3, 4])).toEqual([-9, 23, 42]);
  });

  it("goes along the columns of the direction matrix", () => {
    const swapped: Grid = { ...grid, direction: [0, -1, 0, 1, 0, 0, 0, 0, 1] };
    expect(indexToWorld(swapped, [2, 0, 0])).toEqual([-10, 21, 30]);
    expect(indexToWorld(swapped, [0, 3, 0])).toEqual([-13, 20, 30]);
  });

  it("is undone by worldToIndex on any oblique grid", () => {
    const number = fc.double({ min: -300, max: 300, noNaN: true });
    const length = fc.double({ min: 0.1, max: 10, noNaN: true });
    fc.assert(
      fc.property(
        fc.tuple(number, number, number),
        fc.tuple(length, length, length),
        fc.tuple(number, number, number),
        fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
        (index, spacing, origin, angle) => {
          const oblique = { ...grid, spacing, origin, direction: rotation(angle) };
          const back = worldToIndex(oblique, indexToWorld(oblique, index));
          for (const axis of [0, 1, 2]) expect(back[axis]).toBeCloseTo(index[axis], 6);
        },
      ),
    );
  });
});

describe("compareGrids", () => {
  it("forgives what 32-bit headers lose", () => {
    const stored = {
      ...grid,
      spacing: grid.spacing.map(Math.fround) as unknown as Grid["spacing"],
      origin: [-10.001, 20.001, 30] as const,
    };
    expect(compareGrids(stored, grid)).toEqual([]);
  });

  it.each([
    ["size", { ...grid, size: [4, 5, 7] as const }],
    ["spacing", { ...grid, spacing: [0.501, 1, 3] as const }],
    ["origin", { ...grid, origin: [-10.01, 20, 30] as const }],
    ["direction", { ...grid, direction: rotation(0.01) }],
  ])("finds a different %s", (field, other) => {
    expect(compareGrids(other, grid).map((d) => d.field)).toEqual([field]);
  });
});

describe("compareGrids forgives rounding", () => {
  // a CT of 512 × 512 × 300 voxels, tilted, as scanners have them
  const ct: Grid = {
    size: [512, 512, 300],
    spacing: [0.9765625, 0.9765625, 1.25],
    origin: [-249.51171875, -401.3, -1023.75],
    direction: rotation(0.2),
  };
  const inSingle = (values: readonly number[]) => values.map(Math.fround);
  const decimal = (digits: number) => (values: readonly number[]) =>
    values.map((value) => Number(value.toFixed(digits)));

  it.each<[string, (values: readonly number[]) => number[], number]>([
    ["of 32-bit floats", inSingle, 1e-3],
    ["of 6 decimals, as DICOM and NRRD writers have them", decimal(6), 1e-3],
    ["of 5 decimals", decimal(5), 1e-2],
  ])("%s, where voxels stay in place", (_, round, most) => {
    const stored = {
      ...ct,
      spacing: round(ct.spacing),
      origin: round(ct.origin),
      direction: round(ct.direction),
    } as unknown as Grid;
    expect(compareGrids(stored, ct)).toEqual([]);
    // the far corner, where errors of direction and spacing are largest
    const corner = [511, 511, 299] as const;
    const [a, b] = [indexToWorld(stored, corner), indexToWorld(ct, corner)];
    expect(Math.hypot(...a.map((value, n) => value - b[n]))).toBeLessThan(most);
  });

  it("of an affine matrix of 32-bit floats, as NIfTI's sform is", () => {
    const { spacing, direction: d } = ct;
    const columns = [0, 1, 2].map((a) => [d[a], d[3 + a], d[6 + a]].map((v) => v * spacing[a]));
    const stored = columns.map(inSingle);
    const lengths = stored.map((column) => Math.hypot(...column));
    const unit = stored.map((column, a) => column.map((v) => v / lengths[a]));
    const grid = {
      ...ct,
      spacing: lengths,
      direction: [0, 1, 2].flatMap((row) => unit.map((column) => column[row])),
    } as unknown as Grid;
    expect(compareGrids(grid, ct)).toEqual([]);
  });

  it("but no shift of a voxel's hundredth, and no turn that moves the far corner by a voxel", () => {
    const shifted = { ...ct, origin: [ct.origin[0] + 0.0098, ct.origin[1], ct.origin[2]] as const };
    expect(compareGrids(shifted, ct)).toMatchObject([{ field: "origin" }]);
    expect(compareGrids({ ...ct, direction: rotation(0.202) }, ct)).toMatchObject([
      { field: "direction" },
    ]);
  });
});

describe("shareVoxels", () => {
  it("of a part of a grid, however far away", () => {
    const oblique = { ...grid, direction: rotation(0.3) };
    for (const corner of [
      [1, 2, 3],
      [-5, 0, 100],
    ] as const) {
      // biome-ignore format: two corners
      const part: Grid = { ...oblique, size: [1, 2, 1], origin: indexToWorld(oblique, corner) };
      expect(shareVoxels(part, oblique)).toBe(true);
      expect(shareVoxels(oblique, part)).toBe(true);
    }
  });

  it.each([
    ["half a voxel away", { ...grid, origin: [-9.75, 20, 30] as const }],
    [
      "a fiftieth of the smallest side away along the longest",
      { ...grid, origin: [-10, 20, 30.01] as const },
    ],
    ["of another spacing", { ...grid, spacing: [0.5, 1, 3.3] as const }],
    ["of another direction", { ...grid, direction: rotation(0.1) }],
  ])("not of a grid %s", (_, other) => {
    expect(shareVoxels(other, grid)).toBe(false);
  });
});

describe("checkSameGrid", () => {
  it("names the numbers that differ", () => {
    const other = { ...grid, size: [4, 5, 7] as const, spacing: [1, 1, 3] as const };
    expect(() => checkSameGrid(grid, other)).toThrow(
      "mask is on another grid: size [4, 5, 7], image has [4, 5, 6]; spacing [1, 1, 3], image has [0.5, 1, 3]",
    );
  });
});
