import { describe, expect, it } from "vitest";
import { correlationInterval } from "../../src/reproducibility/correlation-interval.ts";
import { selectFeatures } from "../../src/reproducibility/feature-selection.ts";
import type { MeasurementTable } from "../../src/reproducibility/measurement-table.ts";
import { selectionUncertainty } from "../../src/reproducibility/selection-uncertainty.ts";
import { normals } from "./tables.ts";

const normal = normals(5);
const subjects = 24;
const size = Array.from({ length: subjects }, normal);
const tableOf = (features: Record<string, readonly number[]>): MeasurementTable => ({
  rows: Object.values(features)[0].length,
  labels: {},
  features: Object.fromEntries(
    Object.entries(features).map(([name, values]) => [name, Float64Array.from(values)]),
  ),
});
const table = tableOf({
  size,
  double: size.map((x) => -2 * x),
  near: size.map((x) => x + 0.35 * normal()), // a correlation close to the threshold
  other: size.map(() => normal()),
});
const uncertain = (options = {}) =>
  selectionUncertainty(table, null, selectFeatures(table, null), options);

describe("selectionUncertainty", () => {
  it("says how often each feature is kept", () => {
    const { kept, subjects: n, samples, seed } = uncertain();
    expect({ n, samples, seed }).toEqual({ n: subjects, samples: 200, seed: 1 });
    expect(kept.size).toBe(1);
    expect(kept.double).toBe(0); // size comes first, and stands for it in every sample
    expect(kept.other).toBe(1);
    expect(kept.near).toBeGreaterThan(0.02);
    expect(kept.near).toBeLessThan(0.98);
  });

  it("draws the same samples for the same seed", () => {
    expect(uncertain()).toEqual(uncertain());
    const seeds = Array.from({ length: 8 }, (_, seed) => uncertain({ seed }).kept.near);
    expect(new Set(seeds).size).toBeGreaterThan(1);
  });

  it("gives each redundant feature the interval of its correlation with the one kept", () => {
    const holed = { ...table.features, near: table.features.near.slice() };
    holed.near[3] = Number.NaN;
    const options = { undefinedCases: 1, threshold: 0.7, correlation: "pearson" } as const;
    const whole = { ...table, features: holed };
    const selection = selectFeatures(whole, null, options);
    const { correlations } = selectionUncertainty(whole, null, selection, {
      ...options,
      confidence: 0.9,
    });
    expect(Object.keys(correlations)).toEqual(["double", "near"]);
    expect(correlations.double).toEqual({ subjects, interval: null }); // -1
    const near = selection.dropped.find(({ feature }) => feature === "near");
    if (near?.why !== "redundant") throw new Error("near is redundant");
    const interval = correlationInterval(near.correlation, subjects - 1, "pearson", 0.05);
    expect(correlations.near).toEqual({ subjects: subjects - 1, interval });
  });

  it("keeps nothing in a sample in which a feature does not vary", () => {
    const rare = tableOf({ rare: [0, 0, 0, 0, 0, 0, 0, 1] });
    const { kept } = selectionUncertainty(rare, null, selectFeatures(rare, null), {
      bootstrap: 2000,
    });
    // no sample of eight holds the last subject with a probability of (7/8)^8, or it alone with 8^-8
    expect(kept.rare).toBeCloseTo(1 - (7 / 8) ** 8, 1);
  });

  it("draws none where told to, and refuses what is no number of samples", () => {
    expect(uncertain({ bootstrap: 0 }).kept).toEqual({
      size: null,
      double: null,
      near: null,
      other: null,
    });
    expect(() => uncertain({ bootstrap: 1.5 })).toThrow("bootstrap: found 1.5");
    expect(() => uncertain({ seed: -1 })).toThrow("seed: found -1");
    expect(() => uncertain({ confidence: 1 })).toThrow("confidence: found 1");
    expect(() => uncertain({ threshold: 2 })).toThrow("threshold: found 2");
  });
});
