import { describe, expect, it } from "vitest";
import { longDaubechiesLowPass } from "../../../src/pyradiomics/wavelets/long-daubechies.ts";
import { daubechiesLowPass } from "../../../src/wavelets/daubechies.ts";

describe("longDaubechiesLowPass", () => {
  it.each([1, 2, 3, 8, 13])("with %d moments is the core's filter", (moments) => {
    const found = longDaubechiesLowPass(moments);
    daubechiesLowPass(moments).forEach((tap, k) => {
      expect(Math.abs(found[k] - tap)).toBeLessThan(1e-14);
    });
  });

  it.each([21, 29, 38])("with %d moments is orthogonal to its shifts by two", (moments) => {
    const low = longDaubechiesLowPass(moments);
    expect(low).toHaveLength(2 * moments);
    for (let shift = 0; shift < low.length; shift += 2) {
      const overlap = low.reduce((sum, tap, k) => sum + tap * (low[k + shift] ?? 0), 0);
      expect(Math.abs(overlap - (shift === 0 ? 1 : 0))).toBeLessThan(1e-15);
    }
  });

  // PyWavelets 1.1.1, the four largest taps of db38
  it("has PyWavelets' digits", () => {
    const largest = [...longDaubechiesLowPass(38)].sort((a, b) => Math.abs(b) - Math.abs(a));
    expect(largest.slice(0, 4)).toEqual(
      [0.4965911753117181, 0.4933560785171008, 0.33077578141101466, -0.3216756378089979].map(
        (tap) => expect.closeTo(tap, 15),
      ),
    );
  });
});
