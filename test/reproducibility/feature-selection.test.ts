import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreementTable } from "../../src/reproducibility/agreement-table.ts";
import { correlationMatrix } from "../../src/reproducibility/correlation.ts";
import { selectFeatures } from "../../src/reproducibility/feature-selection.ts";
import type { MeasurementTable } from "../../src/reproducibility/measurement-table.ts";
import { subjectMeans } from "../../src/reproducibility/subject-means.ts";
import { normals } from "./tables.ts";

function cases(features: Record<string, readonly number[]>): MeasurementTable {
  const columns = Object.entries(features).map(
    ([name, values]) => [name, Float64Array.from(values)] as const,
  );
  const rows = columns[0][1].length;
  return { rows, labels: {}, features: Object.fromEntries(columns) };
}

/** Twelve subjects measured three times; features by their error's standard deviation. */
function measured(errors: Record<string, { error: number; of: string }>): MeasurementTable {
  const normal = normals(21);
  const subjects = Array.from({ length: 12 }, (_, n) => n);
  const sources = new Map<string, number[]>();
  for (const { of } of Object.values(errors))
    if (!sources.has(of))
      sources.set(
        of,
        subjects.map(() => normal()),
      );
  const cells = subjects.flatMap((subject) => [0, 1, 2].map((rater) => ({ subject, rater })));
  return {
    rows: cells.length,
    labels: {
      subject: cells.map(({ subject }) => `s${subject}`),
      rater: cells.map(({ rater }) => `r${rater}`),
    },
    features: Object.fromEntries(
      Object.entries(errors).map(([name, { error, of }]) => [
        name,
        Float64Array.from(
          cells,
          ({ subject }) => (sources.get(of)?.[subject] ?? 0) + error * normal(),
        ),
      ]),
    ),
  };
}

const raters = { type: "raters", subject: "subject", rater: "rater" } as const;

describe("selectFeatures", () => {
  it("keeps of each cluster the most reproducible, and says why the others go", () => {
    const table = measured({
      rough: { error: 0.1, of: "size" },
      fine: { error: 0.02, of: "size" },
      other: { error: 0.05, of: "texture" },
      shaky: { error: 5, of: "shape" },
    });
    const { features } = table;
    const constant = {
      ...features,
      flat: new Float64Array(36).fill(2),
      holey: features.fine.slice(),
    };
    constant.holey.fill(Number.NaN, 0, 3); // the first subject
    const whole = { ...table, features: constant };
    const means = subjectMeans(whole, raters);
    const { kept, dropped, clustered, clusters } = selectFeatures(
      means,
      agreementTable(whole, raters),
    );
    expect(kept).toEqual(["fine", "other"]);
    expect(clustered).toEqual(["rough", "fine", "other"]);
    expect(clusters).toEqual([[1, 0], [2]]);
    const [[, rho]] = correlationMatrix([means.features.fine, means.features.rough], "spearman");
    expect(dropped).toEqual([
      {
        feature: "rough",
        why: "redundant",
        inFavourOf: "fine",
        correlation: expect.closeTo(rho, 12),
      },
      { feature: "shaky", why: "not-reproducible", lower: expect.any(Number), reason: null },
      { feature: "flat", why: "constant" },
      { feature: "holey", why: "undefined", cases: 1 },
    ]);
  });

  it("keeps the first of equals", () => {
    const x = [1, 2, 3, 4];
    const { kept, dropped } = selectFeatures(cases({ a: x, b: x.map((v) => -v), c: x }), null);
    expect(kept).toEqual(["a"]);
    expect(dropped).toEqual([
      { feature: "b", why: "redundant", inFavourOf: "a", correlation: -1 },
      { feature: "c", why: "redundant", inFavourOf: "a", correlation: 1 },
    ]);
  });

  it("asks for another linkage, correlation and threshold where told to", () => {
    const curved = cases({ x: [1, 2, 3, 4, 20], y: [1, 4, 9, 16, 400], z: [5, 1, 4, 2, 3] });
    expect(selectFeatures(curved, null).kept).toEqual(["x", "z"]);
    const pearson = { correlation: "pearson", threshold: 0.999 } as const;
    expect(selectFeatures(curved, null, pearson).kept).toEqual(["x", "y", "z"]);
    expect(selectFeatures(curved, null, { threshold: 0.01, linkage: "single" }).kept).toEqual([
      "x",
    ]);
  });

  it("lets values be missing where told to", () => {
    const table = cases({ a: [1, 2, 3, 4], b: [1, 2, 3, Number.NaN], c: [1, 1, 1, 1] });
    expect(selectFeatures(table, null).dropped).toEqual([
      { feature: "b", why: "undefined", cases: 1 },
      { feature: "c", why: "constant" },
    ]);
    expect(selectFeatures(table, null, { undefinedCases: 1 }).dropped[0]).toEqual({
      feature: "b",
      why: "redundant",
      inFavourOf: "a",
      correlation: expect.closeTo(1, 12),
    });
  });

  it("drops features whose agreement was not measured", () => {
    const table = measured({ a: { error: 0.01, of: "a" } });
    const means = subjectMeans(table, raters);
    const more = { ...means, features: { ...means.features, b: means.features.a } };
    expect(selectFeatures(more, agreementTable(table, raters)).dropped).toEqual([
      { feature: "b", why: "not-reproducible", lower: null, reason: "not-measured" },
    ]);
  });

  it("keeps or drops every feature, once; what it keeps is not redundant", () => {
    const column = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(column, { minLength: 1, maxLength: 8 }), (columns) => {
        const table = cases(Object.fromEntries(columns.map((c, n) => [`f${n}`, c])));
        const options = { linkage: "single", threshold: 0.8 } as const;
        const { kept, dropped } = selectFeatures(table, null, options);
        const names = [...kept, ...dropped.map(({ feature }) => feature)].sort();
        expect(names).toEqual(Object.keys(table.features).sort());
        const matrix = correlationMatrix(
          kept.map((name) => table.features[name]),
          "spearman",
        );
        matrix.forEach((row, a) => {
          row.forEach((r, b) => {
            if (a !== b) expect(Math.abs(r)).toBeLessThan(0.8);
          });
        });
      }),
    );
  });

  it("refuses tables and options that mean nothing", () => {
    const two = cases({ a: [1, 2] });
    expect(() => selectFeatures(two, null)).toThrow("found 2 cases, expected three or more");
    const three = cases({ a: [1, 2, 3] });
    expect(() => selectFeatures(three, null, { threshold: 1.5 })).toThrow(
      "threshold: found 1.5, expected a number above 0, at most 1",
    );
    expect(() => selectFeatures(three, null, { linkage: "ward" as "single" })).toThrow(
      'linkage: found "ward", expected "average", "complete" or "single"',
    );
  });
});

describe("subjectMeans", () => {
  it("takes the mean of what there is", () => {
    const table = {
      rows: 4,
      labels: { who: ["b", "a", "b", "c"] },
      features: { x: Float64Array.of(1, 5, 4, Number.NaN) },
    };
    expect(subjectMeans(table, { type: "perturbations", subject: "who" })).toEqual({
      rows: 3,
      labels: { subject: ["b", "a", "c"] },
      features: { x: Float64Array.of(2.5, 5, Number.NaN) },
    });
  });
});
