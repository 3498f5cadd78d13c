import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { extractRegions } from "../../src/extraction/extract-regions.ts";
import { measureFamily } from "../../src/extraction/measure-family.ts";
import { prepareRegion } from "../../src/extraction/prepare-region.ts";
import type { FeatureValue } from "../../src/families/feature-value.ts";
import { applyFilter } from "../../src/filters/apply-filter.ts";
import { completeFilter } from "../../src/filters/filters.ts";
import { summariseSample } from "../../src/math/distribution.ts";
import type { Region } from "../../src/processing/region.ts";
import { resample as resampled, resampleMask } from "../../src/processing/resample.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import type { Volume } from "../../src/volume/volume.ts";
import { digitalPhantom } from "../phantoms.ts";
import { arbitraryPair, drawn, mirrored, type Pair, permuted, surrounded } from "../regions.ts";

const asLevels: SettingsInput = { discretise: { method: "none" } };
const everyAggregation: SettingsInput = {
  ...asLevels,
  aggregations: ["2D:avg", "2D:mrg", "2.5D:avg", "2.5D:mrg", "3D:avg", "3D:mrg"],
};

function features({ image, mask }: Pair, settings: SettingsInput): readonly FeatureValue[] {
  return extract(image, mask, settings).features;
}

function lookUp(rows: readonly FeatureValue[], tag: string) {
  const row = rows.find((feature) => feature.tag === tag);
  if (row === undefined) throw new Error(`no feature ${tag}`);
  return { value: row.value, reason: row.reason };
}

/** Every value is a finite number, or null with a reason. */
function checkValues(rows: readonly FeatureValue[]): void {
  for (const { tag, value, reason } of rows) {
    if (value === null) expect(reason, tag).toMatch(/^[a-z]+(-[a-z]+)+$/);
    else expect(Number.isFinite(value), `${tag} is ${value}`).toBe(true);
  }
}

describe("extract", () => {
  it("finds a feature by its tag, with code, unit and aggregation", () => {
    const { image, mask } = digitalPhantom();
    const rows = extract(image, mask, asLevels).features;
    expect(rows.find(({ tag }) => tag === "cm_contrast_3D_avg")).toEqual({
      image: "original",
      family: "glcm",
      name: "contrast",
      code: "ACUI",
      tag: "cm_contrast_3D_avg",
      aggregation: "3D:avg",
      aggregationCode: "ITBB",
      value: expect.closeTo(5.32, 2), // IBSI 1 reference manual
      unit: null,
      reason: null,
    });
    expect(rows.find(({ tag }) => tag === "stat_mean")).toMatchObject({
      aggregation: null,
      aggregationCode: "DHQ4",
      unit: "intensity",
    });
  });

  it("spells out the settings and the region it ran with", () => {
    const { image, mask } = digitalPhantom();
    const { settings, roi } = extract(image, mask, asLevels);
    expect(settings).toMatchObject({ discretise: { method: "none" }, distance: 1, resample: null });
    expect(roi).toEqual({
      spacing: [2, 2, 2],
      morphologicalVoxels: 74,
      intensityVoxels: 74,
      greyLevels: 6,
    });
  });

  it("computes the families asked for, in that order", () => {
    const rows = features(digitalPhantom(), { ...asLevels, families: ["glszm", "statistics"] });
    expect([...new Set(rows.map(({ family }) => family))]).toEqual(["glszm", "statistics"]);
  });

  it("needs no grey levels where only intensities are asked for", () => {
    const pair = drawn([["123"]]);
    pair.image.data[0] = -0.5;
    const rows = features(pair, { ...asLevels, families: ["statistics"] });
    expect(lookUp(rows, "stat_min")).toEqual({ value: -0.5, reason: null });
  });

  it("leaves image and mask as they were", () => {
    const { image, mask } = digitalPhantom();
    const before = [[...image.data], [...mask.data]];
    extract(image, mask, { resample: { spacing: [1, 1, 1] }, resegment: { range: [2, 5] } });
    expect([[...image.data], [...mask.data]]).toEqual(before);
  });

  it("gives a tag only once", () => {
    const tags = features(digitalPhantom(), everyAggregation).map(({ tag }) => tag);
    expect(new Set(tags).size).toBe(tags.length);
  });
});

