import { describe, expect, it } from "vitest";
import type { MeasurementTable } from "../../src/reproducibility/measurement-table.ts";
import {
  severalVolumes,
  volumeColumnOf,
  volumeCorrelations,
} from "../../src/reproducibility/volume-correlation.ts";
import r from "./r-values.json" with { type: "json" };

/** The values of r-values.R. */
const sizes = [15, 11, 22, 8, 14, 19, 30, 5, 17, 9];
const values = [2.1, 2.6, 2.2, 1.4, 3.9, 2.8, 4.4, 1.1, 1.9, 2.3];
const table: MeasurementTable = {
  rows: 10,
  labels: { id: sizes.map((_, n) => `p${n}`), size: sizes.map(String) },
  features: {
    "morphology.volumeMesh": Float64Array.from(sizes),
    values: Float64Array.from(values),
    flat: new Float64Array(10).fill(2),
    holed: Float64Array.from(values, (value, n) => (n < 8 ? Number.NaN : value)),
  },
};
const design = { type: "perturbations", subject: "id" } as const;

describe("volumeCorrelations", () => {
  it.each(["pearson", "spearman"] as const)("by %s are those of R", (method) => {
    const { value, lower, upper } = r.correlations[method];
    for (const column of ["morphology.volumeMesh", "size"]) {
      const found = volumeCorrelations(table, design, column, method).values;
      expect(found.value).toBeCloseTo(value, 12);
      expect(found.interval?.lower).toBeCloseTo(lower, 12);
      expect(found.interval?.upper).toBeCloseTo(upper, 12);
      expect(found.subjects).toBe(10);
    }
  });

  it("are none of too few subjects, and of what does not vary", () => {
    const found = volumeCorrelations(table, design, "size", "spearman");
    expect(found.flat).toEqual({ value: null, interval: null, subjects: 10 });
    expect(found.holed).toEqual({ value: null, interval: null, subjects: 2 });
    expect(found["morphology.volumeMesh"]).toMatchObject({
      value: expect.closeTo(1),
      interval: null,
    });
  });

  it("refuse a column that is not there, or holds text", () => {
    expect(() => volumeCorrelations(table, design, "sise", "spearman")).toThrow(
      'no column "sise"; the table has',
    );
    expect(() => volumeCorrelations(table, design, "id", "spearman")).toThrow(
      'row 1, column "id": found "p0", expected a number',
    );
  });
});

describe("volumeColumnOf", () => {
  it("knows ours", () => {
    expect(volumeColumnOf(table)).toBe("morphology.volumeMesh");
    expect(volumeColumnOf({ ...table, features: { values: table.features.values } })).toBeNull();
  });

  it("knows that of the only image that has one", () => {
    const features = {
      "T1/statistics.meanIntensity": Float64Array.of(1, 2),
      "T1/log-sigma-3/morphology.volumeMesh": Float64Array.of(1, 2),
      "T2/morphology.volumeMesh": Float64Array.of(5, 6),
      "T2/morphology.volumeVoxelCounting": Float64Array.of(5, 7),
    };
    expect(volumeColumnOf({ features })).toBe("T2/morphology.volumeMesh");
    expect(severalVolumes({ features })).toBeNull();
  });

  it("takes the first of several images whose volumes are the same, and names those that differ", () => {
    const of = (...volumes: number[]) => ({
      features: {
        "T1/morphology.volumeMesh": Float64Array.of(5, Number.NaN, 6),
        "T2/morphology.volumeMesh": Float64Array.from(volumes),
      },
    });
    expect(volumeColumnOf(of(5, Number.NaN, 6))).toBe("T1/morphology.volumeMesh");
    expect(severalVolumes(of(5, Number.NaN, 6))).toBeNull();
    for (const others of [of(5, 1, 6), of(5, Number.NaN, 6.000001)]) {
      expect(volumeColumnOf(others)).toBeNull();
      expect(severalVolumes(others)).toBe(
        'found the volumes "T1/morphology.volumeMesh", "T2/morphology.volumeMesh", which differ, expected one of them to be named',
      );
    }
  });
});
