import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countNeighbours } from "../../src/matrices/neighbour-counts.ts";
import type { Dimension } from "../../src/matrices/neighbourhood.ts";
import { countNgtdm, type DifferenceMatrix, mergeDifferences } from "../../src/matrices/ngtdm.ts";
import { textureGrid } from "../../src/matrices/texture-grid.ts";
import type { LevelVolume } from "../../src/processing/discretise.ts";
import { expectParts } from "./expect-parts.ts";
import { anyLevels, levelVolume, phantomLevels } from "./level-volumes.ts";
import { neighbourhoods } from "./naive.ts";

function count(volume: LevelVolume, dimension: Dimension, distance: number) {
  const grid = textureGrid(volume, distance);
  return countNgtdm(grid, dimension, countNeighbours(grid, dimension, 0));
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
