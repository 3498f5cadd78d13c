import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { oneWay, twoWay } from "../../src/reproducibility/analysis-of-variance.ts";
import {
  type IccForm,
  iccForms,
  intraclassCorrelation,
} from "../../src/reproducibility/intraclass-correlation.ts";
import { judges } from "./published.ts";
import r from "./r-values.json" with { type: "json" };
import { arbitraryRatings, normals, varies } from "./tables.ts";

const forms = Object.keys(iccForms) as IccForm[];

function expectClose(found: number | null, expected: number | null): void {
  if (found === null || expected === null) expect(found).toBe(expected);
  else expect(Math.abs(found - expected)).toBeLessThan(1e-9 * (1 + Math.abs(expected)));
}

describe("the judges of Shrout and Fleiss (1979)", () => {
  // values: their table 4; intervals, F and p: psych::ICC 1.x as printed
  it.each([
    ["ICC(1)", "ICC(1,1)", 0.17, -0.133, 0.72, 1.8, 18, 0.16477],
    ["ICC(A,1)", "ICC(2,1)", 0.29, 0.019, 0.76, 11, 15, 0.00013],
    ["ICC(C,1)", "ICC(3,1)", 0.71, 0.342, 0.95, 11, 15, 0.00013],
    ["ICC(k)", "ICC(1,k)", 0.44, -0.884, 0.91, 1.8, 18, 0.16477],
    ["ICC(A,k)", "ICC(2,k)", 0.62, 0.071, 0.93, 11, 15, 0.00013],
    ["ICC(C,k)", "ICC(3,k)", 0.91, 0.676, 0.99, 11, 15, 0.00013],
  ] as const)("%s", (form, shroutFleiss, value, lower, upper, f, df2, p) => {
    const icc = intraclassCorrelation(judges, form);
    expect(icc).toMatchObject({
      form,
      shroutFleiss,
      value: expect.closeTo(value, 2),
      interval: { lower: expect.closeTo(lower, 3), upper: expect.closeTo(upper, 2) },
      reason: null,
      f: { value: expect.closeTo(f, 1), df1: 5, df2, p: expect.closeTo(p, 5) },
      counts: { subjects: 6, measurements: 24, missing: 0, dropped: 0 },
    });
  });
});

describe("a column without any value", () => {
  const gap = judges.map(([a, , c, d]) => [a, null, c, d]);
  it.each(forms)("is left out: %s of the others, as R has it", (form) => {
    const { value, lower, upper, f, df1, df2, p } = r["judges without the second"][form];
    const icc = intraclassCorrelation(gap, form);
    expect(icc).toMatchObject({
      repeats: 3,
      counts: { subjects: 6, measurements: 18, dropped: 0 },
    });
    const pairs = [
      [icc.value, value],
      [icc.interval?.lower, lower],
      [icc.interval?.upper, upper],
      [icc.f?.value, f],
      [icc.f?.p, p],
    ];
    for (const [found, expected] of pairs) expect(found).toBeCloseTo(expected as number, 10);
    expect([icc.f?.df1, icc.f?.df2]).toEqual([df1, df2]);
  });
});

/** The definitions, with mean squares that have a test of their own. */
function byDefinition(table: readonly (readonly number[])[], form: IccForm): number {
  const { between, within } = oneWay(table);
  const { subjects: n, raters: k, betweenSubjects, betweenRaters, error } = twoWay(table);
  // the variance components themselves, as McGraw and Wong define the coefficients
  if (iccForms[form].model === "one-way") {
    const subject = (between - within) / k;
    return subject / (subject + (form === "ICC(1)" ? within : within / k));
  }
  const subject = (betweenSubjects - error) / k;
  const rater = iccForms[form].definition === "agreement" ? (betweenRaters - error) / n : 0;
  return subject / (subject + (rater + error) / (iccForms[form].unit === "single" ? 1 : k));
}

