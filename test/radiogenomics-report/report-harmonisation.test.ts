import { describe, expect, it } from "vitest";
import { randomStream, uniformAt } from "../../src/math/random.ts";
import { applyHarmonisation, harmonise } from "../../src/radiogenomics/harmonise.ts";
import { covariateOf } from "../../src/radiogenomics/outcome.ts";
import { reportHarmonisation } from "../../src/radiogenomics-report/report-harmonisation.ts";

const n = 60;
const stream = randomStream(4, "noise");
const batch = Array.from({ length: n }, (_, row) => ["Trio", "<b>Signa</b>", "Ingenia"][row % 3]);
const features = Object.fromEntries(
  Array.from({ length: 8 }, (_, f) => [
    f === 0 ? "a <script> & b" : `f${f}`,
    Float64Array.from({ length: n }, (_, row) => uniformAt(stream, f * n + row) + (row % 3) * f),
  ]),
);
const flat = new Float64Array(n).fill(2);
const keep = [
  covariateOf(
    "age",
    Array.from({ length: n }, (_, row) => 40 + ((row * 7) % 31)),
    "number",
  ),
];
const options = { keep, notes: ["Chosen by settings."] };
const { files, ...found } = await reportHarmonisation({ ...features, flat }, batch, options);
const page = files["report.html"];

describe("a report of harmonisation", () => {
  it("has the values and the model of harmonise()", () => {
    expect(found).toEqual(harmonise({ ...features, flat }, batch, { keep }));
    expect(JSON.parse(files["harmonisation.json"])).toMatchObject({
      software: "voxomics",
      ...found.model,
    });
  });

  it("draws what batches explain, what is taken out, and features before and after", () => {
    const figures = Object.keys(files).filter((name) => name.startsWith("figures/"));
    expect(figures).toHaveLength(6);
    expect(figures).toEqual(
      expect.arrayContaining([
        "figures/batches.svg",
        "figures/effects.svg",
        "figures/feature-f7.svg",
      ]),
    );
    for (const name of figures) expect(files[name]).toMatch(/^<svg xmlns/);
  });

  it("says what stays as it is, what was kept, and what a reader is to know", () => {
    expect(page).toContain("<li>flat</li>");
    expect(page).toContain("keeping what goes with age");
    expect(page).toContain("Chosen by settings.");
    expect(page).toContain("is no proof that they are gone");
  });

  it("escapes names, and needs no script and no network", () => {
    expect(page).not.toMatch(/<script|<b>/);
    expect(page).not.toMatch(/(?:src|href)="(?!#|data:)/);
  });

  it("is one of a model that is applied to other cases, of which there may be one", async () => {
    const one = Object.fromEntries(
      Object.entries({ ...features, flat }).map(([name, values]) => [name, values.slice(0, 1)]),
    );
    const age = [{ name: "age", type: "number", values: Float64Array.of(50) }] as const;
    const { model } = found;
    const applied = await reportHarmonisation(one, ["Trio"], { model, keep: age });
    expect(applied.features).toEqual(applyHarmonisation(model, one, ["Trio"], age));
    expect(applied.files["report.html"]).toContain("what was learned on 60 other cases");
    expect(applied.files["report.html"]).toContain("Nothing to compare");
  });
});
