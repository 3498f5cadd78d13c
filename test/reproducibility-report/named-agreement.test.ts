import { describe, expect, it } from "vitest";
import type { FeatureAgreement } from "../../src/reproducibility/agreement-table.ts";
import { groupFeatures, nameFeatures } from "../../src/reproducibility-report/named-agreement.ts";

const named = (...columns: string[]) =>
  nameFeatures(columns.map((feature) => ({ feature }) as FeatureAgreement));

describe("nameFeatures", () => {
  it("looks up features of ours", () => {
    expect(named("glcm.contrast.3D:avg")[0]).toMatchObject({
      image: "original",
      family: "Grey level co-occurrence matrix",
      name: "Contrast",
      code: "ACUI",
      aggregation: "3D:avg",
    });
  });

  it.each([
    ["wavelet-LLH_glcm_Contrast", "wavelet-LLH", "glcm", "Contrast"],
    [
      "log-sigma-3-0-mm-3D_firstorder_10Percentile",
      "log-sigma-3-0-mm-3D",
      "firstorder",
      "10Percentile",
    ],
    ["original_shape2D_Elongation", "original", "shape2D", "Elongation"],
    ["GLCM_Joint_Entropy", "original", "GLCM", "Joint_Entropy"],
    ["cm.contrast", "original", "cm", "contrast"],
    ["Shape: volume", "original", "Shape", "volume"],
    ["age", "original", "Other columns", "age"],
    ["_x", "original", "Other columns", "_x"],
  ])("groups %s of another program by its beginning", (column, image, family, name) => {
    expect(named(column)[0]).toMatchObject({ image, family, name, code: null, aggregation: null });
  });

  it("makes families of prefixes", () => {
    const [group] = groupFeatures(named("cm_a", "stat_a", "cm_b"));
    expect(group.families.map(({ family, members }) => [family, members.length])).toEqual([
      ["cm", 2],
      ["stat", 1],
    ]);
  });
});
