import { describe, expect, it } from "vitest";
import { catalogue } from "../../src/families/catalogue.ts";
import { compareWithReference, withinTolerance } from "../../src/validate/compare.ts";
import { toComparisonTable } from "../../src/validate/comparison-table.ts";
import { type ReferenceRow, referenceRows } from "../../src/validate/reference.ts";
import { featureRow } from "../report/feature-row.ts";

const row = (fields: Partial<ReferenceRow>): ReferenceRow => ({
  tag: "stat_mean",
  code: "Q4LE",
  aggregationCode: "DHQ4",
  value: 2.15,
  tolerance: 0,
  consensus: "strong",
  ...fields,
});

describe("withinTolerance", () => {
  it.each([
    [2.14865, 2.15, 0, true], // rounds to it
    [2.144, 2.15, 0, false],
    [2.1449999, 2.15, 0.01, true], // 2.14
    [0.7024, 0.698, 0.004, true], // 0.702: at the edge, which binary numbers miss
    [0.7026, 0.698, 0.004, false],
    [1494.6, 1490, 0, true],
    [-0.3546, -0.355, 0, true],
    [0, 0, 0, true],
    [1e-12, 0, 0, false],
    [NaN, 1, 0, false],
    [Infinity, 1, 1, false],
  ])("%d beside %d ± %d: %s", (value, reference, tolerance, agrees) => {
    expect(withinTolerance(value, reference, tolerance)).toBe(agrees);
  });

  it("does not round what was printed in full", () => {
    expect(withinTolerance(125256, 125256, 0, null)).toBe(true);
    expect(withinTolerance(125300, 125256, 0, null)).toBe(false);
  });
});

describe("compareWithReference", () => {
  const outcome = (value: number | null, fields: Partial<ReferenceRow>) =>
    compareWithReference([featureRow({ tag: fields.tag ?? "stat_mean", value })], [row(fields)])[0];

  it("finds the feature with the same tag", () => {
    const feature = featureRow({ value: 2.14865 });
    expect(compareWithReference([featureRow({ tag: "ih_mean" }), feature], [row({})])).toEqual([
      { reference: row({}), feature, family: "statistics", outcome: "agrees" },
    ]);
  });

  it.each<[string, number | null, Partial<ReferenceRow>]>([
    ["agrees", 2.15, {}],
    ["differs", 2.2, {}],
    ["differs", null, {}],
    ["no-consensus", 2.15, { value: null, tolerance: null, consensus: null }],
    ["agrees", -266.4, { tag: "mean_int_init_img", code: null, value: -266 }],
    ["agrees", 0.9769999980926514, { tag: "vox_dim_x_init_img", code: null, value: 0.977 }],
    ["differs", 3066, { tag: "max_int_init_img", code: null, value: 3065 }],
    ["differs", 45990, { tag: "int_mask_vox_count_reseg_roi", code: null, value: 45981 }],
  ])("%s: %s beside %o", (expected, value, fields) => {
    expect(outcome(value, fields).outcome).toBe(expected);
  });

  it("says what was not computed", () => {
    expect(compareWithReference([], [row({ tag: "dzm_sde_3D" })])[0]).toMatchObject({
      feature: null,
      family: "gldzm",
      outcome: "not-computed",
    });
  });

  it.each([
    ["morph_volume", "morphology"],
    ["morph_mask_vox_count_init_roi", "diagnostics"],
    ["ivh_v10", "intensityVolume"],
    ["int_mask_dim_x_init_roi", "diagnostics"],
  ])("takes %s to be of %s", (tag, family) => {
    expect(compareWithReference([], [row({ tag })])[0].family).toBe(family);
  });
});

describe("referenceRows", () => {
  it("gives the rows of one configuration by the names of the columns", () => {
    const { tag, code, aggregationCode, value, tolerance, consensus } = row({});
    const columns = ["config", ...Object.keys(row({}))];
    const cells = [tag, code, aggregationCode, value, tolerance, consensus];
    const table = {
      source: "",
      columns,
      rows: [
        ["A", ...cells],
        ["B", ...cells],
      ],
    };
    expect(referenceRows(table, "B")).toEqual([row({})]);
  });
});

describe("toComparisonTable", () => {
  const contrast = { tag: "cm_contrast_3D_avg", code: "ACUI", value: 5.32 };
  const merged = { ...contrast, tag: "cm_contrast_3D_comb" };
  const glcm = { family: "glcm", name: "contrast" } as const;
  const comparisons = compareWithReference(
    [
      featureRow({ value: 2.14865 }),
      featureRow({ ...glcm, ...contrast, aggregation: "3D:avg", value: 5.4 }),
      featureRow({ ...glcm, ...merged, aggregation: "3D:mrg", value: null }),
    ],
    [row({}), row(contrast), row(merged), row({ tag: "dzm_sde_3D" })],
  );

  it("shows values beside their consensus, and counts", () => {
    expect(toComparisonTable(comparisons)).toMatchInlineSnapshot(`
      "Intensity-based statistics (UHIW)             code        value  consensus  tolerance
        Mean intensity                              Q4LE      2.14865       2.15          0 ✓

      Grey level co-occurrence matrix (LFYI)        code  method        value  consensus  tolerance
        Contrast                                    ACUI  3D:avg          5.4       5.32          0 ✗
                                                          3D:mrg            –       5.32          0 ✗

      Summary
        ✓ Intensity-based statistics (UHIW)                   1 of 1 agree
        ✗ Grey level co-occurrence matrix (LFYI)              0 of 2 agree, 2 differ
        – Grey level distance zone matrix (VMDZ)              1 not computed
        ✗ All families                                        1 of 3 agree, 2 differ, 1 not computed
      "
    `);
  });

  it("fits 100 columns, whatever the feature is called", () => {
    const features = catalogue.flatMap(({ id, aggregation, features }) =>
      Object.entries(features).map(([name, { tag, code }]) =>
        featureRow({
          family: id,
          name,
          tag,
          code,
          aggregation: aggregation && "2.5D:mrg",
          value: -1.23456e-10,
        }),
      ),
    );
    const rows = features.map(({ tag, code }) =>
      row({ tag, code, value: -12345.6, tolerance: 0.00123 }),
    );
    const lines = toComparisonTable(compareWithReference(features, rows)).split("\n");
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
  });

  it("paints marks and headings without moving anything", () => {
    const painted = toComparisonTable(comparisons, (text, style) => `<${style}>${text}</${style}>`);
    expect(painted).toContain("<green>✓</green>");
    expect(painted).toContain("<red>✗</red>");
    expect(painted.replace(/<\/?[a-z]+>/g, "")).toBe(toComparisonTable(comparisons));
  });
});
