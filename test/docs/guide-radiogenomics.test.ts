import { readFileSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import { extract, resolvePreset } from "../../src/index.ts";
import { associate, outcomeOf } from "../../src/radiogenomics.ts";
import { columnOf } from "../../src/report/csv.ts";
import { describeWithData, readPair } from "../phantoms.ts";
import { metastases } from "../radiogenomics/sarcomas.ts";
import { describeWithTables } from "../radiogenomics/shared-tables.ts";

const page = readFileSync("docs/guide-radiogenomics.md", "utf8");
const settings = {
  ...resolvePreset("ibsi-1-phase3-pet"),
  aggregations: ["3D:avg", "3D:mrg"] as const,
};

describeWithTables("the walk of docs/guide-radiogenomics.md", walk, describeWithData);

function walk(): void {
  const features: Record<string, Float64Array> = {};
  const outcome = outcomeOf(
    "lungMetastases",
    metastases.map(({ lungMetastases }) => lungMetastases),
  );

  // some five seconds of CPU time
  beforeAll(async () => {
    for (const [n, { id }] of metastases.entries()) {
      const file = (name: string) => `ibsi_validation/nifti/${id}/PET_${name}.nii.gz`;
      const { image, mask } = await readPair(file("image"), file("mask"));
      for (const feature of extract(image, mask, settings).features) {
        const name = columnOf(feature);
        features[name] ??= new Float64Array(metastases.length).fill(Number.NaN);
        features[name][n] = feature.value ?? Number.NaN;
      }
    }
  }, 120_000);

  /** How many features were tested, and how many of them have q below 0.05. */
  const counts = (adjust: Parameters<typeof associate>[2] = {}) => {
    const tested = associate(features, [outcome], adjust).filter(({ p }) => p !== null);
    return { tested: tested.length, found: tested.filter(({ q }) => (q ?? 1) < 0.05).length };
  };

  it("has 215 features of 51 patients, 19 of them with metastases", () => {
    expect(Object.keys(features)).toHaveLength(215);
    expect(Object.values(features).every((column) => column.every(Number.isFinite))).toBe(true);
    expect(metastases.filter(({ lungMetastases }) => lungMetastases === "1")).toHaveLength(19);
    expect(metastases).toHaveLength(51);
  });

  // R (wilcox.test with exact = FALSE and correct = FALSE, p.adjust) finds 119 on the same table
  it("finds q below 0.05 for 119 features by Wilcoxon's test", () => {
    expect(counts()).toEqual({ tested: 214, found: 119 });
    expect(page).toContain("214 tests, 119 with q below 0.05");
  });

  // R (glm and p.adjust) finds none, and 60 with the logarithm
  it("finds none after adjusting for the volume, and 60 for its logarithm", () => {
    const adjusted = (name: string, values: Float64Array) =>
      counts({ adjust: [{ name, type: "number", values }] });
    const volume = features["morphology.volumeMesh"];
    expect(adjusted("volume", volume)).toEqual({ tested: 213, found: 0 });
    expect(page).toContain("213 tests, 0 with q below 0.05");
    expect(adjusted("logarithm", volume.map(Math.log))).toEqual({ tested: 214, found: 60 });
    expect(page).toContain("214 tests, 60 with q below 0.05");
  });
}
