import { describe, expect, it } from "vitest";
import { correlationInterval } from "../../src/reproducibility/correlation-interval.ts";
import r from "./r-values.json" with { type: "json" };

describe("correlationInterval", () => {
  it.each(["pearson", "spearman"] as const)("of %s is that of R", (method) => {
    const { value, lower, upper } = r.correlations[method];
    const interval = correlationInterval(value, 10, method, 0.025);
    expect(interval?.lower).toBeCloseTo(lower, 12);
    expect(interval?.upper).toBeCloseTo(upper, 12);
  });

  it("is none for three pairs, for a perfect correlation, and where there is no correlation", () => {
    expect(correlationInterval(0.5, 3, "pearson", 0.025)).toBeNull();
    expect(correlationInterval(0.5, 4, "pearson", 0.025)).not.toBeNull();
    for (const value of [1, -1, 1 - 1e-15, Number.NaN]) {
      expect(correlationInterval(value, 10, "spearman", 0.025)).toBeNull();
    }
  });
});
