import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { extractRegions } from "../../src/extraction/extract-regions.ts";
import { measureFamily } from "../../src/extraction/measure-family.ts";
import type { FamilyId } from "../../src/families/families.ts";
import type { FeatureValue } from "../../src/families/feature-value.ts";
import type { Note } from "../../src/messages/note.ts";
import type { Region } from "../../src/processing/region.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import type { Volume } from "../../src/volume/volume.ts";
import { digitalPhantom } from "../phantoms.ts";
import { arbitraryPair, drawn, type Pair } from "../regions.ts";

const everyFamily = [
  "morphology",
  "localIntensity",
  "statistics",
  "histogram",
  "intensityVolume",
  "glcm",
  "glrlm",
  "glszm",
  "gldzm",
  "ngtdm",
  "ngldm",
] as const satisfies FamilyId[];

const inBins: SettingsInput = {
  discretise: { method: "fixedBinNumber", bins: 8 },
  intensityVolume: { method: "fixedBinNumber", bins: 20 },
  aggregations: ["2D:avg", "2.5D:mrg", "3D:avg"],
};

const { NaN: none, POSITIVE_INFINITY: infinite } = Number;

function replaced<V extends Volume>(volume: V, voxels: readonly number[], value: number): V {
  const data = Float64Array.from(volume.data);
  for (const v of voxels) data[v] = value;
  return { ...volume, data };
}

/** A region, and some of its voxels, not all. */
const holedPair = arbitraryPair().chain((pair) => {
  const inside = [...pair.mask.data.keys()].filter((v) => pair.mask.data[v] === 1);
  const holes = fc.subarray(inside, { minLength: 1, maxLength: inside.length - 1 });
  return holes.map((voxels) => ({ ...pair, voxels }));
});

const rowsOf = ({ image, mask }: Pair, settings: SettingsInput): readonly FeatureValue[] =>
  extract(image, mask, settings).features;

const lookUp = (rows: readonly FeatureValue[], tag: string, image = "original") =>
  rows.find((row) => row.tag === tag && row.image === image)?.value;

const excludedIn = (notes: readonly Note[]) =>
  notes.filter(({ code }) => code === "non-finite-excluded").map(({ details }) => details);

