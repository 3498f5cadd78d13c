import { describe, expect, it } from "vitest";
import {
  featureRows,
  relativeDifference,
  type ValueColumn,
} from "../../../../src/explorer/view/measure/feature-rows.ts";
import { extract } from "../../../../src/extraction/extract.ts";
import type { FeatureValue } from "../../../../src/families/feature-value.ts";
import { digitalPhantom } from "../../../phantoms.ts";

const { image, mask } = digitalPhantom();
const measured = (bins: number) =>
  extract(image, mask, {
    families: ["statistics", "glcm"],
    discretise: { method: "fixedBinNumber", bins },
  }).features;
const column = (features: readonly FeatureValue[], against: number | null): ValueColumn => ({
  ...{ id: String(against), title: "", colour: null, isKept: false, features, against },
});

describe("the rows of the table", () => {
  const few = measured(4);
  const many = measured(6);
  const rows = featureRows([column(few, null), column(many, 0)]);

  it("are the features in the order of the report, with the values of each column", () => {
    expect(rows.map(({ tag }) => tag)).toEqual(few.map(({ tag }) => tag));
    expect(rows.map(({ cells }) => cells[0]?.value)).toEqual(few.map(({ value }) => value));
    expect(rows.map(({ cells }) => cells[1]?.value)).toEqual(many.map(({ value }) => value));
  });

  it("say what a feature is", () => {
    const contrast = rows.find(({ tag }) => tag === "cm_contrast_3D_avg");
    expect(contrast).toMatchObject({
      title: "Contrast",
      code: "ACUI",
      definition: "Σ (i - j)² p_ij",
      aggregation: "3D:avg",
      aggregationCode: "ITBB",
    });
  });

  it("mark what differs: grey levels change texture, and no statistics", () => {
    const different = (family: string) =>
      rows.filter((row) => row.family === family && row.differs).length;
    expect(different("statistics")).toBe(0);
    expect(different("glcm")).toBeGreaterThan(30);
  });

  it("have none where a column lacks the feature", () => {
    const [, ...others] = few;
    const [first] = featureRows([column(few, null), column(others, 0)]);
    expect(first.cells[1]).toBeNull();
    expect(first.differs).toBe(true);
  });
});

describe("a relative difference", () => {
  const of = (value: number | null) => ({ value }) as FeatureValue;
  it.each([
    [3, 2, 0.5],
    [-3, -2, -0.5],
    [1, 0, null],
    [null, 2, null],
    [2, null, null],
  ])("of %j from %j is %j", (value, reference, difference) => {
    expect(relativeDifference(of(value), of(reference))).toBe(difference);
  });
});
