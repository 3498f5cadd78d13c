// slow: every neighbourhood is extracted on its own
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { prepareRegion } from "../../src/extraction/prepare-region.ts";
import { mapFamilies } from "../../src/families/families.ts";
import { featureMap } from "../../src/feature-map/feature-map.ts";
import { featureMapRows } from "../../src/feature-map/feature-map-rows.ts";
import {
  type FeatureMapOptions,
  listMapFeatures,
  type Neighbourhood,
} from "../../src/feature-map/map-options.ts";
import { resample } from "../../src/processing/resample.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import { indexToWorld } from "../../src/volume/geometry.ts";
import { gridOf, type Volume } from "../../src/volume/volume.ts";
import { digitalPhantom } from "../phantoms.ts";
import { arbitraryPair, drawn, mirrored, type Pair, permuted } from "../regions.ts";
import { measureEachNeighbourhood } from "./each-neighbourhood.ts";

/** Maps against the features of every neighbourhood on its own. */
function expectMaps({ image, mask }: Pair, input: SettingsInput, kernel: Neighbourhood): void {
  const { window: _, ...region } = prepareRegion(image, mask, input, 1e3); // the whole image
  const settings = resolveSettings(input);
  const maps = featureMap(image, mask, { ...kernel, settings: input });
  const expected = measureEachNeighbourhood(region, settings, mapFamilies, kernel);
  const tags = new Set(expected.flatMap((values) => [...values.keys()]));
  expect(new Set(maps.map(({ tag }) => tag))).toEqual(tags);
  for (const { tag, volume } of maps) {
    volume.data.forEach((found, v) => {
      const value = expected[v].get(tag) ?? Number.NaN;
      if (isClose(found, value)) return;
      expect.fail(`${tag} at voxel ${v}: found ${found}, expected ${value}`);
    });
  }
}

