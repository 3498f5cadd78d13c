import { describe, expect, it } from "vitest";
import { limitsOfAgreement } from "../../src/reproducibility/limits-of-agreement.ts";
import { meters } from "./published.ts";
import { pairsInR } from "./r-tables.ts";
import r from "./r-values.json" with { type: "json" };

describe("published examples", () => {
  it("the two flow meters: bias and limits of two standard deviations (Lancet 1986)", () => {
    const { bias, sd, lower, upper } = limitsOfAgreement(meters, { multiplier: 2 });
    expect(bias.value).toBeCloseTo(-2.1, 1);
    expect(sd).toBeCloseTo(38.8, 1);
    // printed: -79.7 and 75.5, from the rounded -2.1 and 38.8
    expect(Math.abs((lower.value ?? 0) - -79.7)).toBeLessThan(0.1);
    expect(Math.abs((upper.value ?? 0) - 75.5)).toBeLessThan(0.1);
    expect(bias.interval?.lower).toBeCloseTo(-22, 0);
    expect(bias.interval?.upper).toBeCloseTo(17.8, 1);
    // printed: -114.3 to -45.1 and 40.9 to 110.1, with √(3/n) for what the later paper made exact
    expect(Math.abs((lower.interval?.lower ?? 0) - -114.3)).toBeLessThan(0.8);
    expect(Math.abs((lower.interval?.upper ?? 0) - -45.1)).toBeLessThan(0.8);
    expect(Math.abs((upper.interval?.lower ?? 0) - 40.9)).toBeLessThan(0.8);
    expect(Math.abs((upper.interval?.upper ?? 0) - 110.1)).toBeLessThan(0.8);
  });

  it("85 blood pressures with a mean difference of -16.29 and a standard deviation of 19.61 (1999)", () => {
    // any differences with that mean and deviation
    const raw = Array.from({ length: 85 }, (_, i) => i - 42);
    const rawSd = Math.sqrt(raw.reduce((sum, x) => sum + x * x, 0) / 84);
    const pairs = raw.map((x, i) => [100 + i - 16.29 + (19.61 * x) / rawSd, 100 + i]);
    const { bias, sd, lower, upper } = limitsOfAgreement(pairs);
    expect(sd).toBeCloseTo(19.61, 10);
    const printed = [
      [bias, -16.29, -20.5, -12.1],
      [lower, -54.7, -61.9, -47.5],
      [upper, 22.1, 14.9, 29.3],
    ] as const;
    for (const [estimate, value, from, to] of printed) {
      expect(estimate.value).toBeCloseTo(value, 1);
      expect(Math.abs((estimate.interval?.lower ?? 0) - from)).toBeLessThan(0.15);
      expect(Math.abs((estimate.interval?.upper ?? 0) - to)).toBeLessThan(0.15);
    }
  });
});

describe("limitsOfAgreement", () => {
  it.each(["wright", "judges", "mixed", "against"] as const)(
    "finds the bias of R's t.test, and R's intervals of the limits: %s",
    (name) => {
      const expected = r.pairs[name];
      const { bias, lower, upper } = limitsOfAgreement(pairsInR[name]);
      const found = [bias, lower, upper].flatMap(({ value, interval }) => [
        value,
        interval?.lower,
        interval?.upper,
      ]);
      const wanted = [
        ...[expected.bias, expected.biasLower, expected.biasUpper],
        ...[expected.lowerLimit, expected.lowerLimitLower, expected.lowerLimitUpper],
        ...[expected.upperLimit, expected.upperLimitLower, expected.upperLimitUpper],
      ];
      wanted.forEach((value, n) => {
        expect(found[n]).toBeCloseTo(value, 11);
      });
    },
  );

  it("is 1.96 standard deviations either side", () => {
    const { bias, sd, lower, upper } = limitsOfAgreement([
      [1, 0],
      [4, 1],
      [3, 1],
    ]);
    expect([bias.value, sd]).toEqual([expect.closeTo(2, 12), expect.closeTo(1, 12)]);
    expect(lower.value).toBeCloseTo(2 - 1.959964, 6);
    expect(upper.value).toBeCloseTo(2 + 1.959964, 6);
  });

  it("finds a bias that grows with the mean", () => {
    // differences are a tenth of the mean, plus or minus 1
    const pairs = [10, 20, 30, 40, 50, 60].map((x, i) => {
      const difference = x / 10 + (i % 2 === 0 ? 1 : -1);
      return [x + difference / 2, x - difference / 2];
    });
    // least squares by hand: slope 0.1 + Σ (x - 35) e / 1750, e = +1 -1 +1 -1 +1 -1
    const { slope } = limitsOfAgreement(pairs);
    expect(slope.value).toBeCloseTo(0.1 - 30 / 1750, 12);
    // residual sum of squares 6 - 30² / 1750, four degrees of freedom, t 2.776445
    const error = Math.sqrt((6 - 900 / 1750) / 4 / 1750);
    expect(slope.interval?.upper).toBeCloseTo(0.1 - 30 / 1750 + 2.776445 * error, 6);
    expect(slope.p).toBeGreaterThan(0.02);
    expect(slope.p).toBeLessThan(0.05); // t 2.96 with four degrees of freedom
  });

  it("says why there is no slope", () => {
    expect(
      limitsOfAgreement([
        [1, 2],
        [3, 5],
      ]).slope,
    ).toMatchObject({ reason: "too-few-subjects" });
    const oneMean = limitsOfAgreement([
      [1, 3],
      [3, 1],
      [2, 2],
    ]).slope;
    expect(oneMean).toMatchObject({ value: null, p: null, reason: "no-subject-variance" });
    const equal = limitsOfAgreement([
      [1, 1],
      [3, 3],
      [4, 4],
    ]);
    expect(equal.slope).toMatchObject({ value: 0, p: null, reason: "no-error-variance" });
    expect(equal.bias).toMatchObject({ value: 0, interval: { lower: 0, upper: 0 } });
  });

  it.each([
    ["nothing measured", [[null, null]], "no-data"],
    [
      "three raters",
      [
        [1, 2, 3],
        [2, 3, 4],
      ],
      "not-two-measurements",
    ],
    [
      "one complete pair",
      [
        [1, 2],
        [3, null],
      ],
      "too-few-subjects",
    ],
  ] as const)("has no value: %s", (_, table, reason) => {
    const { bias, sd, lower, upper, slope } = limitsOfAgreement(table);
    expect(sd).toBeNull();
    for (const estimate of [bias, lower, upper, slope])
      expect(estimate).toMatchObject({ value: null, interval: null, reason });
  });
});