describe("measureFamily", () => {
  it("is the step of extract", () => {
    const { image, mask } = digitalPhantom();
    const settings = resolveSettings(asLevels);
    const region = prepareRegion(image, mask, settings, 7);
    const steps = settings.families.flatMap((family) =>
      family === "diagnostics" ? [] : measureFamily(family, region, asLevels),
    );
    expect(steps).toEqual(extract(image, mask, asLevels).features);
  });

  it("refuses a region, built by hand, that is not sound", () => {
    const { image, mask } = digitalPhantom();
    const region = prepareRegion(image, mask, {}, 7);
    const measure = (changed: Partial<Region>) => () =>
      measureFamily("glcm", { ...region, ...changed }, asLevels);
    const shifted = { ...region.intensityMask, origin: [1, 0, 0] as const };
    expect(measure({ intensityMask: shifted })).toThrow("origin");
    const labels = { ...region.intensityMask, data: region.intensityMask.data.map((v) => 2 * v) };
    expect(measure({ morphologicalMask: labels })).toThrow("0 and 1");
    const holed = { ...region.image, data: region.image.data.slice().fill(Number.NaN) };
    expect(measure({ image: holed })).toThrow("no finite intensity");
    const short = { ...region.image, data: region.image.data.subarray(1) };
    expect(measure({ image: short })).toThrow("data: found");
  });
});

