import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { symmetricEigen } from "../../src/math/eigen.ts";
import type { Mat3 } from "../../src/volume/volume.ts";

describe("symmetricEigen", () => {
  it("leaves a diagonal matrix as it is, sorted", () => {
    const { values, vectors } = symmetricEigen([2, 0, 0, 0, 7, 0, 0, 0, -1]);
    expect(values).toEqual([7, 2, -1]);
    expect(vectors).toEqual([
      [0, 1, 0],
      [1, 0, 0],
      [0, 0, 1],
    ]);
  });

  it("solves a matrix by hand", () => {
    const { values } = symmetricEigen([2, 1, 0, 1, 2, 0, 0, 0, 3]);
    [3, 3, 1].forEach((value, k) => {
      expect(values[k]).toBeCloseTo(value, 12);
    });
  });

  it("gives orthonormal vectors v with M v = λ v", () => {
    const entry = fc.double({ min: -1e3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(entry, entry, entry, entry, entry, entry, (a, b, c, d, e, f) => {
        const m: Mat3 = [a, b, c, b, d, e, c, e, f];
        const scale = 1e-9 * Math.max(1, ...m.map(Math.abs));
        const { values, vectors } = symmetricEigen(m);
        expect(values[0]).toBeGreaterThanOrEqual(values[1]);
        expect(values[1]).toBeGreaterThanOrEqual(values[2]);
        vectors.forEach((v, k) => {
          for (let row = 0; row < 3; row++) {
            const image = m[3 * row] * v[0] + m[3 * row + 1] * v[1] + m[3 * row + 2] * v[2];
            expect(Math.abs(image - values[k] * v[row])).toBeLessThan(scale);
          }
          vectors.forEach((w, l) => {
            const dot = v[0] * w[0] + v[1] * w[1] + v[2] * w[2];
            expect(dot).toBeCloseTo(k === l ? 1 : 0, 10);
          });
        });
      }),
      { numRuns: 500 },
    );
  });
});
