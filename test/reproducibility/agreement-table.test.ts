import { describe, expect, it } from "vitest";
import { agreementTable } from "../../src/reproducibility/agreement-table.ts";
import { concordanceCorrelation } from "../../src/reproducibility/concordance.ts";
import type { Design } from "../../src/reproducibility/design.ts";
import { intraclassCorrelation } from "../../src/reproducibility/intraclass-correlation.ts";
import { limitsOfAgreement } from "../../src/reproducibility/limits-of-agreement.ts";
import type { MeasurementTable } from "../../src/reproducibility/measurement-table.ts";
import { withinSubject } from "../../src/reproducibility/within-subject.ts";
import { judges, wright } from "./published.ts";

/** A table with a row a measurement, from ratings. */
function tableOf(features: Record<string, readonly (readonly number[])[]>): MeasurementTable {
  const [first] = Object.values(features);
  const cells = first.flatMap((row, subject) => row.map((_, rater) => [subject, rater]));
  return {
    rows: cells.length,
    labels: {
      subject: cells.map(([subject]) => `s${subject}`),
      rater: cells.map(([, rater]) => `r${rater}`),
    },
    features: Object.fromEntries(
      Object.entries(features).map(([name, ratings]) => [name, Float64Array.from(ratings.flat())]),
    ),
  };
}

const raters: Design = { type: "raters", subject: "subject", rater: "rater" };

describe("agreementTable", () => {
  it("measures every feature of two readings in every way", () => {
    const doubled = wright.map((row) => row.map((x) => 2 * x));
    const { subjects, measurements, features } = agreementTable(
      tableOf({ flow: wright, doubled }),
      { type: "testRetest", subject: "subject", repeat: "rater" },
    );
    expect(subjects).toHaveLength(17);
    expect(measurements).toEqual(["r0", "r1"]);
    expect(features.map(({ feature }) => feature)).toEqual(["flow", "doubled"]);
    expect(features[0]).toEqual({
      feature: "flow",
      icc: [intraclassCorrelation(wright, "ICC(A,1)"), intraclassCorrelation(wright, "ICC(C,1)")],
      withinSubject: withinSubject(wright),
      concordance: concordanceCorrelation(wright),
      limits: limitsOfAgreement(wright),
      verdict: "excellent",
      reason: null,
      leftOut: [],
      infinite: 0,
    });
    expect(features[1].withinSubject.sd.value).toBe(
      2 * (features[0].withinSubject.sd.value ?? Number.NaN),
    );
  });

  it("judges by the first of the forms asked for", () => {
    const [{ icc, verdict, concordance }] = agreementTable(tableOf({ judges }), raters, {
      forms: ["ICC(C,k)", "ICC(1)"],
      confidence: 0.9,
    }).features;
    expect(icc.map(({ form }) => form)).toEqual(["ICC(C,k)", "ICC(1)"]);
    expect(icc[0]).toEqual(intraclassCorrelation(judges, "ICC(C,k)", { confidence: 0.9 }));
    expect(verdict).toBe("moderate");
    expect(concordance).toMatchObject({ value: null, reason: "not-two-measurements" });
  });

  it("takes perturbations as interchangeable", () => {
    const table = agreementTable(tableOf({ judges }), {
      type: "perturbations",
      subject: "subject",
    });
    expect(table.measurements).toBeNull();
    expect(table.features[0]).toMatchObject({
      icc: [intraclassCorrelation(judges, "ICC(1)")],
      concordance: null,
      limits: null,
      verdict: "poor",
    });
  });

  it("says why a feature has no verdict", () => {
    const nothing = judges.map((row) => row.map(() => Number.NaN));
    const constant = judges.map((row) => row.map(() => 3));
    const exact = judges.map(([first, ...rest]) => [first, ...rest.map(() => first)]);
    const { features } = agreementTable(tableOf({ nothing, constant, exact }), raters);
    expect(features.map(({ verdict, reason }) => [verdict, reason])).toEqual([
      [null, "no-data"],
      [null, "no-variance"],
      ["excellent", "no-error-variance"],
    ]);
  });

  it("leaves out raters who have no value of a feature, and names them", () => {
    const gap = judges.map(([a, , c, d]) => [a, Number.NaN, c, d]);
    const alone = judges.map(([a]) => [a, Number.NaN, Number.NaN, Number.NaN]);
    const nothing = judges.map((row) => row.map(() => Number.NaN));
    const { features } = agreementTable(tableOf({ judges, gap, alone, nothing }), raters);
    expect(features.map(({ leftOut }) => leftOut)).toEqual([[], ["r1"], ["r1", "r2", "r3"], []]);
    expect(features.map(({ reason }) => reason)).toEqual([
      null,
      null,
      "single-measurement",
      "no-data",
    ]);
    const three = judges.map(([a, , c, d]) => [a, c, d]);
    const { counts, ...icc } = intraclassCorrelation(three, "ICC(A,1)");
    expect(features[1].icc[0]).toEqual({ ...icc, counts: { ...counts, missing: 6 } });
    expect(features.map(({ icc: [{ repeats }] }) => repeats)).toEqual([4, 3, null, null]);
  });

  it("compares the two raters who are left, and counts infinite values as missing", () => {
    const pair = judges.map(([a, , , d]) => [a, -Infinity, Number.NaN, d]);
    const scattered = judges.map(([a, ...others], n) => [n === 2 ? Infinity : a, ...others]);
    const { features } = agreementTable(tableOf({ pair, scattered }), raters);
    const both = judges.map(([a, , , d]) => [a, d]);
    expect(features[0].concordance?.value).toBe(concordanceCorrelation(both).value);
    expect(features[0].limits?.bias).toEqual(limitsOfAgreement(both).bias);
    expect(features[0]).toMatchObject({ leftOut: ["r1", "r2"], infinite: 6 });
    // a gap of one subject leaves out that subject, not the rater
    expect(features[1]).toMatchObject({ leftOut: [], infinite: 1 });
    expect(features[1].icc[0].counts).toMatchObject({ subjects: 5, missing: 1, dropped: 1 });
  });

  it("refuses forms that the design has no use for", () => {
    const table = tableOf({ judges });
    const perturbations: Design = { type: "perturbations", subject: "subject" };
    expect(() => agreementTable(table, perturbations, { forms: ["ICC(A,1)"] })).toThrow(
      'forms: found "ICC(A,1)", expected "ICC(1)" or "ICC(k)" for the design "perturbations"',
    );
    expect(() => agreementTable(table, raters, { forms: [] })).toThrow("forms: found none");
  });

  it("refuses settings also where there is nothing to measure", () => {
    const empty = { rows: 0, labels: { subject: [], rater: [] }, features: {} };
    expect(agreementTable(empty, raters).features).toEqual([]);
    expect(() => agreementTable(empty, raters, { confidence: 1 })).toThrow("confidence: found 1");
  });
});
