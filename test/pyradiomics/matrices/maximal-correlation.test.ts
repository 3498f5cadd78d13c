import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CountMatrix } from "../../../src/matrices/count-matrix.ts";
import { maximalCorrelation } from "../../../src/pyradiomics/matrices/maximal-correlation.ts";

/** A matrix of counts, row by row. */
function matrixOf(rows: readonly (readonly number[])[]): CountMatrix {
  const cells = rows.flatMap((row, i) => row.map((n, j) => [i + 1, j + 1, n] as const));
  const filled = cells.filter(([, , n]) => n > 0);
  return {
    levels: rows.length,
    voxels: 0,
    i: Int32Array.from(filled, ([i]) => i),
    j: Int32Array.from(filled, ([, j]) => j),
    n: Float64Array.from(filled, ([, , n]) => n),
  };
}

describe("the maximal correlation coefficient", () => {
  it("is 1 for one level, and for levels that determine each other", () => {
    expect(maximalCorrelation(matrixOf([[5]]), 1)).toBe(1);
    expect(maximalCorrelation(matrixOf([[3, 0], [0, 7]]), 2)).toBeCloseTo(1, 12); // biome-ignore format: a matrix
    expect(maximalCorrelation(matrixOf([[0, 4], [4, 0]]), 2)).toBeCloseTo(1, 12); // biome-ignore format: a matrix
  });

  it("is 0 for independent levels", () => {
    expect(maximalCorrelation(matrixOf([[4, 6], [6, 9]]), 2)).toBeCloseTo(0, 7); // biome-ignore format: a matrix
  });

  it("is the correlation of two levels, whatever their numbers", () => {
    // p = 0.4, 0.1, 0.1, 0.4: both margins are 0.5, φ = (0.16 - 0.01) / 0.25
    const { i, j, ...others } = matrixOf([[4, 1], [1, 4]]); // biome-ignore format: a matrix
    expect(maximalCorrelation({ ...others, i, j }, 2)).toBeCloseTo(0.6, 12);
    const far = { ...others, i: i.map((level) => level * 9), j: j.map((level) => level * 9) };
    expect(maximalCorrelation(far, 2)).toBeCloseTo(0.6, 12);
  });

  it("is √ of the second eigenvalue of Q, found by its trace for two levels", () => {
    const count = fc.integer({ min: 1, max: 50 });
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, d) => {
        const p = [[a, b], [c, d]]; // biome-ignore format: a matrix
        const px = [a + b, c + d];
        const py = [a + c, b + d];
        const q = (i: number) => [0, 1].reduce((sum, k) => sum + p[i][k] ** 2 / (px[i] * py[k]), 0);
        // the eigenvalues are 1 and the rest of the trace
        const second = q(0) + q(1) - 1;
        const found = maximalCorrelation(matrixOf(p), 2);
        expect(found ** 2).toBeCloseTo(second, 12);
      }),
    );
  });

  it("lies between 0 and 1 and does not change with the order of levels", () => {
    const counts = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(counts, (n) => {
        fc.pre(n.some((one) => one > 0));
        const rows = [0, 1, 2, 3].map((r) => n.slice(4 * r, 4 * r + 4));
        const turned = [...rows].reverse().map((row) => [...row].reverse());
        const found = maximalCorrelation(matrixOf(rows), 4);
        expect(found).toBeGreaterThanOrEqual(0);
        expect(found).toBeLessThanOrEqual(1 + 1e-12);
        expect(found ** 2).toBeCloseTo(maximalCorrelation(matrixOf(turned), 4) ** 2, 10);
      }),
    );
  });
});
