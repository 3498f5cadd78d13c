import fc from "fast-check";
import { expect, it } from "vitest";
import { factorCholesky, solveCholesky } from "../../src/math/cholesky.ts";

it("solves equations of symmetric positive definite matrices", () => {
  const entry = fc.double({ min: -1, max: 1, noNaN: true });
  const system = fc
    .integer({ min: 1, max: 12 })
    .chain((n) =>
      fc.tuple(
        fc.array(entry, { minLength: n * n, maxLength: n * n }),
        fc.array(entry, { minLength: n, maxLength: n }),
      ),
    );
  fc.assert(
    fc.property(system, ([entries, x]) => {
      const n = x.length;
      // B Bᵀ + 1 is symmetric and positive definite
      const matrix = Float64Array.from({ length: n * n }, (_, at) => {
        const [i, j] = [Math.floor(at / n), at % n];
        return x.reduce(
          (sum, _, k) => sum + entries[i * n + k] * entries[j * n + k],
          i === j ? 1 : 0,
        );
      });
      const right = Float64Array.from(x, (_, i) =>
        x.reduce((sum, value, j) => sum + matrix[i * n + j] * value, 0),
      );
      for (let i = 0; i < n; i++) matrix.fill(NaN, i * n + i + 1, (i + 1) * n); // not read
      factorCholesky(matrix, n);
      solveCholesky(matrix, right);
      x.forEach((value, i) => {
        expect(right[i]).toBeCloseTo(value, 10);
      });
    }),
  );
});

it("solves an equation worked out by hand", () => {
  const matrix = Float64Array.of(4, 2, 2, 10);
  factorCholesky(matrix, 2);
  expect([matrix[0], matrix[2], matrix[3]]).toEqual([2, 1, 3]);
  const x = Float64Array.of(8, 22);
  solveCholesky(matrix, x);
  expect([...x]).toEqual([1, 2]);
});