function isClose(found: number, expected: number): boolean {
  if (Number.isNaN(expected)) return Number.isNaN(found);
  return Math.abs(found - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
}

const kernels = fc.record({
  radius: fc.integer({ min: 1, max: 3 }),
  shape: fc.constantFrom("cubic" as const, "spherical" as const),
  dimensions: fc.constantFrom(2 as const, 3 as const),
  masked: fc.boolean(),
});

const aggregations = fc.uniqueArray(
  fc.constantFrom("2D:avg", "2D:mrg", "2.5D:avg", "2.5D:mrg", "3D:avg", "3D:mrg"),
  { minLength: 1, maxLength: 2 },
);

const discretisations = fc.oneof(
  fc.record({
    method: fc.constant("fixedBinNumber" as const),
    bins: fc.constantFrom(2, 4, 9, 300),
  }),
  fc.record({
    method: fc.constant("fixedBinSize" as const),
    width: fc.constantFrom(0.7, 2, 100),
    minimum: fc.constantFrom(null, -3),
  }),
  fc.constant({ method: "none" as const }),
);

const few = { numRuns: 25, endOnFailure: true };

describe("featureMap", () => {
  it("equals the extraction of every neighbourhood on its own", () => {
    fc.assert(
      fc.property(
        arbitraryPair(5, 6),
        kernels,
        aggregations,
        discretisations,
        (pair, kernel, names, discretise) => {
          expectMaps(pair, { aggregations: names, discretise }, kernel);
        },
      ),
      few,
    );
  });

  it("equals that extraction at any distance, alpha and weight of directions", () => {
    fc.assert(
      fc.property(
        arbitraryPair(5, 6),
        kernels,
        fc.integer({ min: 1, max: 2 }),
        fc.integer({ min: 0, max: 3 }),
        fc.constantFrom("manhattan" as const, "euclidean" as const, "chebyshev" as const),
        fc.constantFrom("inverse" as const, "gaussian" as const),
        (pair, kernel, distance, alpha, norm, weight) => {
          const weighted = { distanceWeighting: { norm, weight } };
          const settings: SettingsInput = {
            aggregations: ["2.5D:mrg", "3D:mrg"],
            distance,
            ngldm: { alpha },
            glcm: weighted,
            glrlm: weighted,
          };
          expectMaps(pair, settings, kernel);
        },
      ),
      few,
    );
  });

  it("equals that extraction where re-segmentation leaves voxels out", () => {
    fc.assert(
      fc.property(
        arbitraryPair(5, 6).filter(({ image, mask }) =>
          image.data.some((x, v) => mask.data[v] === 1 && x >= 2 && x <= 5),
        ),
        kernels,
        (pair, kernel) => {
          expectMaps(
            pair,
            { aggregations: ["2D:mrg", "3D:avg"], resegment: { range: [2, 5] } },
            kernel,
          );
        },
      ),
      few,
    );
  });

  it("equals a whole extraction in the digital phantom", () => {
    const { image, mask } = digitalPhantom();
    const settings: SettingsInput = { discretise: { method: "none" } };
    const maps = featureMap(image, mask, { settings });
    const [nx, ny] = image.size;
    for (const v of [0, 27, 38]) {
      const [x, y, z] = [v % nx, Math.floor(v / nx) % ny, Math.floor(v / (nx * ny))];
      const around = mask.data.map((bit, w) => {
        const away = [(w % nx) - x, (Math.floor(w / nx) % ny) - y, Math.floor(w / (nx * ny)) - z];
        return bit === 1 && away.every((step) => Math.abs(step) <= 1) ? 1 : 0;
      });
      const { features, roi } = extract(image, { ...mask, data: around }, settings);
      // the highest level of the neighbourhood is N_g there, and that of the region is in the maps
      const onLevels = /^cm_inv_diff.*_norm|^ih_.*(grad|entropy|uniformity)/;
      const compared = features.flatMap(({ tag, value }) => {
        const map = maps.find((one) => one.tag === tag);
        if (map === undefined || (roi.greyLevels !== 6 && onLevels.test(tag))) return [];
        return { tag, found: map.volume.data[v], value };
      });
      expect(compared.length).toBeGreaterThan(100);
      for (const { tag, found, value } of compared) {
        expect(isClose(found, value ?? Number.NaN), `${tag}: ${found}, expected ${value}`).toBe(
          true,
        );
      }
    }
  });

  it("has the values counted by hand", () => {
    const { image, mask } = drawn([["1223."]]);
    const names = [
      "cm_contrast_3D_comb",
      "cm_joint_max_3D_comb",
      "stat_mean",
      "szm_sze_3D",
      "dzm_lde_3D",
    ];
    const maps = featureMap(image, mask, {
      features: names,
      settings: { discretise: { method: "none" } },
    });
    const values = (tag: string) => [...(maps.find((map) => map.tag === tag)?.volume.data ?? [])];
    // the pairs within each window: 12; 12 22; 22 23; 23
    expect(values("cm_contrast_3D_comb")).toEqual([1, 1 / 2, 1 / 2, 1, Number.NaN]);
    expect(values("cm_joint_max_3D_comb")).toEqual([1 / 2, 1 / 2, 1 / 2, 1 / 2, Number.NaN]);
    expect(values("stat_mean")).toEqual([3 / 2, 5 / 3, 7 / 3, 5 / 2, Number.NaN]);
    // zones 1 2; 1 22; 22 3; 2 3
    expect(values("szm_sze_3D")).toEqual([1, 5 / 8, 5 / 8, 1, Number.NaN]);
    // every voxel of a row is at distance 1 from the border
    expect(values("dzm_lde_3D")).toEqual([1, 1, 1, 1, Number.NaN]);
  });

  it("measures the distance to the border of the neighbourhood", () => {
    const image = volumeOf(
      Array.from({ length: 125 }, () => 3),
      [5, 5, 5],
    );
    const ones = { ...image, data: new Uint8Array(125).fill(1) };
    const [map] = featureMap(image, ones, {
      features: ["dzm_lde_3D"],
      radius: 2,
    });
    // a neighbourhood is one zone: its distance is 1, although the centre voxel has distance 3
    expect(new Set(map.volume.data)).toEqual(new Set([1]));
  });

  it("is NaN where a neighbourhood has too few voxels", () => {
    const { image, mask } = drawn([["12..3"]]);
    const [entropy, coarseness, runs] = featureMap(image, mask, {
      features: ["cm_joint_entr_3D_avg", "ngt_coarseness_3D", "rlm_sre_3D_avg"],
      settings: { discretise: { method: "none" } },
    });
    expect([...entropy.volume.data]).toEqual([1, 1, Number.NaN, Number.NaN, Number.NaN]);
    expect([...coarseness.volume.data].map(Number.isNaN)).toEqual([false, false, true, true, true]);
    expect([...runs.volume.data]).toEqual([1, 1, Number.NaN, Number.NaN, 1]);
  });

  it("moves with mirrored and exchanged axes", () => {
    const options: FeatureMapOptions = {
      features: ["glcm", "glszm", "ngtdm"],
      settings: { aggregations: ["3D:mrg"], discretise: { method: "none" } },
    };
    fc.assert(
      fc.property(arbitraryPair(5, 5), ({ image, mask }) => {
        const maps = featureMap(image, mask, options);
        const turn = <V extends Volume>(volume: V) => permuted(mirrored(volume, 0), [2, 0, 1]);
        const turned = featureMap(turn(image), turn(mask), options);
        maps.forEach(({ tag, volume }, n) => {
          turn(volume).data.forEach((expected, v) => {
            expect(isClose(turned[n].volume.data[v], expected), tag).toBe(true);
          });
        });
      }),
      few,
    );
  });

  it("lies on the processed image's grid", () => {
    const { image, mask } = digitalPhantom();
    const step = { spacing: [1, 1.5, null] } as const;
    const [map] = featureMap(image, mask, {
      features: ["stat_mean"],
      settings: { resample: step },
    });
    expect(gridOf(map.volume)).toEqual(gridOf(resample(image, step)));
    const [native] = featureMap(image, mask, { features: ["stat_mean"] });
    expect(gridOf(native.volume)).toEqual(gridOf(image));
  });

  it("is cropped to the region on request", () => {
    const { image, mask } = drawn([
      ["......", "..12..", ".3.4.."],
      ["......", "......", "...5.."],
      ["......", "......", "......"],
    ]); // biome-ignore format: slices
    const options = { features: ["stat_mean"], masked: false } as const;
    const [whole] = featureMap(image, mask, options);
    const [box] = featureMap(image, mask, { ...options, crop: true });
    expect(box.volume.size).toEqual([3, 2, 2]);
    expect(box.volume.origin).toEqual(indexToWorld(image, [1, 1, 0]));
    const inside = (data: Float64Array) => data.filter((x) => !Number.isNaN(x));
    expect(inside(box.volume.data)).toEqual(inside(whole.volume.data));
    expect(inside(box.volume.data)).toHaveLength(5);
  });

  it("takes voxels around the region on request, at the nearest of its grey levels", () => {
    const { image, mask } = drawn([["7125.9"]]);
    const around = { ...mask, data: Uint8Array.of(0, 1, 1, 0, 0, 0) };
    const [mean, highest] = featureMap(image, around, {
      features: ["stat_mean", "ih_max"],
      masked: false,
      settings: { discretise: { method: "fixedBinSize", width: 1 } },
    });
    expect([...mean.volume.data].slice(1, 3)).toEqual([10 / 3, 8 / 3]);
    expect([...highest.volume.data].slice(1, 3)).toEqual([2, 2]);
  });

  it("has one matrix for 2 dimensions, and aggregations to match", () => {
    const { image, mask } = digitalPhantom();
    const maps = featureMap(image, mask, { features: ["glcm", "ngldm"], dimensions: 2 });
    expect(new Set(maps.map(({ aggregation }) => aggregation))).toEqual(
      new Set(["2D:avg", "2D:mrg", "2D"]),
    );
    const told = featureMap(image, mask, {
      features: ["cm_contrast_3D_comb"],
      dimensions: 2,
      settings: { aggregations: ["3D:mrg"] },
    });
    const merged = maps.find(({ tag }) => tag === "cm_contrast_2D_comb");
    expect(told[0].volume).toEqual(merged?.volume);
  });
});

function volumeOf(values: readonly number[], size: readonly [number, number, number]) {
  return { ...digitalPhantom().image, size, data: Float64Array.from(values) };
}

describe("what featureMap refuses", () => {
  const { image, mask } = digitalPhantom();
  const hole = { ...image, data: Float64Array.from(image.data) };
  hole.data[mask.data.indexOf(0)] = Number.NaN;

  it.each<[string, FeatureMapOptions, RegExp]>([
    ["a radius of 0", { radius: 0 }, /^radius: found 0, expected null or an integer at least 1$/],
    ["a radius that is no integer", { radius: 1.5 }, /^radius: found 1.5/],
    [
      "an unknown shape",
      { shape: "cubical" as "cubic" },
      /^shape: found "cubical", expected "cubic" or "spherical"; did you mean "cubic"\?$/,
    ],
    ["other dimensions", { dimensions: 4 as 3 }, /^dimensions: found 4, expected 2 or 3$/],
    [
      "an unknown option",
      { raduis: 2 } as FeatureMapOptions,
      /^unknown option "raduis": did you mean "radius"\?$/,
    ],
    [
      "no options",
      null as unknown as FeatureMapOptions,
      /^options: found null, expected an object$/,
    ],
    [
      "an unknown feature",
      { features: ["glcm", "glcm.jointEntopy"] },
      /^features\[1\]: found "glcm.jointEntopy", expected a tag .*; did you mean "glcm.jointEntropy"\?$/,
    ],
    [
      "a tag of another aggregation",
      { features: ["cm_contrast_2D_avg"] },
      /expected a feature under 3D:avg, 3D:mrg or 3D: it takes aggregations: \["2D:avg"\] in the settings; option dimensions: 2 has 2D aggregations by default$/,
    ],
    [
      "a family without maps",
      { features: ["morphology"] },
      /found "morphology", which has no feature maps, expected one of statistics, /,
    ],
    [
      "no features",
      { features: [] },
      /^features: found an array of 0, expected one of at least 1$/,
    ],
    [
      "settings with features without maps only",
      { settings: { features: ["morph_volume"] } },
      /^features: found morph_volume, which have no feature maps/,
    ],
    [
      "settings with families without maps only",
      { settings: { families: ["morphology"] } },
      /^families: found morphology, which have no feature maps/,
    ],
    [
      "filters",
      { settings: { filters: [{ type: "gradient" }] } },
      /^filters: found some, expected none/,
    ],
    ["unknown settings", { settings: { binz: 3 } as SettingsInput }, /^unknown setting "binz"/],
    [
      "a distance wider than the kernel",
      { settings: { distance: 3 } },
      /^distance: found 3, expected at most 2/,
    ],
  ])("%s", (_, options, message) => {
    expect(() => featureMap(image, mask, options)).toThrow(
      expect.objectContaining({
        code: "invalid-settings",
        message: expect.stringMatching(message),
      }),
    );
  });

  it("NaN in a neighbourhood, unless that is masked", () => {
    const features = ["stat_mean"];
    const refused = () => featureMap(hole, mask, { features, masked: false });
    expect(refused).toThrow(
      expect.objectContaining({
        code: "invalid-intensity",
        message: expect.stringMatching(
          /^neighbourhoods that are not masked: 1 of .* with NaN; option nonFinite: exclude leaves them out$/,
        ),
      }),
    );
    const plain = featureMap(image, mask, { features });
    expect(featureMap(hole, mask, { features })[0].volume).toEqual(plain[0].volume);
  });

  it("a region without voxels, and another grid", () => {
    const code = (value: string) => expect.objectContaining({ code: value });
    const nothing = { settings: { resegment: { range: [90, 91] } } } as const;
    expect(() => featureMap(image, mask, nothing)).toThrow(code("empty-mask"));
    expect(() => featureMap(image, { ...mask, spacing: [1, 1, 1] })).toThrow(
      code("geometry-mismatch"),
    );
  });
});

describe("voxels without a finite intensity", () => {
  const settings: SettingsInput = { discretise: { method: "none" }, nonFinite: "exclude" };
  const row = drawn([["1234.5"]]);
  const holed = { ...row.image, data: row.image.data.slice() };
  holed.data[1] = Number.NaN;
  holed.data[4] = Number.POSITIVE_INFINITY;

  it("get no value and count in no neighbourhood", () => {
    const options = { settings, features: ["stat_mean", "stat_max"] };
    const [mean, highest] = featureMap(holed, row.mask, options);
    // the 2 is a hole and a voxel lies outside: 1; 3 4; 3 4; 5
    expect([...mean.volume.data]).toEqual([1, NaN, 3.5, 3.5, NaN, 5]);
    expect([...highest.volume.data]).toEqual([1, NaN, 4, 4, NaN, 5]);
    const { notes, voxels } = featureMapRows(holed, row.mask, options);
    expect(voxels).toBe(4);
    expect(notes.map(({ details }) => details)).toEqual([
      { image: "original", excluded: 1, voxels: 5 },
    ]);
  });

  it("count in none that is not masked either, and are told of", () => {
    const options = { settings, features: ["stat_mean"], masked: false };
    expect([...featureMap(holed, row.mask, options)[0].volume.data]).toEqual([
      1,
      NaN,
      3.5,
      3.5,
      NaN,
      5,
    ]);
    const { notes } = featureMapRows(holed, row.mask, options);
    expect(notes.map(({ details }) => details)).toEqual([
      { image: "original", excluded: 1, voxels: 5 },
      { excluded: 2, voxels: 6 },
    ]);
    const ranged: SettingsInput = {
      ...settings,
      nonFinite: "refuse",
      resegment: { range: [1, 9] },
    };
    expect(featureMap(holed, row.mask, { ...options, settings: ranged })).toEqual(
      featureMap(holed, row.mask, options),
    );
  });

  it("have the maps of a region that is re-segmented without them", () => {
    fc.assert(
      fc.property(arbitraryPair(4), fc.nat(), ({ image, mask }, place) => {
        const inside = [...mask.data.keys()].filter((v) => mask.data[v] === 1);
        const at = inside[place % inside.length];
        const put = (value: number) => ({
          ...image,
          data: image.data.map((x, v) => (v === at ? value : x)),
        });
        const some: SettingsInput = {
          discretise: { method: "fixedBinNumber", bins: 4 },
          families: ["statistics", "glcm", "gldzm"],
          aggregations: ["3D:mrg"],
        };
        const excluded = featureMap(put(Number.NaN), mask, {
          settings: { ...some, nonFinite: "exclude" },
        });
        const ranged = { ...some, resegment: { range: [0, 100] } } as const;
        expect(excluded).toEqual(featureMap(put(1e4), mask, { settings: ranged }));
      }),
      { numRuns: 15 },
    );
  });

  it("are refused with a reason where nothing else is in the region", () => {
    const empty = { ...row.image, data: row.image.data.map(() => Number.NaN) };
    expect(() => featureMap(empty, row.mask, { settings })).toThrow(
      /^no voxel of the region is left after re-segmentation: 5 of the region's 5 voxels have no/,
    );
  });
});

describe("the features that are mapped", () => {
  const tagsOf = (options: FeatureMapOptions) => listMapFeatures(options).map(({ tag }) => tag);

  it("are named by the words that extract takes", () => {
    const both = ["cm_contrast_3D_avg", "cm_contrast_3D_comb"];
    expect(tagsOf({ features: ["glcm.contrast"] })).toEqual(both);
    expect(tagsOf({ features: ["cm_contrast"] })).toEqual(both);
    expect(tagsOf({ features: ["glcm.contrast.3D:avg", "stat_mean"] })).toEqual([
      both[0],
      "stat_mean",
    ]);
  });

  it("are those of the settings' features that have maps, where none are named", () => {
    const settings = { features: ["morph_volume", "stat_mean", "cm_contrast_3D_avg"] };
    expect(tagsOf({ settings })).toEqual(["stat_mean", "cm_contrast_3D_avg"]);
    expect(tagsOf({ settings, features: ["stat_min"] })).toEqual(["stat_min"]);
  });
});
