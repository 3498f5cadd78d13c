import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checkSameGrid,
  compareGrids,
  indexToWorld,
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

describe("checkSameGrid", () => {
  it("names the numbers that differ", () => {
    const other = { ...grid, size: [4, 5, 7] as const, spacing: [1, 1, 3] as const };
    expect(() => checkSameGrid(grid, other)).toThrow(
      "mask is on another grid: size [4, 5, 7], image has [4, 5, 6]; spacing [1, 1, 3], image has [0.5, 1, 3]",
    );
  });
});