describe("intraclassCorrelation", () => {
  it.each(forms)("%s is the ratio of variance components", (form) => {
    fc.assert(
      fc.property(arbitraryRatings(), (table) => {
        fc.pre(varies(table));
        const { value } = intraclassCorrelation(table, form);
        const expected = byDefinition(table, form);
        fc.pre(value !== null && Number.isFinite(expected));
        expect(Math.abs((value ?? 0) - expected)).toBeLessThan(1e-10 * (1 + Math.abs(expected)));
      }),
    );
  });

  it.each(forms)("%s does not change with unit and origin", (form) => {
    fc.assert(
      fc.property(arbitraryRatings(), (table) => {
        fc.pre(varies(table));
        const { value, interval } = intraclassCorrelation(table, form);
        const other = intraclassCorrelation(
          table.map((row) => row.map((x) => -4 * x + 32)),
          form,
        );
        expectClose(other.value, value);
        expectClose(other.interval?.lower ?? null, interval?.lower ?? null);
        expectClose(other.interval?.upper ?? null, interval?.upper ?? null);
      }),
    );
  });

  it("knows consistency from agreement: an offset of one rater changes the latter only", () => {
    const biased = judges.map(([first, ...rest]) => [first + 64, ...rest]);
    const value = (table: number[][], form: IccForm) => intraclassCorrelation(table, form).value;
    expect(value(biased, "ICC(C,1)")).toBeCloseTo(value(judges, "ICC(C,1)") ?? Number.NaN, 12);
    expect(value(biased, "ICC(A,1)")).toBeLessThan(0.02);
    expect(value(biased, "ICC(1)")).toBeLessThan(0);
  });

  it("does not care in which order subjects and raters come", () => {
    const shuffled = [4, 0, 5, 2, 1, 3].map((n) => [2, 0, 3, 1].map((j) => judges[n][j]));
    for (const form of forms) {
      const { value } = intraclassCorrelation(judges, form);
      expect(intraclassCorrelation(shuffled, form).value).toBeCloseTo(value ?? Number.NaN, 12);
    }
  });

  it("holds its value within its interval, wider with more confidence", () => {
    for (const form of forms) {
      const at = (confidence: number) => intraclassCorrelation(judges, form, { confidence });
      const [narrow, wide] = [at(0.8), at(0.99)];
      expect(narrow.interval?.lower).toBeLessThan(narrow.value ?? Number.NaN);
      expect(narrow.interval?.upper).toBeGreaterThan(narrow.value ?? Number.NaN);
      expect(wide.interval?.lower).toBeLessThan(narrow.interval?.lower ?? Number.NaN);
      expect(wide.interval?.upper).toBeGreaterThan(narrow.interval?.upper ?? Number.NaN);
    }
  });

  it.each([
    ["ICC(1)", 0, 4 / 5],
    ["ICC(A,1)", 1, 4 / 6],
    ["ICC(C,1)", 1, 4 / 5],
    ["ICC(k)", 0, 4 / (4 + 1 / 6)],
    ["ICC(A,k)", 1, 4 / (4 + 2 / 6)],
    ["ICC(C,k)", 1, 4 / (4 + 1 / 6)],
  ] as const)("%s: 95 of 100 intervals hold the true value", (form, raterSd, truth) => {
    // subjects with variance 4, raters with 0 or 1, error with 1
    const normal = normals(7);
    const tables = 400;
    let covered = 0;
    for (let t = 0; t < tables; t++) {
      const raters = Array.from({ length: 6 }, () => raterSd * normal());
      const table = Array.from({ length: 12 }, () => {
        const subject = 2 * normal();
        return raters.map((rater) => subject + rater + normal());
      });
      const { interval } = intraclassCorrelation(table, form);
      if (interval !== null && interval.lower <= truth && truth <= interval.upper) covered++;
    }
    // three standard errors of the count, and the approximation of the agreement forms
    expect(covered / tables).toBeGreaterThan(0.915);
    expect(covered / tables).toBeLessThan(0.985);
  });

  it("leaves out subjects that lack a value, in two-way forms as a whole", () => {
    const holes: (number | null)[][] = [[null, 3, 4, 5], ...judges, [1, 2, 3, Number.NaN]];
    const twoWayForm = intraclassCorrelation(holes, "ICC(A,1)");
    expect(twoWayForm.value).toBe(intraclassCorrelation(judges, "ICC(A,1)").value);
    expect(twoWayForm.counts).toEqual({ subjects: 6, measurements: 24, missing: 2, dropped: 2 });
    const oneWayForm = intraclassCorrelation(holes, "ICC(1)");
    expect(oneWayForm.counts).toEqual({ subjects: 8, measurements: 30, missing: 2, dropped: 0 });
    expect(oneWayForm.value).toBe(
      intraclassCorrelation([[3, 4, 5], ...judges, [1, 2, 3]], "ICC(1)").value,
    );
  });

  it("steps up to the mean of n0 measurements where subjects have different numbers", () => {
    const table = [[1, 2, 3], [4, 6], [9, 8, 7, 9], [5]];
    const n0 = (10 - (9 + 4 + 16 + 1) / 10) / 3;
    const single = intraclassCorrelation(table, "ICC(1)");
    const average = intraclassCorrelation(table, "ICC(k)");
    expect([single.repeats, average.repeats]).toEqual([n0, n0]);
    const step = (rho = Number.NaN) => (n0 * rho) / (1 + (n0 - 1) * rho);
    expect(average.value).toBeCloseTo(step(single.value ?? undefined), 12);
    expect(average.interval?.lower).toBeCloseTo(step(single.interval?.lower), 12);
    expect(average.interval?.upper).toBeCloseTo(step(single.interval?.upper), 12);
  });
});