describe("filters", () => {
  const pair = digitalPhantom();
  const filters: SettingsInput["filters"] = [
    { type: "mean", support: 3 },
    { type: "wavelet", wavelet: "haar", subBand: "LLH", boundary: "nearest" },
  ];

  it("gives rows of their own, named by the filter, after those of the image", () => {
    const rows = features(pair, { ...asLevels, families: ["statistics"], filters });
    expect([...new Set(rows.map(({ image }) => image))]).toEqual([
      "original",
      "mean-support-3",
      "wavelet-subBand-LLH-wavelet-haar-boundary-nearest",
    ]);
    const filtered = rows.filter(({ image }) => image === "mean-support-3");
    expect(new Set(filtered.map(({ family }) => family))).toEqual(
      new Set(["statistics", "histogram", "glcm", "glrlm", "glszm", "gldzm", "ngtdm", "ngldm"]),
    );
    checkValues(rows);
  });

  it("measures the map under the masks of the unfiltered image", () => {
    const settings: SettingsInput = {
      resegment: { range: [1, 4] },
      original: false,
      filters,
      filterFeatures: { families: ["statistics"] },
    };
    const rows = features(pair, settings).filter(({ image }) => image === "mean-support-3");
    const map = applyFilter(pair.image, completeFilter({ type: "mean", support: 3 }));
    const inside = map.data.filter((_, v) => pair.mask.data[v] === 1 && pair.image.data[v] <= 4);
    expect(lookUp(rows, "stat_mean").value).toBeCloseTo(summariseSample(inside).mean, 12);
    expect(lookUp(rows, "stat_max").value).toBe(summariseSample(inside).maximum);
  });

  it("filters the interpolated image as a whole", () => {
    const large = surrounded(pair.image, [4, 4, 4], 9);
    const mask = surrounded(pair.mask, [4, 4, 4], 0);
    const resample = { spacing: [1.5, 1.5, 1.5], interpolation: "cubic" } as const;
    const settings: SettingsInput = {
      resample,
      original: false,
      filters: [{ type: "laplacianOfGaussian", sigma: 2 }],
      filterFeatures: { families: ["statistics"] },
    };
    const { resample: step } = resolveSettings(settings);
    if (step === null) throw new Error("no resampling");
    const filter = completeFilter({ type: "laplacianOfGaussian", sigma: 2 });
    const map = applyFilter(resampled(large, step), filter);
    const region = resampleMask(mask, step);
    const inside = map.data.filter((_, v) => region.data[v] === 1);
    const rows = features({ image: large, mask }, settings);
    expect(lookUp(rows, "stat_mean").value).toBeCloseTo(summariseSample(inside).mean, 9);
    expect(lookUp(rows, "stat_min").value).toBeCloseTo(summariseSample(inside).minimum, 9);
  });

  it("refuses a filter that its grid cannot hold before anything else, and notes what comes near", () => {
    const narrow: SettingsInput = { filters: [{ type: "gaussian", sigma: 1 }] };
    const whileMeasuring = vi.fn();
    expect(() => extract(pair.image, pair.mask, narrow, { onProgress: whileMeasuring })).toThrow(
      "gaussian.sigma: found 1 mm, 0.5 voxels along x",
    );
    expect(whileMeasuring).not.toHaveBeenCalled();
    expect(() => extractRegions(pair.image, [pair.mask], narrow)).toThrow("0.5 voxels along x");
    // on the grid that filters act on
    const finer = { ...narrow, resample: { spacing: [1.2, 1.2, 1.2] } } as const;
    const { notes } = extract(pair.image, pair.mask, finer);
    const note = expect.objectContaining({
      code: "undersampled-filter",
      details: {
        filter: "gaussian-sigma-1",
        axis: "x",
        length: 1,
        spacing: 1.2,
        voxels: 1 / 1.2,
      },
    });
    expect(notes).toContainEqual(note);
    const [outcome] = extractRegions(pair.image, [pair.mask], finer);
    expect(outcome.extraction?.notes).toEqual(notes);
  });

  it("refuses a response that is no number in the region, naming the filter", () => {
    const data = pair.image.data.slice();
    data[pair.mask.data.indexOf(0)] = Number.NaN;
    const image = { ...pair.image, data };
    expect(() => extract(image, pair.mask, { ...asLevels, filters })).toThrow(
      expect.objectContaining({
        code: "invalid-intensity",
        message: expect.stringMatching(/^response of mean-support-3: /),
      }),
    );
  });
});

