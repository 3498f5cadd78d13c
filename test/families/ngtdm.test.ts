import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ngtdmFeatures } from "../../src/families/ngtdm.ts";
import { aggregateParts, directionless } from "../../src/features/aggregation.ts";
import type { Evaluated } from "../../src/features/feature.ts";
import { summariseNgtdm } from "../../src/features/ngtdm-summary.ts";
import { countNgtdm, type DifferenceMatrix, mergeDifferences } from "../../src/matrices/ngtdm.ts";
import { textureGrid } from "../../src/matrices/texture-grid.ts";
import type { LevelVolume } from "../../src/processing/discretise.ts";
import { anyLevels, levelVolume } from "../matrices/level-volumes.ts";

const family = { features: ngtdmFeatures, merge: mergeDifferences, summarise: summariseNgtdm };

const valuesOf = (matrix: DifferenceMatrix): Record<string, Evaluated> => {
  const parts = [{ slice: 0, direction: 0, matrix }];
  const evaluated = aggregateParts(family, parts, directionless["3D"]);
  return Object.fromEntries(Object.keys(ngtdmFeatures).map((id) => [id, evaluated(id)]));
};

const countIn = (volume: LevelVolume): DifferenceMatrix => {
  const grid = textureGrid(volume, 1);
  return countNgtdm(grid, 3)[0]?.matrix;
};

const rows = (...list: [number, number, number][]): DifferenceMatrix => ({
  i: Int32Array.from(list, ([i]) => i),
  n: Float64Array.from(list, ([, n]) => n),
  s: Float64Array.from(list, ([, , s]) => s),
});

/** The manual's double sums, for several levels with differences. */
function naive({ i, n, s }: DifferenceMatrix): Record<string, number> {
  const voxels = n.reduce((a, b) => a + b, 0);
  const p = n.map((count) => count / voxels);
  const over = Array.from(i.keys());
  const sum = (f: (e: number) => number) => over.reduce((total, e) => total + f(e), 0);
  const pairs = (f: (a: number, b: number) => number) => sum((a) => sum((b) => f(a, b)));
  const differences = sum((e) => s[e]);
  const weighted = sum((e) => p[e] * s[e]);
  return {
    coarseness: Math.min(1e6, 1 / weighted),
    contrast:
      (pairs((a, b) => p[a] * p[b] * (i[a] - i[b]) ** 2) / (i.length * (i.length - 1))) *
      (differences / voxels),
    busyness: weighted / pairs((a, b) => Math.abs(i[a] * p[a] - i[b] * p[b])),
    complexity:
      pairs((a, b) => (Math.abs(i[a] - i[b]) * (p[a] * s[a] + p[b] * s[b])) / (p[a] + p[b])) /
      voxels,
    strength: pairs((a, b) => (p[a] + p[b]) * (i[a] - i[b]) ** 2) / differences,
  };
}

describe("ngtdmFeatures", () => {
  it("follow the manual's double sums", () => {
    fc.assert(
      fc.property(anyLevels, (volume) => {
        const matrix = countIn(volume);
        const values = valuesOf(matrix);
        for (const [id, expected] of Object.entries(naive(matrix))) {
          if (values[id].reason !== null) continue;
          const difference = Math.abs((values[id].value as number) - expected);
          expect(difference, id).toBeLessThanOrEqual(1e-9 * Math.abs(expected));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("take the manual's values for one grey level", () => {
    const reason = "single-grey-level";
    expect(valuesOf(countIn(levelVolume([3, 2, 2], 5, () => 5)))).toEqual({
      coarseness: { value: 1e6, reason },
      contrast: { value: 0, reason },
      busyness: { value: 0, reason },
      complexity: { value: 0, reason: null },
      strength: { value: 0, reason },
    });
  });

  it("have no busyness where every level weighs the same, however it is rounded", () => {
    const values = valuesOf(rows([1, 6, 2], [2, 3, 1], [3, 2, 4]));
    expect(values.busyness.value).toBeNull();
    expect(values.contrast.value).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 2 }), (levels) => {
        const weight = 5342931457063200; // a multiple of all levels
        const sorted = levels.sort((a, b) => a - b);
        const equal = rows(...sorted.map((i): [number, number, number] => [i, weight / i, 1]));
        expect(valuesOf(equal).busyness.value).toBeNull();
      }),
    );
  });

  it("have no value where no voxel has a neighbour", () => {
    const apart = countIn(levelVolume([3, 1, 3], 2, (x, _, z) => (x !== 1 && z !== 1 ? 1 : 0)));
    for (const value of Object.values(valuesOf(apart))) {
      expect(value).toEqual({ value: null, reason: "no-voxel-pairs" });
    }
  });

  it("limit coarseness", () => {
    expect(valuesOf(rows([1, 1, 1e-9], [2, 1, 0])).coarseness.value).toBe(1e6);
  });
});
