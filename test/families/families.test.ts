import { describe, expect, expectTypeOf, it } from "vitest";
import {
  type FamilyId,
  type FeatureName,
  families,
  familyIds,
  type MapFamilyId,
  type MatrixFamilyId,
  type RegionFamilyId,
  type ResponseFamilyId,
  regionFamilies,
} from "../../src/families/families.ts";
import type { FeatureValue } from "../../src/families/feature-value.ts";
import type { Settings } from "../../src/settings/settings.ts";

type Texture = "glcm" | "glrlm" | "glszm" | "gldzm" | "ngtdm" | "ngldm";
type Intensity = "localIntensity" | "statistics" | "histogram" | "intensityVolume";

describe("the families", () => {
  it("are those of settings, by type", () => {
    expectTypeOf<FamilyId>().toEqualTypeOf<
      "morphology" | "planarMorphology" | Intensity | "doseVolume" | Texture | "diagnostics"
    >();
    expectTypeOf<RegionFamilyId>().toEqualTypeOf<
      "morphology" | "planarMorphology" | Intensity | "doseVolume" | Texture
    >();
    expectTypeOf<ResponseFamilyId>().toEqualTypeOf<Intensity | Texture>();
    expectTypeOf<MatrixFamilyId>().toEqualTypeOf<Texture>();
    expectTypeOf<MapFamilyId>().toEqualTypeOf<"statistics" | "histogram" | Texture>();
    expectTypeOf<Settings["families"]>().toEqualTypeOf<readonly FamilyId[]>();
    expectTypeOf<Settings["ngldm"]>().toEqualTypeOf<{ readonly alpha: number }>();
    expectTypeOf<Settings["glcm"]["distanceWeighting"]>().toEqualTypeOf<{
      readonly norm: "manhattan" | "euclidean" | "chebyshev";
      readonly weight: "inverse" | "gaussian";
    } | null>();
    expectTypeOf<"glszm">().not.toExtend<keyof Settings>();
  });

  it("know their features' names, by type", () => {
    expectTypeOf<FeatureName<"ngtdm">>().toEqualTypeOf<
      "coarseness" | "contrast" | "busyness" | "complexity" | "strength"
    >();
    expectTypeOf<"jointEntropy">().toExtend<FeatureName<"glcm">>();
    expectTypeOf<"jointEntropie">().not.toExtend<FeatureName<"glcm">>();
    expectTypeOf<FeatureValue<"ngtdm">["name"]>().toEqualTypeOf<FeatureName<"ngtdm">>();
    const narrowed = (row: FeatureValue) => (row.family === "ngtdm" ? row.name : null);
    expectTypeOf(narrowed).returns.toEqualTypeOf<FeatureName<"ngtdm"> | null>();
  });

  it("have ids, names, codes and tag prefixes of their own", () => {
    const told = families.map(({ id, name, code, tagPrefix }) => [id, name, code, tagPrefix]);
    for (const field of [0, 1, 2, 3]) {
      const words = told.map((row) => row[field]).filter((word) => word !== null);
      expect(new Set(words).size).toBe(words.length);
    }
    expect(families.flatMap(({ code }) => (code === null ? [] : [code.length]))).toEqual(
      new Array(11).fill(4),
    );
  });

  it("start their features' tags with their prefix", () => {
    for (const { tagPrefix, features } of families) {
      if (tagPrefix === null) continue;
      for (const { tag } of Object.values(features)) expect(tag.split("_")[0]).toBe(tagPrefix);
    }
  });

  it("are measured on regions, all but the diagnostics", () => {
    expect(regionFamilies).toEqual(familyIds.filter((id) => id !== "diagnostics"));
  });

  it("have settings of their own with defaults", () => {
    for (const { settings } of families) expect(settings?.json.required).toBeUndefined();
  });
});