describe("degenerate regions", () => {
  it("one voxel", () => {
    const rows = features(drawn([["...", ".3.", "..."]]), everyAggregation);
    checkValues(rows);
    expect(lookUp(rows, "stat_var")).toEqual({ value: 0, reason: null });
    expect(lookUp(rows, "stat_skew")).toEqual({ value: 0, reason: "single-intensity" });
    expect(lookUp(rows, "cm_contrast_3D_avg")).toEqual({ value: null, reason: "no-voxel-pairs" });
    expect(lookUp(rows, "rlm_sre_3D_comb")).toEqual({ value: 1, reason: null });
    expect(lookUp(rows, "szm_z_perc_3D")).toEqual({ value: 1, reason: null });
    expect(lookUp(rows, "morph_vol_approx")).toEqual({ value: 1, reason: null });
    expect(lookUp(rows, "morph_pca_maj_axis")).toEqual({ value: null, reason: "too-few-voxels" });
    expect(lookUp(rows, "morph_moran_i")).toEqual({ value: null, reason: "too-few-voxels" });
  });

  it("one grey level", () => {
    const rows = features(
      drawn([
        ["2222", "2222"],
        ["2222", "2222"],
      ]),
      everyAggregation,
    );
    checkValues(rows);
    expect(lookUp(rows, "cm_corr_3D_avg")).toEqual({ value: 1, reason: "single-grey-level" });
    expect(lookUp(rows, "cm_info_corr1_3D_avg")).toEqual({
      value: 0,
      reason: "single-grey-level",
    });
    expect(lookUp(rows, "ngt_coarseness_3D")).toEqual({ value: 1e6, reason: "single-grey-level" });
    expect(lookUp(rows, "ih_skew")).toEqual({ value: 0, reason: "single-grey-level" });
    expect(lookUp(rows, "morph_geary_c")).toEqual({ value: null, reason: "single-intensity" });
    expect(lookUp(rows, "rlm_lre_2D_comb").value).toBeGreaterThan(1);
  });

  it("one slice, one row, one diagonal", () => {
    for (const slices of [
      [["1212", "3434"]],
      [["123456"]],
      [["1..", ".2.", "..3"]],
      [
        ["1.", ".."],
        ["..", ".2"],
      ],
    ]) {
      checkValues(features(drawn(slices, [0.5, 1, 3]), everyAggregation));
    }
  });

  it("says so where only some slices are special", () => {
    const rows = features(
      drawn([
        ["12", "34"],
        ["55", "55"],
      ]),
      everyAggregation,
    );
    expect(lookUp(rows, "cm_corr_2D_comb").reason).toBe("partly:single-grey-level");
    expect(lookUp(rows, "cm_corr_3D_comb").reason).toBeNull();
  });

  it("no voxel left after re-segmentation", () => {
    const rows = features(drawn([["123", "456"]]), { ...asLevels, resegment: { range: [50, 60] } });
    checkValues(rows);
    for (const tag of [
      "stat_mean",
      "ih_mean",
      "cm_contrast_3D_avg",
      "szm_sze_3D",
      "morph_integ_int",
    ]) {
      expect(lookUp(rows, tag)).toEqual({ value: null, reason: "empty-intensity-mask" });
    }
    expect(lookUp(rows, "morph_vol_approx")).toEqual({ value: 6, reason: null });
  });

  it("any small region", () => {
    fc.assert(
      fc.property(arbitraryPair(4, 3), (pair) => {
        checkValues(features(pair, everyAggregation));
      }),
      { numRuns: 150 },
    );
  });
});

describe("extremes", () => {
  it("a distance beyond the region is as far as the region goes", () => {
    const rows = features(digitalPhantom(), { ...asLevels, distance: 1e9 });
    checkValues(rows);
    expect(lookUp(rows, "cm_contrast_3D_avg")).toEqual({ value: null, reason: "no-voxel-pairs" });
    const nearly = features(digitalPhantom(), { ...asLevels, distance: 5 });
    expect(lookUp(rows, "ngl_lde_3D")).toEqual(lookUp(nearly, "ngl_lde_3D"));
  });

  it("intensities whose squares are no numbers", () => {
    const pair = drawn([["123", "456"]]);
    pair.image.data.forEach((x, v) => {
      pair.image.data[v] = x * 1e200;
    });
    const rows = features(pair, { families: ["statistics", "morphology"] });
    checkValues(rows);
    expect(lookUp(rows, "stat_var")).toEqual({ value: null, reason: "not-finite" });
    expect(lookUp(rows, "stat_max")).toEqual({ value: 6e200, reason: null });
  });

  it("bin numbers have no unit", () => {
    const pair = digitalPhantom();
    const inBins = { intensityVolume: { method: "fixedBinNumber", bins: 100 } } as const;
    const unitOf = (settings: SettingsInput) =>
      features(pair, { ...asLevels, ...settings }).find(({ tag }) => tag === "ivh_i10")?.unit;
    expect(unitOf({})).toBe("intensity");
    expect(unitOf(inBins)).toBeNull();
  });
});

