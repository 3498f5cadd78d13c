import { describe, expect, it } from "vitest";
import { randomStream } from "../../src/math/random.ts";
import { normalAt } from "../../src/perturbation/normal-at.ts";

describe("normalAt", () => {
  it("has the moments of the standard normal distribution", () => {
    const stream = randomStream(9, "noise");
    const n = 40_000;
    const moments = [0, 0, 0, 0];
    for (let k = 0; k < n; k++) {
      const x = normalAt(stream, k);
      for (let m = 0; m < 4; m++) moments[m] += x ** (m + 1) / n;
    }
    // standard errors: √(1, 2, 15, 96) / √n
    expect(Math.abs(moments[0])).toBeLessThan(0.02);
    expect(Math.abs(moments[1] - 1)).toBeLessThan(0.03);
    expect(Math.abs(moments[2])).toBeLessThan(0.08);
    expect(Math.abs(moments[3] - 3)).toBeLessThan(0.2);
  });
});
