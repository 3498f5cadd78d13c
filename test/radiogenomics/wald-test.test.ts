import { describe, expect, it } from "vitest";
import { waldTest } from "../../src/radiogenomics/wald-test.ts";

describe("waldTest", () => {
  it("divides the coefficient by its standard deviation", () => {
    const { statistic, effect, interval, p } = waldTest(1, 0.25, 2, 0.025);
    expect(statistic).toBe(2);
    expect(effect).toBe(Math.exp(2));
    expect(interval?.lower).toBeCloseTo(Math.exp(2 - 1.959963984540054), 12);
    expect(interval?.upper).toBeCloseTo(Math.exp(2 + 1.959963984540054), 11);
    expect(p).toBeCloseTo(0.04550026389635842, 14);
  });

  it("gives NaN for a ratio that no number holds", () => {
    const { statistic, effect, interval } = waldTest(-1000, 4, 1, 0.025);
    expect(statistic).toBe(-500);
    expect(effect).toBeNaN();
    expect(interval?.upper).toBeNaN();
  });
});