describe("refusals", () => {
  const { image, mask } = digitalPhantom();
  const refuse = (other: Partial<Volume>, code: string, message: RegExp) =>
    expect(() => extract(image, { ...mask, ...other } as Volume)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );

  it("an empty mask", () => {
    refuse({ data: new Uint8Array(80) }, "empty-mask", /none of its 80 voxels is 1/);
  });

  it("a mask with labels", () => {
    refuse({ data: mask.data.map((m) => 3 * m) }, "invalid-mask", /it holds 3: choose a label/);
  });

  it("a mask on another grid", () => {
    refuse(
      { spacing: [2, 2, 3] },
      "geometry-mismatch",
      /spacing \[2, 2, 3\], image has \[2, 2, 2\]/,
    );
    refuse({ size: [4, 5, 4] }, "geometry-mismatch", /size \[4, 5, 4\], image has \[5, 4, 4\]/);
  });

  it("a mask that contradicts itself", () => {
    refuse({ data: new Uint8Array(79) }, "invalid-volume", /data: found 79 values/);
  });

  it("an unknown setting", () => {
    expect(() => extract(image, mask, { resampel: {} } as SettingsInput)).toThrow(
      expect.objectContaining({
        code: "invalid-settings",
        message: 'unknown setting "resampel": did you mean "resample"?',
      }),
    );
  });

  it("NaN in the region", () => {
    const data = image.data.slice();
    data[mask.data.indexOf(1)] = Number.NaN;
    expect(() => extract({ ...image, data }, mask)).toThrow(
      expect.objectContaining({ code: "invalid-intensity" }),
    );
  });
});

/** Names of what depends on which way is up, and on nothing but that. */
const directional = new Set(["2D", "2.5D", "2D:avg", "2D:mrg", "2.5D:avg", "2.5D:mrg"]);

function expectSame(found: readonly FeatureValue[], expected: readonly FeatureValue[]): void {
  expect(found.map(({ tag }) => tag)).toEqual(expected.map(({ tag }) => tag));
  found.forEach(({ tag, value, reason, aggregation }, n) => {
    if (directional.has(aggregation ?? "")) return;
    const other = expected[n];
    expect(reason, tag).toBe(other.reason);
    if (value === null || other.value === null) {
      expect(value, tag).toBe(other.value);
      return;
    }
    const scale = Math.max(1e-3, Math.abs(other.value));
    // the oriented box and the enclosing ellipsoid are searched for, in steps that end somewhere
    const tolerance = /_(ombb|mvee)$/.test(tag) ? 1e-6 : 1e-9;
    expect(Math.abs(value - other.value) / scale, `${tag}: ${value}, ${other.value}`).toBeLessThan(
      tolerance,
    );
  });
}

describe("invariance of 3D features", () => {
  const runs = { numRuns: 60 };
  const axes = fc.shuffledSubarray([0, 1, 2], { minLength: 3 });

  it("under another order of the axes, with the matching direction", () => {
    fc.assert(
      fc.property(arbitraryPair(), axes, ({ image, mask }, order) => {
        const other = { image: permuted(image, order), mask: permuted(mask, order) };
        expectSame(features(other, asLevels), features({ image, mask }, asLevels));
      }),
      runs,
    );
  });

  it("under mirroring", () => {
    fc.assert(
      fc.property(arbitraryPair(), fc.integer({ min: 0, max: 2 }), ({ image, mask }, axis) => {
        const other = { image: mirrored(image, axis), mask: mirrored(mask, axis) };
        expectSame(features(other, asLevels), features({ image, mask }, asLevels));
      }),
      runs,
    );
  });

  it("under translation in a larger grid", () => {
    // local intensity looks beyond the region, so it is left out
    const settings: SettingsInput = {
      ...asLevels,
      families: [
        "morphology",
        "statistics",
        "histogram",
        "glcm",
        "glrlm",
        "glszm",
        "gldzm",
        "ngtdm",
        "ngldm",
      ],
    };
    const margin = fc.integer({ min: 0, max: 3 });
    fc.assert(
      fc.property(arbitraryPair(), fc.tuple(margin, margin, margin), ({ image, mask }, by) => {
        const other = { image: surrounded(image, by, 50), mask: surrounded(mask, by, 0) };
        expectSame(features(other, settings), features({ image, mask }, settings));
      }),
      runs,
    );
  });
});