describe("tables without an answer", () => {
  it.each([
    [
      "no value",
      [
        [null, null],
        [null, null],
      ],
      "no-data",
    ],
    ["no subject", [], "no-data"],
    ["one subject", [[1, 2, 3]], "too-few-subjects"],
    ["one rater", [[1], [2], [3]], "single-measurement"],
    [
      "no variance",
      [
        [5, 5],
        [5, 5],
        [5, 5],
      ],
      "no-variance",
    ],
  ] as const)("%s", (_, table, reason) => {
    for (const form of forms) {
      expect(intraclassCorrelation(table, form)).toMatchObject({
        value: null,
        interval: null,
        f: null,
        reason,
      });
    }
  });

  it("says so if no subject is complete", () => {
    const { value, reason, counts } = intraclassCorrelation(
      [
        [1, null],
        [null, 2],
      ],
      "ICC(A,1)",
    );
    expect({ value, reason, dropped: counts.dropped }).toEqual({
      value: null,
      reason: "too-few-subjects",
      dropped: 2,
    });
  });

  it("is 1 where all measurements of every subject are equal", () => {
    for (const form of forms) {
      expect(
        intraclassCorrelation(
          [
            [0.1, 0.1, 0.1],
            [0.3, 0.3, 0.3],
          ],
          form,
        ),
      ).toMatchObject({
        value: 1,
        interval: { lower: 1, upper: 1 },
        f: null,
        reason: "no-error-variance",
      });
    }
  });

  it("tells a constant offset from equality", () => {
    const offset = [
      [1, 3],
      [2, 4],
      [6, 8],
    ];
    expect(intraclassCorrelation(offset, "ICC(C,1)")).toMatchObject({ value: 1, f: null });
    const agreement = intraclassCorrelation(offset, "ICC(A,1)");
    expect(agreement).toMatchObject({ f: null, reason: "no-error-variance" });
    expect(agreement.value).toBeCloseTo(7 / 9, 12); // variances: subjects 7, raters 2
    expect(agreement.interval?.lower).toBeLessThan(7 / 9);
  });

  it("is -1 / (k - 1) for single and has no value for mean ratings if subjects' means are equal", () => {
    const table = [
      [1, 3, 5],
      [5, 1, 3],
      [3, 5, 1],
    ];
    expect(intraclassCorrelation(table, "ICC(1)").value).toBeCloseTo(-0.5, 12);
    expect(intraclassCorrelation(table, "ICC(k)")).toMatchObject({
      value: null,
      reason: "no-subject-variance",
    });
  });

  it("never gives a number that is none", () => {
    const value = fc.oneof(fc.constant(null), fc.double(), fc.integer({ min: 0, max: 2 }));
    const table = fc
      .integer({ min: 1, max: 3 })
      .chain((k) => fc.array(fc.array(value, { minLength: k, maxLength: k }), { maxLength: 4 }));
    fc.assert(
      fc.property(table, fc.constantFrom(...forms), (ratings, form) => {
        const icc = intraclassCorrelation(ratings, form);
        if (icc.value === null || icc.interval === null) expect(icc.reason).not.toBeNull();
        if (icc.value !== null) expect(Number.isFinite(icc.value)).toBe(true);
        if (icc.interval !== null) {
          expect(Number.isFinite(icc.interval.lower)).toBe(true);
          expect(Number.isFinite(icc.interval.upper)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("refuses rows that differ in length, and a confidence that is none", () => {
    expect(() => intraclassCorrelation([[1, 2], [3]], "ICC(A,1)")).toThrow(
      "ratings[1] has 1 values, ratings[0] has 2; a missing value is written as null",
    );
    expect(() => intraclassCorrelation(judges, "ICC(1)", { confidence: 95 })).toThrow(
      "confidence: found 95, expected a number above 0 and below 1",
    );
  });
});
