import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { oneWay } from "../../src/reproducibility/analysis-of-variance.ts";
import { intraclassCorrelation } from "../../src/reproducibility/intraclass-correlation.ts";
import { unequalCorrelation } from "../../src/reproducibility/unequal-sizes.ts";
import { unequalInR } from "./r-tables.ts";
import r from "./r-values.json" with { type: "json" };
import { arbitraryRatings, normals, varies } from "./tables.ts";

describe.each(["few", "judges", "noise", "many"] as const)("of the table %s", (name) => {
  const expected = r.unbalanced[name];
  const icc = intraclassCorrelation(unequalInR[name], "ICC(1)");

  it("the estimate is that of lme4 by REML", () => {
    // lme4 stops where the likelihood is flat to its tolerance
    expect(icc.value).toBeCloseTo(expected.value, 6);
  });

  it("interval and F test are those that R computes by their definitions", () => {
    expect(icc.interval?.lower).toBeCloseTo(expected.lower, 9);
    expect(icc.interval?.upper).toBeCloseTo(expected.upper, 9);
    expect(icc.f?.value).toBeCloseTo(expected.f, 10);
    expect([icc.f?.df1, icc.f?.df2]).toEqual([expected.df1, expected.df2]);
    expect(icc.f?.p).toBeCloseTo(expected.p, 10);
  });
});

describe("unequalCorrelation", () => {
  it("is the usual one where sizes are equal, and it is not negative", () => {
    fc.assert(
      fc.property(arbitraryRatings(), (ratings) => {
        fc.pre(varies(ratings));
        const { value, interval } = intraclassCorrelation(ratings, "ICC(1)");
        fc.pre(value !== null && interval !== null);
        const found = unequalCorrelation(ratings, oneWay(ratings), 0.025);
        expect(found.value).toBeCloseTo(Math.max(0, value ?? 0), 9);
        expect(found.interval.lower).toBeCloseTo(interval?.lower ?? 0, 9);
        expect(found.interval.upper).toBeCloseTo(interval?.upper ?? 0, 9);
      }),
    );
  });

  it("has an interval that holds the true value in 95 of 100 tables", () => {
    const normal = normals(11);
    const sizes = [1, 2, 2, 3, 3, 5, 8, 2, 4, 1, 6, 2];
    const truth = 0.8;
    let covered = 0;
    for (let t = 0; t < 400; t++) {
      const rows = sizes.map((n) => {
        const subject = Math.sqrt(truth) * normal();
        return Array.from({ length: n }, () => subject + Math.sqrt(1 - truth) * normal());
      });
      const { interval } = unequalCorrelation(rows, oneWay(rows), 0.025);
      if (interval.lower <= truth && truth <= interval.upper) covered++;
    }
    // three standard errors of the count
    expect(covered / 400).toBeGreaterThan(0.917);
    expect(covered / 400).toBeLessThan(0.983);
  });

  it("does not change with unit and origin", () => {
    const moved = unequalInR.many.map((row) => row.map((x) => -8 * x + 1024));
    const found = unequalCorrelation(moved, oneWay(moved), 0.025);
    const before = unequalCorrelation(unequalInR.many, oneWay(unequalInR.many), 0.025);
    expect(found.value).toBeCloseTo(before.value, 10);
    expect(found.interval.lower).toBeCloseTo(before.interval.lower, 10);
  });
});
