import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as features from "../../src/features/level-size.ts";
import type { CountMatrix } from "../../src/matrices/count-matrix.ts";

const { summariseLevelSize, summariseCounts: _, levelSizeSums: __, ...formulas } = features;

type Id = keyof typeof formulas;

const matrices = fc
  .uniqueArray(
    fc.tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 99 }),
    ),
    {
      selector: ([i, j]) => `${i} ${j}`,
      minLength: 1,
    },
  )
  .map((list): CountMatrix => {
    const entries = list.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    return {
      levels: 9,
      voxels: 5000,
      i: Int32Array.from(entries, ([i]) => i),
      j: Int32Array.from(entries, ([, j]) => j),
      n: Float64Array.from(entries, ([, , n]) => n),
    };
  });

/** The manual's definitions, from the dense matrix. */
function naive({ i, j, n, voxels }: CountMatrix): Record<Id, number> {
  const total = n.reduce((a, b) => a + b, 0);
  const mean = (f: (i: number, j: number) => number) =>
    n.reduce((sum, count, e) => sum + (f(i[e], j[e]) * count) / total, 0);
  const squares = (axis: Int32Array) =>
    [...new Set(axis)]
      .map((value) => n.reduce((sum, count, e) => sum + (axis[e] === value ? count : 0), 0))
      .reduce((sum, marginal) => sum + marginal ** 2, 0);
  const variance = (axis: (i: number, j: number) => number) =>
    mean((a, b) => (axis(a, b) - mean(axis)) ** 2);
  const shares = Array.from(n, (count) => count / total);
  return {
    smallSize: mean((_, b) => 1 / b ** 2),
    largeSize: mean((_, b) => b ** 2),
    lowLevel: mean((a) => 1 / a ** 2),
    highLevel: mean((a) => a ** 2),
    smallSizeLowLevel: mean((a, b) => 1 / (a ** 2 * b ** 2)),
    smallSizeHighLevel: mean((a, b) => a ** 2 / b ** 2),
    largeSizeLowLevel: mean((a, b) => b ** 2 / a ** 2),
    largeSizeHighLevel: mean((a, b) => a ** 2 * b ** 2),
    levelNonUniformity: squares(i) / total,
    normalisedLevelNonUniformity: squares(i) / total ** 2,
    sizeNonUniformity: squares(j) / total,
    normalisedSizeNonUniformity: squares(j) / total ** 2,
    percentage: total / voxels,
    levelVariance: variance((a) => a),
    sizeVariance: variance((_, b) => b),
    sizeEntropy: shares.reduce((sum, p) => sum - p * Math.log2(p), 0),
    sizeEnergy: shares.reduce((sum, p) => sum + p * p, 0),
  };
}

describe("level-size formulas", () => {
  it("follow the manual's definitions", () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const summary = summariseLevelSize(matrix);
        for (const [id, expected] of Object.entries(naive(matrix))) {
          const value = formulas[id as Id].value(summary);
          expect(Math.abs(value - expected), id).toBeLessThanOrEqual(1e-9 * Math.max(1, expected));
        }
      }),
    );
  });

  it("are written as in the manual", () => {
    const definitions = [
      formulas.smallSize,
      formulas.largeSizeLowLevel,
      formulas.smallSizeLowLevel,
      formulas.largeSizeHighLevel,
    ].map(({ definition }) => definition);
    expect(definitions).toEqual([
      "Σ n_ij / j² / N_s",
      "Σ n_ij j² / i² / N_s",
      "Σ n_ij / (i² j²) / N_s",
      "Σ n_ij i² j² / N_s",
    ]);
  });
});
