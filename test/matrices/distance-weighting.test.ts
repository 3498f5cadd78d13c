import { describe, expect, it } from "vitest";
import { merge } from "../../src/matrices/count-matrix.ts";
import { weightParts } from "../../src/matrices/distance-weighting.ts";
import { countGlcm } from "../../src/matrices/glcm.ts";
import { countGlrlm } from "../../src/matrices/glrlm.ts";
import { directions } from "../../src/matrices/neighbourhood.ts";
import { textureGrid } from "../../src/matrices/texture-grid.ts";
import { entriesOf, phantomLevels } from "./level-volumes.ts";

const grid = textureGrid(phantomLevels(), 2);

describe("weightParts", () => {
  it.each([
    { norm: "manhattan", weight: "inverse", lengths: [1, 2, 3], f: (m: number) => 1 / m },
    {
      norm: "euclidean",
      weight: "inverse",
      lengths: [1, Math.SQRT2, Math.sqrt(3)],
      f: (m: number) => 1 / m,
    },
    { norm: "chebyshev", weight: "inverse", lengths: [1, 1, 1], f: (m: number) => 1 / m },
    {
      norm: "manhattan",
      weight: "gaussian",
      lengths: [1, 2, 3],
      f: (m: number) => Math.exp(-m * m),
    },
    {
      norm: "euclidean",
      weight: "gaussian",
      lengths: [1, Math.SQRT2, Math.sqrt(3)],
      f: (m: number) => Math.exp(-m * m),
    },
    {
      norm: "chebyshev",
      weight: "gaussian",
      lengths: [1, 1, 1],
      f: (m: number) => Math.exp(-m * m),
    },
  ] as const)("multiplies counts by the $weight $norm length", ({ norm, weight, lengths, f }) => {
    const distance = 2;
    const parts = countGlcm(grid, 3);
    const weighted = weightParts(parts, 3, distance, { norm, weight });
    parts.forEach(({ direction, matrix }, k) => {
      const steps = directions(3)[direction].filter((step) => step !== 0).length;
      const factor = f(distance * lengths[steps - 1]);
      expect(weighted[k].matrix.voxels / matrix.voxels).toBeCloseTo(factor, 12);
      entriesOf(weighted[k].matrix).forEach(([i, j, n], e) => {
        const [i0, j0, n0] = entriesOf(matrix)[e];
        expect([i, j]).toEqual([i0, j0]);
        expect(n / n0).toBeCloseTo(factor, 12);
      });
    });
  });

  it("keeps as many voxels as lie on the runs", () => {
    const parts = countGlrlm(grid, 2);
    const weighted = weightParts(parts, 2, 1, { norm: "euclidean", weight: "inverse" });
    const merged = merge(weighted.map(({ matrix }) => matrix));
    const onRuns = entriesOf(merged).reduce((sum, [, length, runs]) => sum + length * runs, 0);
    expect(onRuns).toBeCloseTo(merged.voxels, 9);
    expect(merged.voxels).toBeCloseTo(74 * (2 + 2 / Math.SQRT2), 9);
  });
});
