import { describe, expect, it } from "vitest";
import {
  decompositionFilters,
  waveletNames,
} from "../../../src/pyradiomics/wavelets/decomposition-filters.ts";

/** The low-pass filter that puts an image together, from the high-pass filter that takes it apart. */
const together = (high: readonly number[]) => high.map((tap, k) => (k % 2 === 0 ? -tap : tap));

/** Σ a[k] b[k + shift]. */
const overlap = (a: readonly number[], b: readonly number[], shift: number): number =>
  a.reduce((sum, value, k) => sum + value * (b[k + shift] ?? 0), 0);

describe("decompositionFilters", () => {
  it("knows PyWavelets' names", () => {
    for (const name of [
      "haar",
      "db1",
      "db20",
      "sym2",
      "sym20",
      "coif5",
      "dmey",
      "bior6.8",
      "rbio1.1",
    ]) {
      expect(waveletNames).toContain(name);
    }
    expect(waveletNames).toHaveLength(new Set(waveletNames).size);
  });

  it.each(waveletNames)("%s puts together again what it takes apart", (name) => {
    const { low, high } = decompositionFilters(name, 64);
    const back = [...together(high)].reverse();
    expect(low.length % 2).toBe(0);
    // the table of the discrete Meyer wavelet is an approximation, off by 0.2 %
    const limit = name === "dmey" ? 3e-3 : low.length > 34 ? 1e-11 : 1e-12;
    for (let shift = -low.length; shift <= low.length; shift += 2) {
      expect(Math.abs(overlap(low, back, shift) - (shift === 0 ? 1 : 0))).toBeLessThan(limit);
    }
    expect(Math.abs(low.reduce((a, b) => a + b, 0) - Math.SQRT2)).toBeLessThan(1e-9);
    expect(Math.abs(high.reduce((a, b) => a + b, 0))).toBeLessThan(Math.max(limit, 1e-9));
  });

  // Daubechies, Ten Lectures on Wavelets, 1992, tables 8.2 and 8.3, over √2
  it.each([
    ["bior2.2", [0, -1 / 8, 2 / 8, 6 / 8, 2 / 8, -1 / 8], [0, 1 / 4, -2 / 4, 1 / 4, 0, 0]],
    ["bior3.1", [-1 / 4, 3 / 4, 3 / 4, -1 / 4], [-1 / 8, 3 / 8, -3 / 8, 1 / 8]],
    ["rbio1.3", [0, 0, 1 / 2, 1 / 2, 0, 0], [1 / 16, 1 / 16, -1 / 2, 1 / 2, -1 / 16, -1 / 16]],
  ])("%s is the spline that is published", (name, low, high) => {
    const found = decompositionFilters(name, 64);
    low.forEach((tap, k) => {
      expect(found.low[k]).toBeCloseTo(tap * Math.SQRT2, 14);
    });
    high.forEach((tap, k) => {
      expect(found.high[k]).toBeCloseTo(tap * Math.SQRT2, 14);
    });
  });

  // the 9/7 filters of JPEG 2000 (ISO/IEC 15444-1, table F.4), which sum to 1 and 2 there
  it("bior4.4 is the pair of JPEG 2000", () => {
    const { low, high } = decompositionFilters("bior4.4", 64);
    const lowHalf = [
      0.602949018236, 0.266864118443, -0.078223266529, -0.016864118443, 0.026748757411,
    ];
    lowHalf.forEach((tap, k) => {
      expect(low[5 + k] / Math.SQRT2).toBeCloseTo(tap, 11);
      expect(low[5 - k]).toBeCloseTo(low[5 + k], 13);
    });
    const highHalf = [1.115087052457, 0.591271763114, 0.057543526229, -0.091271763114];
    highHalf.forEach((tap, k) => {
      expect(Math.abs(high[4 + k] * Math.SQRT2)).toBeCloseTo(Math.abs(tap), 11);
    });
  });

  // the wider filter is the one whose roots are not all of the second group
  it.each([
    ["bior5.5", 9, 11],
    ["bior6.8", 17, 11],
  ])("%s has %d taps apart and %d together", (name, apart, back) => {
    const { low, high } = decompositionFilters(name, 64);
    const taps = (filter: readonly number[]) => filter.filter((tap) => tap !== 0).length;
    expect([taps(low), taps(high)]).toEqual([apart, back]);
  });

  it("rounds filters of 32 bits", () => {
    const { low, high } = decompositionFilters("db4", 32);
    for (const tap of [...low, ...high]) expect(Math.fround(tap)).toBe(tap);
  });
});
