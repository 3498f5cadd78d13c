import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concordanceCorrelation } from "../../src/reproducibility/concordance.ts";
import { pairsInR } from "./r-tables.ts";
import r from "./r-values.json" with { type: "json" };
import { normals } from "./tables.ts";

/** One less the mean squared difference over what it would be without correlation (Lin 1989, section 2). */
function bySquaredDifference(pairs: readonly (readonly number[])[]): number {
  let observed = 0;
  let independent = 0;
  for (const [x] of pairs) for (const [, y] of pairs) independent += (x - y) ** 2;
  for (const [x, y] of pairs) observed += (x - y) ** 2;
  return 1 - observed / (independent / pairs.length);
}

describe("concordanceCorrelation", () => {
  it.each(["wright", "judges", "mixed", "against"] as const)(
    "finds what epiR finds, with the interval by z: %s",
    (name) => {
      const expected = r.pairs[name];
      const { value, interval } = concordanceCorrelation(pairsInR[name]);
      expect(value).toBeCloseTo(expected.concordance, 12);
      expect(interval?.lower).toBeCloseTo(expected.concordanceLower, 12);
      expect(interval?.upper).toBeCloseTo(expected.concordanceUpper, 12);
    },
  );

  it("finds what DescTools::CCC finds, with the interval by z", () => {
    // a made-up sample, as printed to 16 digits in the tests of a library that compares itself with it
    const pairs = Array.from({ length: 20 }, (_, i) => {
      const x = Math.sin(1.1 * i) + 0.1 * i;
      return [x, 1 + 0.5 * x - 0.3 * Math.cos(0.7 * i) + 0.2 * Math.sin(3.3 * i)];
    });
    const { value, interval, precision, accuracy } = concordanceCorrelation(pairs);
    expect(value).toBeCloseTo(0.5982433922669277, 13);
    expect(interval?.lower).toBeCloseTo(0.3825426773976495, 12);
    expect(interval?.upper).toBeCloseTo(0.7521029076404483, 12);
    expect((precision ?? 0) * (accuracy ?? 0)).toBeCloseTo(value ?? Number.NaN, 14);
  });

  it("finds what StatsToDo prints for 30 pairs of blood pressures", () => {
    const pressures =
      "127 134,118 120,135 142,123 115,112 117,119 123,125 125,109 111,106 122,110 115,111 109,125 127,119 118,140 139,115 111,110 110,122 122,119 115,134 137,105 105,117 112,111 113,114 115,126 119,113 115,129 127,130 129,130 130,115 120,131 126";
    const pairs = pressures.split(",").map((pair) => pair.split(" ").map(Number));
    expect(concordanceCorrelation(pairs)).toMatchObject({
      precision: expect.closeTo(0.87, 2),
      counts: { subjects: 30 },
    });
  });

  it("is one less the ratio of squared differences", () => {
    const pair = fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(fc.array(pair, { minLength: 3, maxLength: 9 }), (pairs) => {
        const { value } = concordanceCorrelation(pairs);
        fc.pre(value !== null);
        expect(value).toBeCloseTo(bySquaredDifference(pairs), 10);
      }),
    );
  });

  it("does not care which measurement comes first, nor for unit and origin", () => {
    const pairs = [
      [1, 2],
      [4, 3],
      [6, 7],
      [2, 2],
      [9, 5],
    ];
    const { value, interval } = concordanceCorrelation(pairs);
    const others = [pairs.map(([x, y]) => [y, x]), pairs.map(([x, y]) => [8 - 3 * x, 8 - 3 * y])];
    for (const other of others) {
      const found = concordanceCorrelation(other);
      expect(found.value).toBeCloseTo(value ?? Number.NaN, 12);
      expect(found.interval?.lower).toBeCloseTo(interval?.lower ?? Number.NaN, 12);
    }
  });

  it("covers the true value in 95 of 100 samples", () => {
    // equal variances, correlation 0.8, means that differ by half a standard deviation
    const truth = 1.6 / (2 + 0.25);
    const normal = normals(3);
    let covered = 0;
    for (let t = 0; t < 1000; t++) {
      const pairs = Array.from({ length: 40 }, () => {
        const x = normal();
        return [x, 0.5 + 0.8 * x + 0.6 * normal()];
      });
      const { interval } = concordanceCorrelation(pairs);
      if (interval !== null && interval.lower <= truth && truth <= interval.upper) covered++;
    }
    expect(covered).toBeGreaterThan(920);
    expect(covered).toBeLessThan(980);
  });

  it("is 1 for equal pairs", () => {
    expect(
      concordanceCorrelation([
        [0.1, 0.1],
        [0.5, 0.5],
        [3, 3],
      ]),
    ).toMatchObject({
      value: 1,
      interval: { lower: 1, upper: 1 },
      reason: "no-error-variance",
    });
  });

  it.each([
    ["nothing measured", [[null, null]], "no-data"],
    [
      "three raters",
      [
        [1, 2, 3],
        [2, 3, 4],
        [5, 5, 5],
      ],
      "not-two-measurements",
    ],
    [
      "two subjects",
      [
        [1, 2],
        [3, 4],
        [5, null],
      ],
      "too-few-subjects",
    ],
    [
      "no variance",
      [
        [2, 2],
        [2, 2],
        [2, 2],
      ],
      "no-variance",
    ],
  ] as const)("has no value: %s", (_, table, reason) => {
    expect(concordanceCorrelation(table)).toMatchObject({ value: null, interval: null, reason });
  });

  it("has no interval without a correlation", () => {
    expect(
      concordanceCorrelation([
        [1, 5],
        [2, 5],
        [3, 5],
      ]),
    ).toMatchObject({
      value: 0,
      interval: null,
      reason: "zero-correlation",
    });
  });

  it("holds an interval at the value for pairs on a line", () => {
    const { value, interval } = concordanceCorrelation([
      [1, 2],
      [2, 3],
      [3, 4],
      [7, 8],
    ]);
    // variances 5.1875 (population), means that differ by 1
    expect(value).toBeCloseTo(10.375 / 11.375, 12);
    expect(interval?.lower).toBeLessThanOrEqual(value ?? Number.NaN);
    expect(interval?.upper).toBeGreaterThanOrEqual(value ?? Number.NaN);
  });
});
