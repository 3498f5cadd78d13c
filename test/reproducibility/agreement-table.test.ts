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
