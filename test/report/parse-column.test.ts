import { describe, expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { familyIds } from "../../src/families/families.ts";
import { textureAggregations } from "../../src/features/aggregation.ts";
import { columnOf } from "../../src/report/csv.ts";
import { parseColumn } from "../../src/report/parse-column.ts";
import { digitalPhantom } from "../phantoms.ts";

const { image, mask } = digitalPhantom();

describe("parseColumn", () => {
  it("undoes columnOf: every family, every aggregation, filters", () => {
    const { features } = extract(image, mask, {
      families: familyIds,
      aggregations: textureAggregations,
      filters: [
        { type: "laplacianOfGaussian", sigma: 1.5 },
        { type: "riesz", of: { type: "simoncelli", level: 1 }, order: [0, 1, 1] },
      ],
      filterFeatures: { families: ["statistics", "glszm", "ngldm"] },
    });
    expect(features.length).toBeGreaterThan(700);
    const keys = features.map(({ image, family, name, aggregation }) => ({
      image,
      family,
      name,
      aggregation,
    }));
    expect(features.map((feature) => parseColumn(columnOf(feature)))).toEqual(keys);
  });

  it("undoes columnOf for features at several distances", () => {
    const { features } = extract(image, mask, {
      families: ["glcm", "glrlm", "ngtdm", "ngldm"],
      aggregations: textureAggregations,
      distance: [1, 2, 10],
    });
    for (const { image, family, name, aggregation } of features) {
      const key = { image, family, name, aggregation };
      expect(parseColumn(columnOf(key))).toEqual(key);
    }
  });

  it.each([
    "patient",
    "statistics",
    "statistics.",
    "statistics.note",
    "statistics.mean.3D",
    "glcm.contrast",
    "glcm.contrast.3D",
    "glszm.smallZoneEmphasis.3D:avg",
    "glszm.smallZoneEmphasis.3D:d2",
    "glrlm.runEntropy.3D:avg:d2",
    "glcm.contrast.3D:avg:d0",
    "glcm.contrast.3D:avg:d02",
    "glcm.contrast.3D:avg_d2",
    "glcm.contrast.3D:avg:d2:d2",
    "glcm.contrast.d2",
    "other.mean",
    "/statistics.mean",
    "statistics.toString",
    "",
  ])("knows that %j is none", (column) => expect(parseColumn(column)).toBeNull());
});
