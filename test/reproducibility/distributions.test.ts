import { describe, expect, it } from "vitest";
import {
  chiSquareQuantile,
  fQuantile,
  fUpperTail,
  tQuantile,
} from "../../src/reproducibility/distributions.ts";
import { normalQuantile } from "../../src/reproducibility/normal-quantile.ts";

/** Printed tables of quantiles have four to six digits. */
describe("quantiles", () => {
  it.each([
    [0.975, 5, 18, 3.382],
    [0.975, 18, 5, 6.3619],
    [0.95, 1, 10, 4.9646],
    [0.99, 3, 20, 4.9382],
  ])("F at %d with %d and %d degrees of freedom", (p, df1, df2, expected) => {
    expect(fQuantile(p, df1, df2)).toBeCloseTo(expected, 3);
  });

  it.each([
    [0.975, 1, 5.023886],
    [0.025, 1, 0.000982],
    [0.975, 10, 20.483177],
    [0.025, 30, 16.790772],
    [0.975, 100, 129.561197],
  ])("chi-square at %d with %d degrees of freedom", (p, df, expected) => {
    expect(chiSquareQuantile(p, df)).toBeCloseTo(expected, 5);
  });

  it("chi-square with one degree of freedom is the square of the normal", () => {
    for (const p of [0.01, 0.3, 0.5, 0.95, 0.999]) {
      const z = normalQuantile((1 + p) / 2);
      expect(chiSquareQuantile(p, 1) / z ** 2).toBeCloseTo(1, 11);
    }
  });

  it("chi-square with two degrees of freedom is -2 ln(1 - p)", () => {
    for (const p of [0.01, 0.3, 0.5, 0.95, 0.999]) {
      expect(chiSquareQuantile(p, 2) / (-2 * Math.log1p(-p))).toBeCloseTo(1, 11);
    }
  });

  it("t and the normal distribution", () => {
    expect(tQuantile(0.975, 16)).toBeCloseTo(2.119905, 6);
    expect(tQuantile(0.975, 1)).toBeCloseTo(Math.tan(0.475 * Math.PI), 9); // Cauchy
    expect(normalQuantile(0.975)).toBeCloseTo(1.959964, 6);
  });

  it("F is the square of t with one degree of freedom above", () => {
    for (const df of [1, 2, 7, 40]) {
      expect(fQuantile(0.95, 1, df) / tQuantile(0.975, df) ** 2).toBeCloseTo(1, 10);
    }
  });
});

describe("fUpperTail", () => {
  it("is what quantiles leave out", () => {
    for (const p of [1e-9, 0.01, 0.5, 0.99]) {
      expect(fUpperTail(fQuantile(1 - p, 5, 15), 5, 15) / p).toBeCloseTo(1, 6);
    }
  });

  it("keeps the digits of tails that vanish beside 1", () => {
    // with two degrees of freedom above: (1 + 2 f / df2)^(-df2 / 2)
    expect(fUpperTail(1e6, 2, 8) / (1 + 2.5e5) ** -4).toBeCloseTo(1, 9);
  });

  it("is 1 at 0", () => expect(fUpperTail(0, 3, 4)).toBe(1));
});