describe("voxels without a finite intensity", () => {
  const pair = drawn([["1234", "2341", "3412"]]);
  const holed = { ...pair, image: replaced(pair.image, [1, 6], none) };

  it("refuse their region unless told, and say what would", () => {
    for (const settings of [{}, { nonFinite: "refuse" }, { resegment: { outlierSigma: 3 } }]) {
      expect(() => rowsOf(holed, settings as SettingsInput)).toThrow(
        /^2 of the region's 12 voxels have no finite intensity; the first is voxel \(1, 0, 0\) .* with NaN; option nonFinite: exclude leaves them out$/,
      );
    }
  });

  it("leave the intensity mask and not the shape, and are told of", () => {
    const settings: SettingsInput = {
      nonFinite: "exclude",
      families: ["morphology", "statistics"],
    };
    const { roi, features, notes, settings: resolved } = extract(holed.image, holed.mask, settings);
    expect(resolved.nonFinite).toBe("exclude");
    expect(roi).toMatchObject({ morphologicalVoxels: 12, intensityVoxels: 10 });
    expect(lookUp(features, "morph_vol_approx")).toBe(12);
    // 1 3 4, 2 3 1, 3 4 1 2 and the 2 and 4 that are no numbers any more
    expect(lookUp(features, "stat_mean")).toBe(2.4);
    expect(lookUp(features, "stat_max")).toBe(4);
    expect(notes).toEqual([
      {
        code: "non-finite-excluded",
        message:
          "2 of the region's 12 voxels have no finite intensity and are not in its intensity mask",
        details: { image: "original", excluded: 2, voxels: 12 },
      },
    ]);
  });

  it("are left out by a range in either case, also by one with an open end", () => {
    const image = replaced(holed.image, [11], infinite);
    for (const nonFinite of ["refuse", "exclude"] as const) {
      const { features, roi, notes } = extract(image, pair.mask, {
        nonFinite,
        families: ["statistics"],
        resegment: { range: [2, null] },
      });
      // 3 4, 2 3, 3 4: the four 1 are below the range, a 2, a 4 and a 2 are no numbers
      expect(roi.intensityVoxels).toBe(6);
      expect(lookUp(features, "stat_mean")).toBeCloseTo(19 / 6, 14);
      expect(excludedIn(notes)).toEqual([{ image: "original", excluded: 3, voxels: 12 }]);
    }
  });

  it("leave a region without intensities where they are all there is", () => {
    const empty = replaced(pair.image, [...pair.image.data.keys()], none);
    const { roi, features, notes } = extract(empty, pair.mask, {
      nonFinite: "exclude",
      families: ["morphology", "statistics", "glcm"],
    });
    expect(roi.intensityVoxels).toBe(0);
    expect(lookUp(features, "morph_vol_approx")).toBe(12);
    for (const { family, value, reason } of features) {
      if (family !== "morphology") expect([value, reason]).toEqual([null, "empty-intensity-mask"]);
    }
    expect(notes).toHaveLength(1);
  });

  it("measure every family as re-segmentation measures it that leaves out the same voxels", () => {
    fc.assert(
      fc.property(holedPair, ({ image, mask, voxels }) => {
        // spheres of local intensities take in what re-segmentation leaves out, but no NaN
        const families = everyFamily.filter((id) => id !== "localIntensity");
        const excluded = rowsOf(
          { image: replaced(image, voxels, none), mask },
          { ...inBins, families, nonFinite: "exclude" },
        );
        const beyond = { image: replaced(image, voxels, 1e4), mask };
        const range = [0, 1000] as const;
        expect(excluded).toEqual(rowsOf(beyond, { ...inBins, families, resegment: { range } }));
      }),
      { numRuns: 25 },
    );
  });

  it("measure every family as that of a region built by hand without them", () => {
    fc.assert(
      fc.property(holedPair, ({ image, mask, voxels }) => {
        const holes = replaced(image, voxels, none);
        const without = mask.data.map((bit, v) => (voxels.includes(v) ? 0 : bit));
        const byHand: Region = {
          image: holes,
          morphologicalMask: mask,
          intensityMask: { ...mask, data: without },
        };
        const settings: SettingsInput = { ...inBins, nonFinite: "exclude" };
        const found = rowsOf({ image: holes, mask }, settings);
        const measured = (region: Region, input: SettingsInput) =>
          everyFamily.flatMap((family) => measureFamily(family, region, input));
        expect(found).toEqual(measured(byHand, inBins));
        expect(found).toEqual(measured({ ...byHand, intensityMask: mask }, settings));
      }),
      { numRuns: 15 },
    );
  });

  it("change nothing where there are none", () => {
    fc.assert(
      fc.property(arbitraryPair(), ({ image, mask }) => {
        const settings: SettingsInput = {
          ...inBins,
          resample: { spacing: [0.8, 1.1, null] },
          families: ["statistics", "glcm", "diagnostics"],
          filters: [{ type: "mean", support: 3 }, { type: "simoncelli" }],
        };
        const measure = (nonFinite: "refuse" | "exclude") => {
          try {
            const found = extract(image, mask, { ...settings, nonFinite });
            return [found.features, found.roi, found.notes];
          } catch (error) {
            return (error as Error).message; // an empty mask
          }
        };
        expect(measure("exclude")).toStrictEqual(measure("refuse"));
      }),
      { numRuns: 15 },
    );
  });

  it("are missing from diagnostics of the re-segmented region alone", () => {
    const rows = rowsOf(holed, { nonFinite: "exclude", families: ["diagnostics"] });
    expect(lookUp(rows, "int_mask_vox_count_init_roi")).toBe(12);
    expect(lookUp(rows, "int_mask_vox_count_interp_roi")).toBe(12);
    expect(lookUp(rows, "int_mask_vox_count_reseg_roi")).toBe(10);
    expect(lookUp(rows, "morph_mask_vox_count_reseg_roi")).toBe(12);
    for (const step of ["init_roi", "interp_roi", "reseg_roi"]) {
      expect(lookUp(rows, `int_mask_mean_int_${step}`)).toBe(2.4);
    }
  });

  it("count the same in diagnostics and in the region after interpolation", () => {
    const rows = extract(holed.image, holed.mask, {
      resample: { spacing: [0.5, 0.7, 1] },
      nonFinite: "exclude",
      families: ["diagnostics", "statistics"],
    });
    const count = lookUp(rows.features, "int_mask_vox_count_reseg_roi");
    expect(count).toBe(rows.roi.intensityVoxels);
    expect(count).toBeLessThan(rows.roi.morphologicalVoxels);
  });
});

