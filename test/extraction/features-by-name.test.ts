import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { measureFamily } from "../../src/extraction/measure-family.ts";
import { prepareRegion } from "../../src/extraction/prepare-region.ts";
import { responseFamilies, standardFamilies } from "../../src/families/families.ts";
import type { FeatureValue } from "../../src/families/feature-value.ts";
import { textureAggregations } from "../../src/features/aggregation.ts";
import * as peaks from "../../src/intensity/intensity-peak.ts";
import * as distances from "../../src/matrices/border-distance.ts";
import * as pairs from "../../src/matrices/glcm.ts";
import * as hulls from "../../src/morphology/polyhedron.ts";
import * as autocorrelation from "../../src/morphology/spatial-autocorrelation.ts";
import * as surfaces from "../../src/morphology/surface.ts";
import { columnOf } from "../../src/report/csv.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import { fill, maskOf, unitGrid } from "../processing/arbitrary-volumes.ts";

const grid = unitGrid([9, 8, 6], [1, 1, 1.4]);
const image = fill(grid, (x, y, z) => ((x * 7 + y * 5 + z * 3) ** 2 % 23) + x);
const mask = maskOf(grid, (x, y, z) => (x - 4) ** 2 + (y - 4) ** 2 + (z - 3) ** 2 < 9);

const filters: SettingsInput["filters"] = [{ type: "mean", support: 3 }];
const all = extract(image, mask, {
  families: standardFamilies,
  aggregations: textureAggregations,
  filters,
  filterFeatures: { families: responseFamilies },
}).features;
const original = all.filter((value) => value.image === "original");
const response = all.filter((value) => value.image !== "original");

const measured = (settings: SettingsInput) => extract(image, mask, settings).features;
const same = (a: readonly FeatureValue[], b: readonly FeatureValue[]) =>
  expect(new Set(a.map((value) => JSON.stringify(value)))).toEqual(
    new Set(b.map((value) => JSON.stringify(value))),
  );

describe("features by name", () => {
  it("have the values that they have among all others", () => {
    const named = measured({ features: ["glcm.contrast", "morph_volume", "szm_sze_2_5D"] });
    expect(named.map(({ tag }) => tag)).toEqual([
      "cm_contrast_3D_avg",
      "cm_contrast_3D_comb",
      "morph_volume",
      "szm_sze_2_5D",
    ]);
    same(
      named,
      original.filter(({ tag }) => named.some((one) => one.tag === tag)),
    );
  });

  it("have them whichever are named, by tag or column, in the image and in a response map", () => {
    const anyOf = (values: readonly FeatureValue[]) =>
      fc.subarray([...values], { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(anyOf(original), anyOf(response), fc.boolean(), (some, others, byTag) => {
        const word = (value: FeatureValue) =>
          byTag ? value.tag : columnOf({ ...value, image: "original" });
        const found = measured({
          features: some.map(word),
          filters,
          filterFeatures: { features: others.map(word) },
        });
        same(found, [...some, ...others]);
      }),
      { numRuns: 40 },
    );
  });

  it("decide the families, which may stand beside them if they agree", () => {
    const features = ["stat_mean", "ngtdm"];
    const { settings, features: rows } = extract(image, mask, { features });
    expect(settings.families).toEqual(["statistics", "ngtdm"]);
    expect(settings.features).toEqual(features);
    expect(extract(image, mask, settings).features).toEqual(rows);
    expect(() => measured({ features, families: ["statistics"] })).toThrow(
      "families: found statistics, expected none beside features, or those that the features are of (statistics or ngtdm)",
    );
    expect(() => measured({ features: ["stat_men"] })).toThrow('did you mean "stat_mean"?');
    const filterFeatures = { features: ["morph_volume"] };
    expect(() => measured({ filters, filterFeatures })).toThrow(
      /^filterFeatures\.features\[0\]: found "morph_volume", expected /,
    );
  });

  it("are those of measureFamily too, unless they are of other families", () => {
    const region = prepareRegion(image, mask);
    const features = ["stat_mean", "glcm.contrast"];
    expect(measureFamily("statistics", region, { features })).toHaveLength(1);
    expect(measureFamily("ngtdm", region, { features })).toHaveLength(5);
  });

  it("have notes on what is measured only", () => {
    const long = { ...image, spacing: [1, 1, 4] as const };
    const notesOf = (features: string[]) =>
      extract(long, { ...mask, spacing: [1, 1, 4] }, { features }).notes.map(({ code }) => code);
    expect(notesOf(["glcm.contrast"])).toContain("elongated-voxels");
    expect(notesOf(["cm_contrast_2D_avg", "stat_mean"])).not.toContain("elongated-voxels");
  });
});

describe("features by name compute nothing that only others need", () => {
  const watched = {
    autocorrelation: () => vi.spyOn(autocorrelation, "measureAutocorrelation"),
    hull: () => vi.spyOn(hulls, "hullOfMesh"),
    surface: () => vi.spyOn(surfaces, "measureSurface"),
    peak: () => vi.spyOn(peaks, "intensityPeak"),
    pairs: () => vi.spyOn(pairs, "countGlcm"),
    border: () => vi.spyOn(distances, "borderDistance"),
  };
  type Watched = keyof typeof watched;

  it.each<[string, Partial<Record<Watched, number>>]>([
    ["morph_volume", { surface: 1 }],
    ["morph_vol_approx", {}],
    ["morph_diam", {}],
    ["morph_moran_i", { autocorrelation: 1 }],
    ["morph_vol_dens_conv_hull", { surface: 1, hull: 1 }],
    ["morph_com", {}],
    ["loc_peak_loc", { peak: 1 }],
    ["loc_peak_glob", { peak: 2 }],
    ["cm_contrast_3D_avg", { pairs: 1 }],
    ["glcm.contrast", { pairs: 1 }],
    ["szm_sze_3D", {}],
    ["dzm_sde_2D", { border: 1 }],
    ["stat_mean", {}],
  ])("%s: %j", (word, expected) => {
    const spies = Object.entries(watched).map(([id, spy]) => [id, spy()] as const);
    try {
      measured({ features: [word] });
      const calls = spies.map(([id, { mock }]) => [id, mock.calls.length] as const);
      expect(Object.fromEntries(calls.filter(([, count]) => count > 0))).toEqual(expected);
    } finally {
      for (const [, spy] of spies) spy.mockRestore();
    }
  });

  it("not even the voxels beyond the region", () => {
    const region = (features: string[]) => extract(image, mask, { features });
    const nowhere = { ...image, data: image.data.map((v, n) => (mask.data[n] ? v : Number.NaN)) };
    expect(extract(nowhere, mask, { features: ["stat_mean"] }).features).toEqual(
      region(["stat_mean"]).features,
    );
  });
});
