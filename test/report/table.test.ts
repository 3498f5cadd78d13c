import { describe, expect, it } from "vitest";
import { catalogue } from "../../src/families/catalogue.ts";
import { formatNumber } from "../../src/report/format-number.ts";
import { toTable } from "../../src/report/table.ts";
import { featureRow } from "./feature-row.ts";

const contrast = { family: "glcm", name: "contrast", code: "ACUI" } as const;

describe("toTable", () => {
  it("has a section for each family, aggregations side by side and reasons as footnotes", () => {
    const table = toTable([
      featureRow({ value: 2.1486486486, unit: "intensity" }),
      featureRow({ name: "intensityVariance", code: "ECT3", value: 0, unit: "intensity²" }),
      featureRow({ ...contrast, aggregation: "3D:avg", value: 1 / 3 }),
      featureRow({ ...contrast, aggregation: "3D:mrg", value: null, reason: "no-voxel-pairs" }),
      featureRow({
        ...contrast,
        name: "x",
        aggregation: "3D:avg",
        value: 1,
        reason: "partly:zero-mean",
      }),
      featureRow({ image: "mean", name: "unheardOf", code: null, value: -12345.678 }),
    ]);
    expect(table).toBe(`Intensity-based statistics (UHIW)
  Mean intensity      Q4LE    2.14865  intensity
  Intensity variance  ECT3          0  intensity²

Grey level co-occurrence matrix (LFYI)
                        3D:avg        3D:mrg
  Contrast  ACUI  0.333333             – [1]
  x         ACUI         1 [2]

mean: Intensity-based statistics (UHIW)
  unheardOf   -12345.7

[1] no-voxel-pairs: no two region voxels are neighbours
[2] zero-mean: in some of the matrices that are averaged: the definition divides by a mean of 0
`);
  });

  it.each([40, 80, 100, 132])("keeps within %d columns, or has one value a line", (width) => {
    const aggregations = ["2D:avg", "2D:mrg", "2.5D:avg", "2.5D:mrg", "3D:avg", "3D:mrg"];
    // what dose-volume features are at stands behind their names
    const beside = catalogue.filter(({ id }) => id !== "doseVolume");
    const everything = beside.flatMap(({ id, features }) =>
      Object.entries(features).flatMap(([name, { code, unit = null }], n) =>
        aggregations.map((aggregation) =>
          featureRow({ family: id, name, code, unit, aggregation, value: -1.23456e-7 * 10 ** n }),
        ),
      ),
    );
    const lines = toTable(everything, width).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(Math.max(width, 100));
    for (const aggregation of aggregations) {
      expect(lines.filter((line) => line.includes(aggregation))).toHaveLength(beside.length);
    }
  });

  it("is empty for no features", () => {
    expect(toTable([])).toBe("\n");
  });
});

describe("formatNumber", () => {
  it.each([
    [0, "0"],
    [1, "1"],
    [2.1486486486, "2.14865"],
    [-0.00012345678, "-0.000123457"],
    [0.000012345678, "1.23457e-5"],
    [99999.96, "100000"],
    [395996789.25, "395996789"],
    [26830095791, "26830095791"],
    [-1.5e12, "-1.5e+12"],
    [1e-320, "9.99989e-321"],
  ])("writes %d as %s", (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});