describe("voxels without a finite intensity, filtered", () => {
  const { image, mask } = digitalPhantom();
  const hole = mask.data.indexOf(1);
  const holed = replaced(image, [hole], none);
  const settings: SettingsInput = {
    nonFinite: "exclude",
    families: ["statistics"],
    filters: [{ type: "mean", support: 3 }, { type: "squareRoot" }],
    filterFeatures: { families: ["statistics", "glcm", "localIntensity"] },
  };

  it("leave out the responses whose kernels meet one, and tell how many", () => {
    const [nx, ny] = image.size;
    const place = (v: number) => [v % nx, Math.floor(v / nx) % ny, Math.floor(v / (nx * ny))];
    const near = [...mask.data.keys()].filter(
      (v) => mask.data[v] === 1 && place(v).every((x, a) => Math.abs(x - place(hole)[a]) <= 1),
    ).length;
    expect(near).toBeGreaterThan(1);
    const { notes, features, roi } = extract(holed, mask, settings);
    expect(roi.intensityVoxels).toBe(73);
    expect(excludedIn(notes)).toEqual([
      { image: "original", excluded: 1, voxels: 74 },
      // the hole itself is not in the intensity mask before
      { image: "mean-support-3", excluded: near - 1, voxels: 73 },
    ]);
    expect(notes[1].message).toMatch(/^response of mean-support-3: \d+ of the 73 voxels/);
    const means = features.filter(({ image: of, value }) => of !== "original" && value === null);
    expect(means).toEqual([]);
  });

  it("pass a range under refuse where the filter meets only what the range left out", () => {
    const ranged: SettingsInput = {
      resegment: { range: [0, 100] },
      families: ["statistics"],
      filters: [{ type: "square" }],
      filterFeatures: { families: ["statistics"] },
    };
    const rows = rowsOf({ image: holed, mask }, ranged);
    const without = rowsOf({ image: holed, mask }, { ...ranged, nonFinite: "exclude" });
    expect(rows).toEqual(without);
    const wide = { ...ranged, filters: [{ type: "mean", support: 3 }] } as SettingsInput;
    expect(() => rowsOf({ image: holed, mask }, wide)).toThrow(/^response of mean-support-3: /);
  });

  it("refuse a filter without an end, and splines", () => {
    expect(() => extract(holed, mask, { ...settings, filters: [{ type: "shannon" }] })).toThrow(
      /^shannon: 1 of the image's 80 voxels .* has no end/,
    );
    const far = replaced(image, [mask.data.lastIndexOf(0)], none);
    const cubic: SettingsInput = {
      ...settings,
      resample: { spacing: [1, 1, 1], interpolation: "cubic" },
    };
    expect(() => extract(far, mask, cubic)).toThrow("interpolate by linear or nearest");
  });

  it("are treated alike for many regions", () => {
    const half = { ...mask, data: mask.data.map((bit, v) => (v % 2 === 0 ? bit : 0)) };
    const outcomes = extractRegions(holed, [mask, half], settings);
    expect(outcomes.map(({ extraction }) => extraction)).toEqual([
      extract(holed, mask, settings),
      extract(holed, half, settings),
    ]);
  });
});
