import { describe, expect, it } from "vitest";
import { familyIds, familyOf, responseFamilies } from "../../src/families/families.ts";
import {
  aggregationsFor,
  chooseFeatures,
  familiesNamed,
  wordsOf,
} from "../../src/families/feature-choice.ts";
import { aggregationsOf, textureAggregations } from "../../src/features/aggregation.ts";

describe("chooseFeatures", () => {
  it("takes a feature by family and name, or by its tag, under every aggregation", () => {
    const contrast = { glcm: { names: ["contrast"], under: [] } };
    expect(chooseFeatures(["glcm.contrast"])).toEqual(contrast);
    expect(chooseFeatures(["cm_contrast"])).toEqual(contrast);
    expect(chooseFeatures(["glcm.contrast", "cm_contrast"])).toEqual(contrast);
    expect(chooseFeatures(["morph_volume"])).toEqual({
      morphology: { names: ["volumeMesh"], under: [] },
    });
  });

  it("takes a tag or a column with an aggregation under that alone", () => {
    const averaged = { glcm: { names: [], under: [{ name: "contrast", aggregation: "3D:avg" }] } };
    expect(chooseFeatures(["cm_contrast_3D_avg"])).toEqual(averaged);
    expect(chooseFeatures(["glcm.contrast.3D:avg", "cm_contrast_3D_avg"])).toEqual(averaged);
    expect(chooseFeatures(["szm_sze_2_5D"])).toEqual({
      glszm: { names: [], under: [{ name: "smallZoneEmphasis", aggregation: "2.5D" }] },
    });
  });

  it("takes all features of a family, and families in the order in which they are named", () => {
    const { ngtdm } = chooseFeatures(["ngtdm"]);
    expect(ngtdm?.names).toEqual(Object.keys(familyOf("ngtdm").features));
    const words = ["ngtdm.busyness", "stat_mean", "ngtdm", "cm_contrast_3D_avg"];
    expect(familiesNamed(words)).toEqual(["ngtdm", "statistics", "glcm"]);
  });

  it("knows the name, the tag and the column of every feature", () => {
    for (const family of familyIds) {
      const { features, aggregation: kind } = familyOf(family);
      for (const [name, { tag }] of Object.entries(features)) {
        const words = [`${family}.${name}`, tag];
        const aggregations = kind === null ? [] : aggregationsOf(kind, textureAggregations);
        for (const one of aggregations) {
          words.push(`${tag}_${one.tag}`, `${family}.${name}.${one.name}`);
        }
        for (const word of words) {
          const { [family]: choice, ...others } = chooseFeatures([word]);
          expect(others).toEqual({});
          expect([...(choice?.names ?? []), ...(choice?.under ?? []).map((u) => u.name)]).toEqual([
            name,
          ]);
        }
      }
    }
  });
});

describe("wordsOf", () => {
  it("are those of the families alone, each once", () => {
    const words = wordsOf(familyIds);
    expect(new Set(words).size).toBe(words.length);
    const onResponses = wordsOf(responseFamilies);
    expect(onResponses).toContain("loc_peak_loc");
    expect(onResponses).not.toContain("morph_volume");
    expect(words.filter((word) => !onResponses.includes(word))).toEqual(
      expect.arrayContaining(["morphology", "morphology.volumeMesh", "morph_volume"]),
    );
  });
});

describe("aggregationsFor", () => {
  it("are those of the settings for features without one, and those that are named", () => {
    const of = (word: string, ...more: string[]) => {
      const words = [word, ...more];
      const [family] = familiesNamed(words);
      return aggregationsFor(family, chooseFeatures(words)[family] ?? null, ["3D:avg", "3D:mrg"]);
    };
    expect(of("glcm.contrast")).toEqual(["3D:avg", "3D:mrg"]);
    expect(of("cm_contrast_2D_avg")).toEqual(["2D:avg"]);
    expect(of("cm_contrast_2D_avg", "glcm.contrast")).toEqual(["3D:avg", "3D:mrg", "2D:avg"]);
    expect(of("cm_contrast_3D_avg", "glcm.contrast")).toEqual(["3D:avg", "3D:mrg"]);
    expect(of("szm_sze_2D")).toEqual(["2D:avg"]);
    expect(of("szm_sze_3D", "glszm.zonePercentage")).toEqual(["3D:avg", "3D:mrg"]);
    expect(of("stat_mean")).toEqual(["3D:avg", "3D:mrg"]);
  });
});
