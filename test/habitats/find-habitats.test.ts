import { describe, expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { featureMap } from "../../src/feature-map/feature-map.ts";
import { applyFilter } from "../../src/filters/apply-filter.ts";
import { filterIdentity } from "../../src/filters/filters.ts";
import type { HabitatImage } from "../../src/habitats/case-images.ts";
import { findHabitats, type HabitatOptions } from "../../src/habitats/find-habitats.ts";
import { habitatMask } from "../../src/habitats/habitat.ts";
import { measureHabitats } from "../../src/habitats/measure-habitats.ts";
import { placeLabels } from "../../src/habitats/place-labels.ts";
import { resample } from "../../src/processing/resample.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import { crop } from "../../src/volume/box.ts";
import type { Volume } from "../../src/volume/volume.ts";
import { tumour } from "./two-tissues.ts";

const { image, other, mask, core } = tumour;
const two = { clusters: 2 } as const;

/** The labels of a case on the grid of its image, as they must be: the core is 1, what is around it 2. */
const expected = Array.from(mask.data, (inside, v) =>
  inside === 0 ? 0 : core.data[v] === 1 ? 1 : 2,
);

describe("habitats of a case", () => {
  it("are the two tissues of a tumour, chosen to be two", () => {
    const found = findHabitats([{ image }], mask, { clustering: { clusters: [2, 5] } });
    expect([...placeLabels(found.labels, image).data]).toEqual(expected);
    expect(found.tried).toHaveLength(4);
    expect(found.habitats.map(({ voxels, components }) => [voxels, components])).toEqual([
      [core.data.filter(Boolean).length, 1],
      [mask.data.filter(Boolean).length - core.data.filter(Boolean).length, 1],
    ]);
    expect(found.maps.map(({ name }) => name)).toEqual(["intensity"]);
  });

  it("are made by intensities, responses and feature maps, as the library makes these", () => {
    const filter = { type: "mean", support: 3 } as const;
    const settings: SettingsInput = {
      filters: [filter],
      resegment: { range: [18, 90] },
      discretise: { method: "fixedBinNumber", bins: 8 },
    };
    const options: HabitatOptions = {
      maps: ["intensity", "filters", "stat_mean", "glcm.contrast"],
      radius: 2,
      clustering: two,
    };
    const { maps, labels, notes } = findHabitats([{ image, settings }], mask, options);
    expect(maps.map(({ name }) => name)).toEqual([
      "intensity",
      filterIdentity(filter),
      ...["stat_mean", "cm_contrast_3D_avg", "cm_contrast_3D_comb"],
    ]);
    const { filters: _, ...plain } = settings;
    const features = featureMap(image, mask, {
      settings: plain,
      features: ["stat_mean", "glcm.contrast"],
      radius: 2,
    });
    const response = applyFilter(image, filter);
    const kept = image.data.map((x, v) => (mask.data[v] === 1 && x >= 18 && x <= 90 ? 1 : 0));
    const references = [
      image.data,
      response.data,
      ...features.map(({ volume }) => volume.data),
    ].map((data) => data.map((x, v) => (kept[v] === 1 ? x : Number.NaN)));
    maps.forEach(({ volume }, n) => {
      const whole = { ...image, data: references[n] };
      // both are on grids with the same voxels: the box of the region is looked up in the image
      const found = valuesByPlace(volume);
      const wanted = valuesByPlace(whole);
      expect(found.size).toBe(kept.reduce((sum, one) => sum + one, 0));
      for (const [place, value] of found) expect(wanted.get(place)).toBeCloseTo(value, 9);
    });
    // what re-segmentation leaves out belongs to no habitat
    const placed = placeLabels(labels, image);
    expect(placed.data.map((label) => (label > 0 ? 1 : 0))).toEqual(Uint8Array.from(kept));
    expect(notes.map(({ code }) => code)).toContain("voxels-without-value");
  });

  it("look as far around the region as filters and neighbourhoods do", () => {
    const settings: SettingsInput = {
      discretise: { method: "fixedBinNumber", bins: 8 },
      resample: { spacing: [1.5, 1.5, 1.5] },
    };
    const filters = [
      { type: "laplacianOfGaussian", sigma: 1.5 },
      { type: "gaussian", sigma: 2, boundary: "periodic" },
    ] as const;
    const around = { radius: 2, masked: false } as const;
    const { maps } = findHabitats([{ image, settings: { ...settings, filters } }], mask, {
      ...{ ...around, maps: ["filters", "stat_mean"], clustering: two },
    });
    const whole = resample(image, { spacing: [1.5, 1.5, 1.5] });
    const [mean] = featureMap(image, mask, { settings, features: ["stat_mean"], ...around });
    const wanted = [...filters.map((filter) => applyFilter(whole, filter)), mean.volume];
    expect(maps).toHaveLength(3);
    for (const [n, { volume }] of maps.entries()) {
      const there = valuesByPlace(wanted[n]);
      const found = valuesByPlace(volume);
      expect(found.size).toBeGreaterThan(500);
      for (const [place, value] of found) expect(there.get(place)).toBeCloseTo(value, 9);
    }
  });

  it("of several images are named by them, and ordered by the first", () => {
    const images: HabitatImage[] = [
      { name: "T1", image },
      { name: "PET", image: other, settings: { filters: [{ type: "mean", support: 3 }] } },
    ];
    const found = findHabitats(images, mask, {
      clustering: two,
      maps: ["intensity", "PET:filters"],
    });
    expect(found.maps.map(({ name }) => name.replace(/mean.*/, "mean"))).toEqual([
      "T1:intensity",
      "PET:intensity",
      "PET:mean",
    ]);
    expect([...placeLabels(found.labels, image).data]).toEqual(expected);
    const turned = findHabitats([...images].reverse(), mask, {
      clustering: two,
      maps: ["intensity"],
    });
    // the core is bright in the other image, and so is habitat 2
    expect([...placeLabels(turned.labels, image).data]).toEqual(
      expected.map((label) => (label === 0 ? 0 : 3 - label)),
    );
  });

  it("of images on different grids are found where that is asked for", () => {
    const coarse = resample(other, { spacing: [2, 2, 2] });
    const images = [
      { name: "T1", image },
      { name: "PET", image: coarse },
    ];
    expect(() => findHabitats(images, mask, { clustering: two })).toThrow(
      /^image "PET" is on another grid than the first image: size .*; option resampleImages: true puts it on that grid by linear interpolation/,
    );
    const found = findHabitats(images, mask, {
      clustering: two,
      resampleImages: true,
      maps: ["T1:intensity"],
    });
    expect(found.notes.map(({ code }) => code)).toEqual(["image-resampled"]);
    expect([...placeLabels(found.labels, image).data]).toEqual(expected);
  });

  it("lie on the grid of the settings, in the region that the settings make", () => {
    const settings: SettingsInput = { resample: { spacing: [2, 2, 2] }, mask: { shrink: 2 } };
    const { labels, habitats } = findHabitats([{ image, settings }], mask, { clustering: two });
    expect(labels.spacing).toEqual([2, 2, 2]);
    const { roi } = extract(image, mask, { ...settings, families: ["statistics"] });
    expect(habitats[0].voxels + habitats[1].voxels).toBe(roi.intensityVoxels);
  });

  it("are those of a model where one is given", () => {
    const found = findHabitats([{ image }], mask, { clustering: two });
    const again = findHabitats([{ image }], mask, { model: found.model });
    expect(again.labels).toEqual(found.labels);
    expect(again).toMatchObject({ settings: null, tried: [] });
  });

  it("can be stopped, and tell how far they are", () => {
    const stages: string[] = [];
    const onProgress = ({ stage, done, total }: { stage: string; done: number; total: number }) => {
      expect(done / total).toBeLessThan(1);
      stages.push(stage);
    };
    findHabitats([{ image }], mask, { clustering: two }, { onProgress });
    expect([...new Set(stages)]).toEqual(["processing", "maps", "clusters"]);
    const stopped = AbortSignal.abort("enough");
    expect(() => findHabitats([{ image }], mask, {}, { signal: stopped })).toThrow("enough");
  });

  it.each<readonly [string, readonly HabitatImage[], HabitatOptions, string]>([
    ["no image", [], {}, "images: found none, expected at least one"],
    [
      "an image without a name among several",
      [{ image, name: "T1" }, { image }],
      {},
      "images[1].name: found undefined, expected letters",
    ],
    [
      "a name twice",
      [
        { image, name: "T1" },
        { image, name: "T1" },
      ],
      {},
      'images[1].name: found "T1", expected a name that no other image has',
    ],
    ["no map", [{ image }], { maps: [] }, "maps: found none, expected at least one"],
    [
      "an unknown map",
      [{ image }],
      { maps: ["intensity", "stat_maen"] },
      'maps[1]: found "stat_maen", expected a tag such as',
    ],
    [
      "filters that there are not",
      [{ image }],
      { maps: ["filters"] },
      'maps: found "filters" and no filter in the settings, expected filters there',
    ],
    [
      "a map of an image that there is not",
      [{ image, name: "T1" }],
      { maps: ["PET:stat_mean"] },
      'maps[0]: found "PET:stat_mean"',
    ],
    [
      "different spacings",
      [
        { image, name: "T1", settings: { resample: { spacing: [2, 2, 2] } } },
        { image, name: "T2" },
      ],
      {},
      "image T2 is resampled to another grid than the first image",
    ],
    [
      "an unknown option",
      [{ image }],
      { map: [] } as HabitatOptions,
      'unknown option "map": did you mean "maps"?',
    ],
    [
      "an unknown setting of clustering",
      [{ image }],
      { clustering: { clusters: "two" as never } },
      'clustering.clusters: found "two"',
    ],
  ])("are refused with %s", (_, images, options, message) => {
    expect(() => findHabitats(images, mask, options)).toThrow(message);
  });
});

describe("features of habitats", () => {
  it("are those of the label map in the image", () => {
    const settings: SettingsInput = {
      families: ["statistics", "glcm"],
      discretise: { method: "fixedBinSize", width: 5 },
      resegment: { range: [-10, 200], outlierSigma: 3 },
      filters: [{ type: "mean", support: 3 }],
    };
    const found = findHabitats([{ image, settings }], mask, { clustering: two });
    const measured = measureHabitats(found);
    expect(measured.map(({ image: name, label }) => [name, label])).toEqual([
      ["", 1],
      ["", 2],
    ]);
    const placed = placeLabels(found.labels, image);
    for (const { label, outcome } of measured) {
      // outliers left the region before it was clustered
      const { features } = extract(image, habitatMask(placed, label), {
        ...settings,
        resegment: { range: [-10, 200] },
      });
      const rows = outcome.extraction?.features ?? [];
      expect(rows.map(({ tag, image: of }) => [of, tag])).toEqual(
        features.map(({ tag, image: of }) => [of, tag]),
      );
      for (const [n, { value }] of rows.entries()) {
        expect(value ?? -1).toBeCloseTo(features[n].value ?? -1, 9);
      }
    }
  });

  it("name the habitat that is too small for them", () => {
    const lone: Volume = {
      ...image,
      data: image.data.map((x, v) => (v === 13 + 28 * (11 + 24 * 5) ? 1e6 : x)),
    };
    const settings: SettingsInput = { families: ["morphology"], discretise: { method: "none" } };
    const measured = measureHabitats(
      findHabitats([{ image: lone, settings }], mask, { clustering: two }),
    );
    expect(measured).toHaveLength(2);
    expect(measured[1].outcome.error ?? measured[1].outcome.extraction?.roi.intensityVoxels).toBe(
      1,
    );
  });
});

/** The values of a map that are numbers, by their place in the world to a micrometre. */
function valuesByPlace({ data, ...grid }: Volume): Map<string, number> {
  const box = { min: [0, 0, 0], max: [0, 0, 0] } as const;
  const found = new Map<string, number>();
  const [nx, ny] = grid.size;
  data.forEach((value, v) => {
    if (Number.isNaN(value)) return;
    const at = [v % nx, Math.floor(v / nx) % ny, Math.floor(v / (nx * ny))] as const;
    const { origin } = crop({ ...grid, data }, { ...box, min: at, max: at });
    found.set(origin.map((x) => (x + 1e-9).toFixed(3)).join(), value);
  });
  return found;
}

it("checks neighbourhoods and frames of reference in any case", () => {
  expect(() => findHabitats([{ image }], mask, { radius: 0 })).toThrow("radius: found 0");
  const [first, second] = [
    { name: "T1", image: { ...image, frameOfReference: "1.2" } },
    { name: "T2", image: { ...other, frameOfReference: "1.3" } },
  ];
  expect(() => findHabitats([first, second], mask)).toThrow(
    'image "T2" lies in another frame of reference than the first image: found 1.3, expected 1.2',
  );
});
