import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withinSubject } from "../../src/reproducibility/within-subject.ts";
import { children, cotinine, wright } from "./published.ts";
import { unequalInR } from "./r-tables.ts";
import r from "./r-values.json" with { type: "json" };
import { arbitraryRatings, normals } from "./tables.ts";

describe("published examples", () => {
  it("every child's standard deviation (Bland and Altman, BMJ 313:744, table 1)", () => {
    for (const { readings, sd } of children) {
      expect(withinSubject([readings]).sd.value).toBeCloseTo(sd, 2);
    }
  });

  it("all children's: 21.5 l/min, repeatability 2.77 times that (BMJ 313:744)", () => {
    const found = withinSubject(children.map(({ readings }) => readings));
    expect(found.sd.value).toBeCloseTo(21.5, 1);
    expect(found.repeatability.value).toBeCloseTo(2.77 * 21.46, 0);
    expect(found.counts).toEqual({ subjects: 20, measurements: 80, missing: 0, dropped: 0 });
  });

  it("the Wright meter's: 15.3 l/min (Bland, Introduction to Medical Statistics, 20.2)", () => {
    expect(withinSubject(wright).sd.value).toBeCloseTo(15.3, 1);
  });

  it("cotinine: 0.175 in decimal logarithms, its antilogarithm less 1 (BMJ 313:106)", () => {
    expect(withinSubject(cotinine).logCv.value).toBeCloseTo(10 ** 0.1747 - 1, 3);
  });
});

describe("withinSubject", () => {
  it.each(["few", "judges", "noise", "many", "wright"] as const)(
    "finds R's residual standard deviation and repeatability, with their intervals: %s",
    (name) => {
      const expected = r["within subjects"][name];
      const { sd, repeatability } = withinSubject({ ...unequalInR, wright }[name]);
      expect(sd.value).toBeCloseTo(expected.sd, 11);
      expect(sd.interval?.lower).toBeCloseTo(expected.sdLower, 11);
      expect(sd.interval?.upper).toBeCloseTo(expected.sdUpper, 11);
      expect(repeatability.value).toBeCloseTo(expected.repeatability, 11);
      expect(repeatability.interval?.lower).toBeCloseTo(expected.repeatabilityLower, 11);
      expect(repeatability.interval?.upper).toBeCloseTo(expected.repeatabilityUpper, 11);
    },
  );

  it("is half the mean squared difference for pairs", () => {
    fc.assert(
      fc.property(arbitraryRatings({ min: 1, max: 9 }, { min: 2, max: 2 }), (pairs) => {
        const squares = pairs.map(([a, b]) => (a - b) ** 2 / 2);
        const expected = Math.sqrt(squares.reduce((a, b) => a + b, 0) / pairs.length);
        expect(withinSubject(pairs).sd.value).toBeCloseTo(expected, 10);
      }),
    );
  });

  it("takes coefficients of variation by root mean square and by logarithms", () => {
    const { cv, logCv } = withinSubject([
      [9, 11],
      [30, 30],
    ]);
    expect(cv.value).toBeCloseTo(Math.sqrt((2 / 100 + 0) / 2), 12);
    expect(logCv.value).toBeCloseTo(Math.exp(Math.sqrt(Math.log(11 / 9) ** 2 / 4)) - 1, 12);
  });

  it("gives nearly the same for both where the error is proportional and small", () => {
    // the simulation of Bland's page on the within-subject coefficient of variation: 5 % error
    const normal = normals(5);
    const pairs = Array.from({ length: 2000 }, () => {
      const truth = 6 + normal();
      return [truth * (1 + normal() / 20), truth * (1 + normal() / 20)];
    });
    const { cv, logCv } = withinSubject(pairs);
    expect(cv.value).toBeCloseTo(0.05, 2);
    expect(logCv.value).toBeCloseTo(cv.value ?? Number.NaN, 2);
  });

  it("has an exact interval: 95 of 100 hold the true value", () => {
    const normal = normals(11);
    let covered = 0;
    for (let t = 0; t < 2000; t++) {
      const table = Array.from({ length: 4 }, () => [normal() * 2, normal() * 2]);
      const { interval } = withinSubject(table).sd;
      if (interval !== null && interval.lower <= 2 && 2 <= interval.upper) covered++;
    }
    // three standard errors are 29
    expect(covered).toBeGreaterThan(1870);
    expect(covered).toBeLessThan(1930);
  });

  it("leaves out subjects that were measured once", () => {
    const { sd, counts } = withinSubject([
      [1, 2, null],
      [5, null, null],
      [3, 3, 6],
    ]);
    expect(sd.value).toBeCloseTo(Math.sqrt((0.5 + 6) / 3), 12);
    expect(counts).toEqual({ subjects: 2, measurements: 5, missing: 3, dropped: 1 });
  });

  it.each([
    ["nothing measured", [[null]], "no-data"],
    ["measured once", [[1], [2], [4]], "single-measurement"],
  ] as const)("has no value: %s", (_, table, reason) => {
    const { sd, repeatability, cv, logCv } = withinSubject(table);
    for (const estimate of [sd, repeatability, cv, logCv])
      expect(estimate).toMatchObject({ value: null, reason });
  });

  it("says which coefficient of variation cannot be had", () => {
    const signed = withinSubject([
      [-1, 1],
      [2, 3],
    ]);
    expect(signed.cv).toEqual({ value: null, reason: "zero-mean" });
    expect(signed.logCv).toEqual({ value: null, interval: null, reason: "not-positive" });
    expect(
      withinSubject([
        [-4, -6],
        [2, 2],
      ]).cv.value,
    ).toBeCloseTo(0.2, 12);
  });

  it("is exactly 0 for equal measurements", () => {
    expect(
      withinSubject([
        [0.1, 0.1, 0.1],
        [7, 7, 7],
      ]),
    ).toMatchObject({
      sd: { value: 0, interval: { lower: 0, upper: 0 } },
      cv: { value: 0 },
      logCv: { value: 0 },
    });
  });
});
