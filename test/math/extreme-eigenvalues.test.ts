import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { symmetricEigen } from "../../src/math/eigen.ts";
import { extremeEigenvalues } from "../../src/math/extreme-eigenvalues.ts";
import type { Mat3 } from "../../src/volume/volume.ts";

const number = fc.double({ min: -10, max: 10, noNaN: true });

describe("the extreme eigenvalues of a symmetric matrix", () => {
  it("of one number, of a diagonal, of a matrix of ones", () => {
    expect(extremeEigenvalues(Float64Array.of(-3), 1)).toEqual({ lowest: -3, highest: -3 });
    const diagonal = Float64Array.of(4, 0, 0, 0, -2, 0, 0, 0, 1);
    const found = extremeEigenvalues(diagonal, 3);
    expect(found.lowest).toBeCloseTo(-2, 14);
    expect(found.highest).toBeCloseTo(4, 14);
    const ones = extremeEigenvalues(new Float64Array(25).fill(1), 5);
    expect(ones.lowest).toBeCloseTo(0, 14);
    expect(ones.highest).toBeCloseTo(5, 13);
    expect(extremeEigenvalues(new Float64Array(16), 4)).toEqual({ lowest: 0, highest: 0 });
  });

  it("of entries so small or large that their squares underflow or overflow", () => {
    for (const scale of [1e-300, 1e-160, 5e-324, 1e160, 1e300]) {
      const { lowest, highest } = extremeEigenvalues(Float64Array.of(0, scale, scale, 0), 2);
      expect(highest / scale).toBeCloseTo(1, 12);
      expect(lowest / scale).toBeCloseTo(-1, 12);
    }
    // beside an entry of 1, the others do not count
    const mixed = Float64Array.of(1, 1e-162, 3e-162, 1e-162, 0, 0, 3e-162, 0, 0);
    const found = extremeEigenvalues(mixed, 3);
    expect(found.highest).toBeCloseTo(1, 14);
    expect(found.lowest).toBeCloseTo(0, 14);
  });

  it("is no number for a matrix that holds one that is none", () => {
    for (const entry of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const found = extremeEigenvalues(Float64Array.of(1, entry, entry, 1), 2);
      expect(found).toEqual({ lowest: Number.NaN, highest: Number.NaN });
    }
  });

  it("of a path: 2 cos(kπ / (n + 1))", () => {
    const n = 9;
    const path = Float64Array.from({ length: n * n }, (_, k) =>
      Math.abs(Math.floor(k / n) - (k % n)) === 1 ? 1 : 0,
    );
    const { lowest, highest } = extremeEigenvalues(path, n);
    expect(highest).toBeCloseTo(2 * Math.cos(Math.PI / 10), 13);
    expect(lowest).toBeCloseTo(-2 * Math.cos(Math.PI / 10), 13);
  });

  it("are those that rotations find, of 3 × 3", () => {
    fc.assert(
      fc.property(
        fc.tuple(number, number, number, number, number, number),
        ([a, b, c, d, e, f]) => {
          const rows: Mat3 = [a, b, c, b, d, e, c, e, f];
          const { values } = symmetricEigen(rows);
          const { lowest, highest } = extremeEigenvalues(Float64Array.from(rows), 3);
          expect(highest).toBeCloseTo(values[0], 10);
          expect(lowest).toBeCloseTo(values[2], 10);
        },
      ),
    );
  });

  it("bound xᵀ A x / xᵀ x for any x", () => {
    const matrix = fc.integer({ min: 1, max: 8 }).chain((n) =>
      fc.record({
        half: fc.array(number, { minLength: n * n, maxLength: n * n }),
        x: fc.array(number, { minLength: n, maxLength: n }),
      }),
    );
    fc.assert(
      fc.property(matrix, ({ half, x }) => {
        const n = x.length;
        const squares = x.reduce((sum, one) => sum + one * one, 0);
        fc.pre(squares > 1e-6);
        const at = (r: number, c: number) => half[r * n + c] + half[c * n + r];
        const a = Float64Array.from(half, (_, k) => at(Math.floor(k / n), k % n));
        let product = 0;
        for (let r = 0; r < n; r++) for (let c = 0; c < n; c++) product += x[r] * at(r, c) * x[c];
        const { lowest, highest } = extremeEigenvalues(a, n);
        expect(product / squares).toBeLessThanOrEqual(highest + 1e-9);
        expect(product / squares).toBeGreaterThanOrEqual(lowest - 1e-9);
      }),
    );
  });
});
