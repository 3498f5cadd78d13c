import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countMatrices } from "../../src/extraction/count-matrices.ts";
import { extract } from "../../src/extraction/extract.ts";
import { measureFamily } from "../../src/extraction/measure-family.ts";
import { prepareRegion } from "../../src/extraction/prepare-region.ts";
import type { FeatureValue } from "../../src/families/feature-value.ts";
import { featureMap } from "../../src/feature-map/feature-map.ts";
import { type FeatureMapOptions, listMapFeatures } from "../../src/feature-map/map-options.ts";
import { textureAggregations } from "../../src/features/aggregation.ts";
import { columnOf } from "../../src/report/csv.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import { digitalPhantom } from "../phantoms.ts";
import { arbitraryPair } from "../regions.ts";

const several = ["glcm", "ngtdm", "ngldm"];

const settings: SettingsInput = {
  families: ["statistics", "glcm", "glrlm", "glszm", "gldzm", "ngtdm", "ngldm"],
  discretise: { method: "fixedBinNumber", bins: 4 },
  aggregations: textureAggregations,
  glcm: { distanceWeighting: { norm: "euclidean", weight: "inverse" } },
  ngldm: { alpha: 1 },
};

/** The values of a run at one distance, named as in a run at several. */
function namedAt(distance: number, values: readonly FeatureValue[]): FeatureValue[] {
  return values.map((value) =>
    several.includes(value.family)
      ? {
          ...value,
          tag: `${value.tag}_d${distance}`,
          aggregation: `${value.aggregation}:d${distance}`,
        }
      : value,
  );
}

const byTag = (values: readonly FeatureValue[]) =>
  values.toSorted((a, b) => (`${a.image} ${a.tag}` < `${b.image} ${b.tag}` ? -1 : 1));

