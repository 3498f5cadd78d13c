import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ellipsoidArea, ellipsoidVolume } from "../../src/morphology/ellipsoid.ts";

/** The manual's series as it is printed; needs a > b. */
function printedSeries(a: number, b: number, c: number): number {
  const alpha = Math.sqrt(1 - b ** 2 / a ** 2);
  const beta = Math.sqrt(1 - c ** 2 / a ** 2);
  const x = (alpha ** 2 + beta ** 2) / (2 * alpha * beta);
  const legendre = [1, x];
  for (let n = 1; n < 20; n++) {
    legendre.push(((2 * n + 1) * x * legendre[n] - n * legendre[n - 1]) / (n + 1));
  }
  const terms = legendre.map((p, nu) => ((alpha * beta) ** nu / (1 - 4 * nu ** 2)) * p);
  return 4 * Math.PI * a * b * terms.reduce((sum, term) => sum + term, 0);
}

describe("ellipsoidArea", () => {
  it("is that of a sphere", () => {
    expect(ellipsoidArea([3, 3, 3])).toBeCloseTo(36 * Math.PI, 12);
    expect(ellipsoidVolume([3, 3, 3])).toBeCloseTo(36 * Math.PI, 12);
  });

  it("is the manual's series", () => {
    const part = fc.integer({ min: 1, max: 99 }).map((n) => n / 100);
    fc.assert(
      fc.property(part, part, (p, q) => {
        const [a, b, c] = [10, 10 * p, 10 * p * q];
        expect(ellipsoidArea([a, b, c]) / printedSeries(a, b, c)).toBeCloseTo(1, 9);
      }),
    );
  });

  it("goes on smoothly where the printed series divides by 0", () => {
    const near = ellipsoidArea([1, 1 - 1e-9, 0.5]);
    expect(ellipsoidArea([1, 1, 0.5])).toBeCloseTo(near, 6);
  });
});
