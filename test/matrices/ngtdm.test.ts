import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Dimension } from "../../src/matrices/neighbourhood.ts";
import { countNgtdm, type DifferenceMatrix, mergeDifferences } from "../../src/matrices/ngtdm.ts";
import { textureGrid } from "../../src/matrices/texture-grid.ts";
import type { LevelVolume } from "../../src/processing/discretise.ts";
import { expectParts } from "./expect-parts.ts";
import { anyLevels, levelVolume, phantomLevels } from "./level-volumes.ts";
import { neighbourhoods } from "./naive.ts";

function count(volume: LevelVolume, dimension: Dimension, distance: number) {
  const grid = textureGrid(volume, distance);
  return countNgtdm(grid, dimension);
}

/** Rows [i, n_i, s_i] by definition. */
function rowsOf(volume: LevelVolume, distance: number): number[][] {
  const rows = new Map<number, number[]>();
  for (const { level, around } of neighbourhoods(volume, distance)) {
    if (around.length === 0) continue;
    const mean = around.reduce((sum, other) => sum + other, 0) / around.length;
    const row = rows.get(level) ?? [level, 0, 0];
    row[1]++;
    row[2] += Math.abs(level - mean);
    rows.set(level, row);
  }
  return [...rows.values()].sort((a, b) => a[0] - b[0]);
}

function expectRows({ i, n, s }: DifferenceMatrix, rows: number[][]): void {
  expect(Array.from(i)).toEqual(rows.map(([level]) => level));
  expect(Array.from(n)).toEqual(rows.map(([, voxels]) => voxels));
  rows.forEach(([, , difference], e) => {
    expect(Math.abs(s[e] - difference)).toBeLessThanOrEqual(1e-9 * difference);
  });
}

describe("countNgtdm", () => {
  it.each([1, 3, 32])("keeps every bit of the highest levels at distance %i", (distance) => {
    // at 32, sums of levels and voxels no longer fit into one number
    const side = distance === 32 ? 65 : 2 * distance + 1;
    const middle = (side - 1) / 2;
    const volume = levelVolume([side, side, side], 65535, (x, y, z) =>
      x === middle && y === middle && z === middle ? 1 : 65535,
    );
    const [{ matrix }] = count(volume, 3, distance);
    expect(matrix.s[0]).toBe(65534);
    expect(matrix.n[1]).toBe(side ** 3 - 1);
  });

  it("adds up the differences of the digital phantom", () => {
    const [{ matrix }] = count(phantomLevels(), 3, 1);
    expect(Array.from(matrix.i)).toEqual([1, 3, 4, 6]);
    expect(Array.from(matrix.n)).toEqual([50, 1, 16, 7]);
    expect(Array.from(matrix.s, (s) => +s.toFixed(6))).toEqual([
      39.946954, 0.2, 20.825401, 24.127005,
    ]);
  });

  it("agrees with the definition at any distance", () => {
    fc.assert(
      fc.property(
        anyLevels,
        fc.constantFrom(2, 3),
        fc.integer({ min: 1, max: 3 }),
        (volume, dimension, distance) => {
          const parts = count(volume, dimension, distance);
          expectParts(parts, volume, dimension, 1, (matrix, whole) => {
            expectRows(matrix, rowsOf(whole, distance));
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it("leaves voxels without neighbours out", () => {
    const [{ matrix }] = count(
      levelVolume([5, 1, 1], 3, (x) => [1, 0, 2, 3, 0][x]),
      3,
      1,
    );
    expectRows(matrix, [
      [2, 1, 1],
      [3, 1, 1],
    ]);
  });
});

describe("mergeDifferences", () => {
  it("adds rows of the same level", () => {
    const one = { i: Int32Array.of(1, 4), n: Float64Array.of(2, 1), s: Float64Array.of(0.5, 3) };
    const other = { i: Int32Array.of(2, 4), n: Float64Array.of(1, 5), s: Float64Array.of(1, 0.25) };
    expectRows(mergeDifferences([one, other]), [
      [1, 2, 0.5],
      [2, 1, 1],
      [4, 6, 3.25],
    ]);
  });

  it("gives nothing for nothing", () => {
    const nothing = { i: new Int32Array(0), n: new Float64Array(0), s: new Float64Array(0) };
    expectRows(mergeDifferences([nothing]), []);
  });
});