describe("a list of distances", () => {
  const distances = fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1 });
  const planes = fc.constantFrom("xy", "xz");

  it("gives the values of a run for each, and all other values once", () => {
    fc.assert(
      fc.property(arbitraryPair(), distances, planes, ({ image, mask }, distance, plane) => {
        const given: SettingsInput = {
          ...settings,
          plane,
          filters: [{ type: "mean", support: 3 }],
          filterFeatures: { families: ["glcm", "glrlm"] },
        };
        const together = extract(image, mask, { ...given, distance }).features;
        const apart = distance.flatMap((d) =>
          namedAt(d, extract(image, mask, { ...given, distance: d }).features),
        );
        const once = [...new Map(apart.map((one) => [`${one.image} ${one.tag}`, one])).values()];
        expect(byTag(together)).toEqual(byTag(once));
        expect(new Set(together.map((value) => columnOf(value))).size).toBe(together.length);
      }),
      { numRuns: 40 },
    );
  });

  it("names each feature with its distance, one distance after the other", () => {
    const { image, mask } = digitalPhantom();
    const { features } = extract(image, mask, {
      features: ["cm_contrast", "ngt_coarseness", "rlm_sre"],
      discretise: { method: "none" },
      distance: [2, 1],
    });
    expect(features.map((value) => [value.tag, columnOf(value), value.aggregationCode])).toEqual([
      ["cm_contrast_3D_avg_d2", "glcm.contrast.3D:avg:d2", "ITBB"],
      ["cm_contrast_3D_comb_d2", "glcm.contrast.3D:mrg:d2", "IAZD"],
      ["cm_contrast_3D_avg_d1", "glcm.contrast.3D:avg:d1", "ITBB"],
      ["cm_contrast_3D_comb_d1", "glcm.contrast.3D:mrg:d1", "IAZD"],
      ["ngt_coarseness_3D_d2", "ngtdm.coarseness.3D:d2", "KOBO"],
      ["ngt_coarseness_3D_d1", "ngtdm.coarseness.3D:d1", "KOBO"],
      ["rlm_sre_3D_avg", "glrlm.shortRunsEmphasis.3D:avg", "ITBB"],
      ["rlm_sre_3D_comb", "glrlm.shortRunsEmphasis.3D:mrg", "IAZD"],
    ]);
  });

  it("measures a feature under one aggregation at every distance", () => {
    const { image, mask } = digitalPhantom();
    const tagsOf = (given: SettingsInput) =>
      extract(image, mask, given).features.map(({ tag }) => tag);
    expect(tagsOf({ features: ["cm_contrast_2D_avg", "szm_sze_3D"], distance: [1, 3] })).toEqual([
      "cm_contrast_2D_avg_d1",
      "cm_contrast_2D_avg_d3",
      "szm_sze_3D",
    ]);
  });

  it("is refused where it is empty, repeats itself, or holds what is no distance", () => {
    const either =
      "expected null, an integer at least 1 or an array of at least 1, each an integer at least 1";
    for (const [distance, message] of [
      [[], "distance: found an array of 0, expected one of at least 1"],
      [[1, 2, 1], "distance[2]: found 1 a second time, expected it once"],
      [[1, 1.5], "distance[1]: found 1.5, expected an integer at least 1"],
      [[0], "distance[0]: found 0, expected an integer at least 1"],
      [[1, "2"], 'distance[1]: found "2", expected an integer at least 1'],
      [[[1]], "distance[0]: found an array, expected an integer at least 1"],
      [1.5, `distance: found 1.5, ${either}`],
      ["1,2", `distance: found "1,2", ${either}`],
    ] as const) {
      expect(() => resolveSettings({ distance })).toThrow(message);
    }
  });

  it("is told where a feature is named with its distance", () => {
    const hint = "list 2 in the setting distance";
    for (const word of [
      "cm_contrast_3D_avg_d2",
      "glcm.contrast.3D:avg:d2",
      "ngldm.dependenceCountEntropy.3D:d2",
    ])
      expect(() => resolveSettings({ features: [word] })).toThrow(hint);
    expect(() => resolveSettings({ features: ["rlm_sre_3D_avg_d2"] })).not.toThrow(hint);
  });

  it("is that of single steps too", () => {
    const { image, mask } = digitalPhantom();
    const given: SettingsInput = { discretise: { method: "none" }, distance: [1, 2] };
    const region = prepareRegion(image, mask, given);
    expect(measureFamily("ngtdm", region, given).map(({ aggregation }) => aggregation)).toEqual([
      ...Array(5).fill("3D:d1"),
      ...Array(5).fill("3D:d2"),
    ]);
    for (const family of ["glcm", "ngtdm", "ngldm"] as const) {
      const together = countMatrices(region, family, given);
      const apart = [1, 2].flatMap((distance) =>
        countMatrices(region, family, { ...given, distance }).map((one) => ({
          ...one,
          aggregation: `${one.aggregation}:d${distance}`,
        })),
      );
      expect(together).toEqual(apart);
    }
    expect(countMatrices(region, "glszm", given)).toEqual(
      countMatrices(region, "glszm", { ...given, distance: 2 }),
    );
  });

  it("is that of maps", () => {
    const { image, mask } = digitalPhantom();
    const words = ["glcm.contrast", "ngtdm.coarseness", "glrlm.runEntropy"];
    const options = (distance: SettingsInput["distance"]): FeatureMapOptions => ({
      features: words,
      settings: { discretise: { method: "none" }, aggregations: ["3D:mrg"], distance },
    });
    const maps = featureMap(image, mask, options([2, 1]));
    expect(maps.map(({ tag }) => tag)).toEqual([
      "cm_contrast_3D_comb_d2",
      "cm_contrast_3D_comb_d1",
      "ngt_coarseness_3D_d2",
      "ngt_coarseness_3D_d1",
      "rlm_rl_entr_3D_comb",
    ]);
    const [near, far] = [1, 2].map((distance) => featureMap(image, mask, options(distance)));
    const expected = [far[0], near[0], far[1], near[1], near[2]];
    expect(maps.map(({ volume }) => volume)).toEqual(expected.map(({ volume }) => volume));
    const one = { ...options([2, 1]), features: ["cm_contrast_3D_comb_d2"] };
    expect(listMapFeatures(one).map(({ tag }) => tag)).toEqual(["cm_contrast_3D_comb_d2"]);
    expect(() => featureMap(image, mask, options([1, 3]))).toThrow(
      "distance: found 3, expected at most 2, the largest in a kernel of radius 1",
    );
  });
});
