import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cubeRoot, threeHalvesPower } from "../../src/math/roots.ts";

const positive = fc.double({ min: 1e-30, max: 1e30, noNaN: true });
const ulp = 2 ** -52;

describe("roots", () => {
  it("are exact where they can be", () => {
    for (const n of [0, 1, 2, 3, 7, 10, 1000]) {
      expect(cubeRoot(n ** 3)).toBe(n);
      expect(threeHalvesPower(n ** 2)).toBe(n ** 3);
    }
    expect(cubeRoot(-8)).toBe(-2);
    expect(cubeRoot(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
  });

  it("give back what they were taken of", () => {
    fc.assert(
      fc.property(positive, (x) => {
        expect(Math.abs(cubeRoot(x) ** 3 / x - 1)).toBeLessThan(6 * ulp);
        expect(Math.abs(threeHalvesPower(x) ** 2 / x / x / x - 1)).toBeLessThan(6 * ulp);
      }),
    );
  });
});
