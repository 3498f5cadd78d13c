import { describe, expect, it } from "vitest";
import { randomStream, uniformAt } from "../../src/math/random.ts";
import { applyHarmonisation, harmonise } from "../../src/radiogenomics/harmonise.ts";
import { outcomeOf } from "../../src/radiogenomics/outcome.ts";
import { normalQuantile } from "../../src/reproducibility/normal-quantile.ts";

const cases = 120;
const stream = randomStream(11, "noise");
const normal = (at: number) => normalQuantile(uniformAt(stream, at));
const batch = Array.from({ length: cases }, (_, row) => (row % 3 === 0 ? "A" : "B"));
const age = Float64Array.from({ length: cases }, (_, row) => 60 + 10 * normal(1e6 + row));
/** Features that depend on age, without a batch effect. */
const clean = Object.fromEntries(
  Array.from({ length: 30 }, (_, f) => [
    `f${f}`,
    Float64Array.from(
      { length: cases },
      (_, row) => 50 + age[row] / 2 + 5 * normal(f * cases + row),
    ),
  ]),
);
/** The same, those of batch B moved and stretched. */
const shifted = Object.fromEntries(
  Object.entries(clean).map(([name, values]) => [
    name,
    values.map((v, row) => (batch[row] === "B" ? 20 + 1.5 * v : v)),
  ]),
);
const keep = [outcomeOf("age", [...age], "number")];

function mean(values: Float64Array, of: string): number {
  const its = values.filter((_, row) => batch[row] === of);
  return its.reduce((sum, v) => sum + v, 0) / its.length;
}

/** The mean distance of batches' means, of all features. */
function apart(features: Readonly<Record<string, Float64Array>>): number {
  const all = Object.values(features).map((values) =>
    Math.abs(mean(values, "A") - mean(values, "B")),
  );
  return all.reduce((sum, d) => sum + d, 0) / all.length;
}

describe("harmonisation", () => {
  it("removes a batch effect that was added", () => {
    expect(apart(shifted)).toBeGreaterThan(50);
    expect(apart(harmonise(shifted, batch, { keep }).features)).toBeLessThan(2.5);
  });

  it("changes data without a batch effect by its noise alone", () => {
    const { features } = harmonise(clean, batch, { keep });
    for (const [name, values] of Object.entries(features)) {
      values.forEach((value, row) => {
        expect(Math.abs(value - clean[name][row])).toBeLessThan(3); // of a standard deviation of 7
      });
    }
  });

  it("leaves the reference as it is, and spreads if only means are meant", () => {
    const { features } = harmonise(shifted, batch, { keep, reference: "A" });
    for (const [name, values] of Object.entries(features)) {
      values.forEach((value, row) => {
        if (batch[row] === "A") expect(value).toBe(shifted[name][row]);
      });
    }
    const { model } = harmonise(shifted, batch, { meanOnly: true });
    expect(Object.values(model.features).every((one) => one?.spreads.every((s) => s === 1))).toBe(
      true,
    );
  });

  it("is applied to new cases by its model, which JSON holds", () => {
    const { features, model } = harmonise(shifted, batch, { keep });
    const stored = JSON.parse(JSON.stringify(model));
    expect(applyHarmonisation(stored, shifted, batch, keep)).toEqual(features);
    const some = [5, 3, 44];
    const few = Object.fromEntries(
      Object.entries(shifted).map(([name, v]) => [name, Float64Array.from(some, (row) => v[row])]),
    );
    const ages = [
      outcomeOf(
        "age",
        some.map((row) => age[row]),
        "number",
      ),
    ];
    const applied = applyHarmonisation(
      stored,
      few,
      some.map((row) => batch[row]),
      ages,
    );
    expect([...applied.f7]).toEqual(some.map((row) => features.f7[row]));
  });

  it("leaves missing values missing, and features without spread in a batch as they are", () => {
    const holes = shifted.f0.map((v, row) => (row === 4 ? Number.NaN : v));
    const flat = shifted.f1.map((v, row) => (batch[row] === "A" ? 1 : v));
    const { features, model } = harmonise({ ...shifted, f0: holes, f1: flat }, batch);
    expect(features.f0[4]).toBeNaN();
    expect(features.f0.filter(Number.isFinite)).toHaveLength(cases - 1);
    expect(features.f1).toEqual(flat);
    expect(model.features.f1).toBeNull();
  });

  const invalid = (work: () => unknown, message: string) =>
    expect(work).toThrow(
      expect.objectContaining({ code: "invalid-table", message: expect.stringContaining(message) }),
    );

  it("is refused, saying why", () => {
    const { f0, f1 } = shifted;
    invalid(() => harmonise({ f0 }, batch), "found 1 feature, expected two or more");
    invalid(
      () =>
        harmonise(
          { f0, f1 },
          batch.map(() => "A"),
        ),
      "found 1 batch of cases",
    );
    const lone = batch.map((name, row) => (row === 0 ? "C" : name));
    invalid(() => harmonise({ f0, f1 }, lone), 'batch "C": found 1 case, expected two or more');
    invalid(
      () => harmonise({ f0, f1 }, batch, { reference: "a" }),
      'reference: found "a", expected one of the batches "A", "B"',
    );
    const same = [
      outcomeOf(
        "hospital",
        batch.map((name) => (name === "A" ? "x" : "y")),
      ),
    ];
    invalid(
      () => harmonise({ f0, f1 }, batch, { keep: same }),
      '("hospital") follow from each other',
    );
    invalid(
      () => harmonise({ f0, f1: f1.subarray(1) }, batch),
      '"f1" has 119 cases, the batches have 120',
    );
    const { model } = harmonise({ f0, f1 }, batch, { keep });
    invalid(
      () => applyHarmonisation(model, { f0, f1 }, batch),
      'covariates: found none, expected those of the model: "age"',
    );
    invalid(() => applyHarmonisation(model, { f0 }, batch, keep), 'no feature "f1"');
    const unknown = batch.map(() => "Z");
    invalid(
      () => applyHarmonisation(model, { f0, f1 }, unknown, keep),
      'row 1: found the batch "Z"',
    );
    const words = [outcomeOf("age", batch)];
    invalid(
      () => applyHarmonisation(model, { f0, f1 }, batch, words),
      "found groups, expected numbers",
    );
  });
});
