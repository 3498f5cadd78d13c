import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { outcomeOf, survivalOf } from "../../src/radiogenomics/outcome.ts";
import { reportAssociations } from "../../src/radiogenomics-report/report-associations.ts";
import { scaledEffect } from "../../src/radiogenomics-report/scaled-effect.ts";

const n = 40;
const column = (value: (row: number) => number) =>
  Float64Array.from({ length: n }, (_, row) => value(row));
const features = {
  "morphology.volumeMesh": column((row) => 100 + row),
  "glcm.contrast.3D:mrg": column((row) => (row * 17) % 29),
  "a <script> & b": column((row) => row % 2),
  flat: column(() => 3),
};
const outcomes = [
  outcomeOf("mutation", [...column((row) => (row < 20 ? 0 : 1))]),
  outcomeOf(
    "subtype",
    [...column((row) => row % 3)].map((k) => `type ${k}`),
  ),
  outcomeOf("age", [...column((row) => 40 + ((row * 7) % 31))], "number"),
  survivalOf(
    "survival",
    [...column((row) => 500 - row * 10)],
    [...column((row) => (row % 4 === 0 ? 0 : 1))],
  ),
];
const options = {
  volumeColumn: "morphology.volumeMesh",
  permutations: 20,
  notes: ["2 of 42 ids without an outcome."],
};
const { associations, files } = await reportAssociations(features, outcomes, options);
const page = files["report.html"];

it("refuses a column of the volume that is no feature", async () => {
  const wrong = { volumeColumn: "morphology.volumeMsh" };
  await expect(reportAssociations(features, outcomes, wrong)).rejects.toThrow(
    'volumeColumn: found no feature "morphology.volumeMsh", expected the volume among the features of the table; did you mean "morphology.volumeMesh"?',
  );
});

describe("the files of a report of associations", () => {
  it("have the same rows, in CSV and JSON", () => {
    const records: Record<string, string>[] = parse(files["associations.csv"], { columns: true });
    expect(records).toHaveLength(16);
    const text = (value: unknown) => (value === null ? "" : String(value));
    expect(records).toEqual(
      associations.map((row) =>
        Object.fromEntries(
          Object.keys(records[0]).map((key) => [key, text(row[key as keyof typeof row])]),
        ),
      ),
    );
    const json = JSON.parse(files["associations.json"]);
    expect(json.associations).toEqual(associations);
    expect(json).toMatchObject({
      software: "voxomics",
      permutations: 20,
      seed: 1,
      volumeColumn: "morphology.volumeMesh",
    });
  });

  it("have the columns of the command's contract first", () => {
    const [header] = files["associations.csv"].split("\n");
    expect(header).toMatch(
      /^feature,outcome,outcomeType,test,n,missing,statistic,effect,effectName,lower,upper,p,q,qAll,pMaxT,volumeCorrelation,reason/,
    );
  });

  it("have figures of their own", () => {
    const figures = Object.keys(files).filter((name) => name.startsWith("figures/"));
    expect(figures).toContain("figures/map.svg");
    expect(figures).toContain("figures/volcano.svg");
    expect(figures.filter((name) => name.includes("pair-"))).toHaveLength(4);
    for (const name of figures) expect(files[name]).toMatch(/^<svg xmlns/);
  });
});

describe("the page", () => {
  it("says how many tests there were, and what chance would give", () => {
    const tested = associations.filter(({ p }) => p !== null);
    // the longest survival has the smallest volume, and so on: that fit does not converge
    expect(tested).toHaveLength(11);
    expect(page).toContain("4 features against 4 outcomes: 11 tests");
    expect(page).toContain("if nothing were associated, about 1 would");
    expect(page).toContain("2 of 42 ids without an outcome.");
  });

  it("shows the strongest pair, and why others were not tested", () => {
    expect(associations[0].p).toBeLessThan(1e-6);
    expect(page).toContain("morphology.volumeMesh by mutation: 40 cases");
    expect(page).toContain('<th scope="row">no-spread</th>');
  });

  it("escapes names, and needs no script and no network", () => {
    expect(page).not.toContain("<script");
    expect(page).not.toMatch(/(?:src|href)="(?!#|data:)/);
  });

  it("is written where nothing was tested", async () => {
    const none = await reportAssociations({ flat: features.flat }, outcomes.slice(0, 1));
    expect(none.files["report.html"]).toContain("Nothing was tested");
  });
});

describe("effects on one scale", () => {
  it("are 0 for no association, and odd", () => {
    expect(scaledEffect("wilcoxon", 0.5)).toBe(0);
    expect(scaledEffect("cox", 1)).toBe(0);
    expect(scaledEffect("cox", 3)).toBeCloseTo(0.5, 12);
    expect(scaledEffect("logistic", 1 / 3)).toBeCloseTo(-0.5, 12);
    expect(scaledEffect("kruskal-wallis", 0.25)).toBe(0.5);
    expect(scaledEffect("spearman", -0.3)).toBe(-0.3);
  });
});

describe("a report of selected associations", () => {
  it("has the rows below q, and the counts of all", async () => {
    const all = await reportAssociations(features, outcomes, {});
    const {
      associations: kept,
      counts,
      files: some,
    } = await reportAssociations(features, outcomes, { qBelow: 0.05 });
    expect(counts).toEqual(all.counts);
    const below = all.associations.filter(({ q, qAll }) => (q ?? 1) < 0.05 || (qAll ?? 1) < 0.05);
    expect(kept).toEqual(below);
    expect(kept.length).toBeGreaterThan(0);
    const json = JSON.parse(some["associations.json"]);
    expect(json).toMatchObject({ qBelow: 0.05, tests: 11, associations: kept });
    expect(json.outcomes[0]).toMatchObject({
      name: "mutation",
      tests: 3,
      found: counts.byOutcome[0].found,
    });
    expect(some["report.html"]).toContain("4 features against 4 outcomes: 11 tests");
    expect(some["report.html"]).toContain(`Rows are written of ${kept.length} association`);
    expect(some["report.html"]).toContain(
      `with q below 0.05, within the outcome or over all; ${11 - kept.length} are left out.`,
    );
    expect(some["report.html"]).toContain("a blank has no q below 0.05");
  });

  it("lists and draws the outcomes of many that have the most", async () => {
    const many = Array.from({ length: 200 }, (_, k) =>
      outcomeOf(
        `gene ${k}`,
        [...column((row) => (k === 150 ? row : (row * (k + 3)) % 211))],
        "number",
      ),
    );
    const { files: some } = await reportAssociations(features, many, { qBelow: 0.9 });
    expect(some["report.html"]).toContain("with them: the 60 of 200 with the most");
    expect(some["report.html"]).toMatch(/Of \d+ outcomes the 60 with the smallest p/);
    expect(some["report.html"]).toContain("morphology.volumeMesh against gene 150");
  });

  it("says that none is below", async () => {
    const few = await reportAssociations(
      { contrast: features["glcm.contrast.3D:mrg"] },
      outcomes.slice(1, 2),
      { qBelow: 1e-9 },
    );
    expect(few.associations).toEqual([]);
    expect(few.files["report.html"]).toContain("No association has q below 1e-9.");
  });
});
