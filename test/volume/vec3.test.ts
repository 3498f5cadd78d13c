import { describe, expect, it } from "vitest";
import {
  add,
  columnOf,
  cross,
  mapVec3,
  matrixOfColumns,
  matrixOfRows,
  norm,
  perAxis,
  scale,
  subtract,
} from "../../src/volume/vec3.ts";

describe("vectors", () => {
  it("are made and turned component by component", () => {
    expect(perAxis((axis) => 10 * axis)).toEqual([0, 10, 20]);
    expect(mapVec3(["a", "b", "c"], (text, axis) => `${text}${axis}`)).toEqual(["a0", "b1", "c2"]);
  });

  it("are added, subtracted and scaled", () => {
    expect(add([1, 2, 3], [10, 20, 30])).toEqual([11, 22, 33]);
    expect(subtract([1, 2, 3], [10, 20, 30])).toEqual([-9, -18, -27]);
    expect(scale([1, 2, 3], -2)).toEqual([-2, -4, -6]);
  });

  it("x and y make z", () => {
    expect(cross([1, 0, 0], [0, 1, 0])).toEqual([0, 0, 1]);
  });

  it("along an axis have its component as length, however small or large", () => {
    expect(norm([0, -3e-200, 0])).toBe(3e-200);
    expect(norm([3e200, 4e200, 0]) / 5e200).toBeCloseTo(1, 14);
    expect(norm([0, 0, 0])).toBe(0);
  });
});

describe("matrices", () => {
  const x = [1, 2, 3] as const;
  const y = [4, 5, 6] as const;
  const z = [7, 8, 9] as const;

  it("are row-major", () => {
    expect(matrixOfRows([x, y, z])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(matrixOfColumns([x, y, z])).toEqual([1, 4, 7, 2, 5, 8, 3, 6, 9]);
    expect(columnOf(matrixOfColumns([x, y, z]), 1)).toEqual(y);
  });
});
