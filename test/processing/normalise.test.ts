import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { extractRegions } from "../../src/extraction/extract-regions.ts";
import { prepareRegion } from "../../src/extraction/prepare-region.ts";
import { featureMap } from "../../src/feature-map/feature-map.ts";
import { perturb } from "../../src/perturbation/perturb.ts";
import { normalise } from "../../src/processing/normalise.ts";
import type { NormaliseInput } from "../../src/processing/normalise-settings.ts";
import { normalise as normaliseAsPyradiomics } from "../../src/pyradiomics/normalise.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import { identityDirection, type Volume, type VoxelArray } from "../../src/volume/volume.ts";

const row = <A extends VoxelArray>(data: A) => ({
  size: [data.length, 1, 1] as const,
  spacing: [1, 1, 1] as const,
  origin: [0, 0, 0] as const,
  direction: identityDirection,
  data,
});

const line = (values: readonly number[]) => row(Float64Array.from(values));
const inside = (values: readonly number[]) => row(Uint8Array.from(values));
const valuesOf = (values: readonly number[], settings: NormaliseInput, mask?: number[]) => [
  ...normalise(line(values), settings, mask === undefined ? null : inside(mask)).data,
];

const samples = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
  minLength: 2,
  maxLength: 50,
});
const varied = samples.filter((x) => Math.max(...x) - Math.min(...x) > 1e-3);

describe("zScore", () => {
  it("subtracts the mean and divides by the standard deviation of N - 1", () => {
    // mean 5, squares 9 + 1 + 1 + 9 = 20 over 3
    const sd = Math.sqrt(20 / 3);
    expect(valuesOf([2, 4, 6, 8], { method: "zScore" })).toEqual([
      -3 / sd,
      -1 / sd,
      1 / sd,
      3 / sd,
    ]);
  });

  it("is computed over the region, or the voxels above the mean", () => {
    // of 2 and 4: mean 3, standard deviation √2
    const ofMask = valuesOf([2, 4, 6, 100], { method: "zScore", over: "mask" }, [1, 1, 0, 0]);
    expect(ofMask).toEqual([-1 / Math.SQRT2, 1 / Math.SQRT2, 3 / Math.SQRT2, 97 / Math.SQRT2]);
    // the mean of all is 6: 10 and 14 are above it, their mean is 12, their standard deviation 2 √2
    const ofForeground = valuesOf([0, 0, 10, 14], { method: "zScore", over: "foreground" });
    expect(ofForeground).toEqual([-12, -12, -2, 2].map((x) => x / Math.sqrt(8)));
  });

  it("is PyRadiomics' normalisation", () => {
    const rules = fc.record({
      normalizeScale: fc.constantFrom(1, 100, 0.3),
      removeOutliers: fc.constantFrom(null, 0.5, 3),
    });
    fc.assert(
      fc.property(varied, rules, (x, { normalizeScale: scale, removeOutliers }) => {
        const settings = { method: "zScore", scale, removeOutliers } as const;
        const expected = normaliseAsPyradiomics(line(x), { normalizeScale: scale, removeOutliers });
        expect([...normalise(line(x), settings).data]).toEqual([...expected.data]);
        // of other images PyRadiomics' results have 32 bits
        if (scale !== 1) return;
        const small = row(Float32Array.from(x));
        const singles = normaliseAsPyradiomics(small, { normalizeScale: 1, removeOutliers });
        const found = Float32Array.from(normalise(small, settings).data);
        expect([...found]).toEqual([...singles.data]);
      }),
    );
  });

  it("leaves out voxels that are NaN or infinite, which stay so", () => {
    const found = valuesOf([2, Number.NaN, 4, Number.POSITIVE_INFINITY], {
      method: "zScore",
      removeOutliers: 1,
    });
    expect(found).toEqual([-1 / Math.SQRT2, Number.NaN, 1 / Math.SQRT2, Number.POSITIVE_INFINITY]);
  });

  it.each([
    [[3, 3, 3], { method: "zScore" }, /standard deviation of 0 .*over "image"/],
    [[3, 4], { method: "zScore", over: "foreground" }, /standard deviation of NaN/],
    [[Number.NaN], { method: "zScore" }, /the image has no voxel with a finite intensity/],
  ] as const)("refuses %j", (values, settings, message) => {
    const run = () => valuesOf(values, settings);
    expect(run).toThrow(message);
    expect(run).toThrow(expect.objectContaining({ code: "normalisation" }));
  });
});

describe("percentiles", () => {
  it("become two numbers, and the line goes on beyond them", () => {
    const settings = { method: "percentiles", lower: 25, upper: 75, to: [0, 100] } as const;
    expect(valuesOf([0, 1, 2, 3, 4], settings)).toEqual([-50, 0, 50, 100, 150]);
    expect(valuesOf([0, 1, 2, 3, 4], { ...settings, clip: true })).toEqual([0, 0, 50, 100, 100]);
  });

  it("do not depend on the scale of the intensities", () => {
    const settings = { method: "percentiles", lower: 10, upper: 90 } as const;
    fc.assert(
      fc.property(varied, fc.constantFrom(0.5, 4), (x, factor) => {
        fc.pre(isRegular(x, [10, 90]));
        const scaled = valuesOf(
          x.map((each) => each * factor),
          settings,
        );
        expect(scaled).toEqual(valuesOf(x, settings));
      }),
    );
  });

  it("are refused where they are equal", () => {
    expect(() => valuesOf([0, 0, 0, 0, 9], { method: "percentiles", lower: 0, upper: 50 })).toThrow(
      "percentiles 0 and 50 of the intensities are 0 and 0, expected each above the one before",
    );
    expect(() => valuesOf([1, 2], { method: "percentiles", lower: 50, upper: 50 })).toThrow(
      "normalise.lower: found 50 with upper 50, expected the lower percentile below the upper one",
    );
  });
});

describe("nyul", () => {
  const landmarks = { percentiles: [0, 50, 100], values: [0, 20, 100], over: "image" } as const;

  it("brings the image's landmarks to those that were learned", () => {
    // landmarks of the image: 10, 30, 50
    expect(valuesOf([10, 20, 30, 40, 50], { method: "nyul", landmarks })).toEqual([
      0, 10, 20, 60, 100,
    ]);
  });

  it("goes on beyond the first and the last landmark as between the nearest two", () => {
    const inner = { ...landmarks, percentiles: [25, 50, 75] };
    expect(valuesOf([10, 20, 30, 40, 50], { method: "nyul", landmarks: inner })).toEqual([
      -20, 0, 20, 100, 180,
    ]);
  });

  it("is what a second way of writing the mapping gives", () => {
    const percentiles = [1, 10, 25, 50, 75, 90, 99];
    const values = [0, 7, 20, 55, 70, 93, 100];
    const settings: NormaliseInput = {
      method: "nyul",
      landmarks: { percentiles, values, over: "image" },
    };
    fc.assert(
      fc.property(varied, (x) => {
        fc.pre(isRegular(x, percentiles));
        const expected = mappedBySlopes(x, percentiles, values);
        valuesOf(x, settings).forEach((value, v) => {
          // the terms of the sum are larger than the sum
          expect(Math.abs(value - expected[v].sum)).toBeLessThan(1e-12 * (1 + expected[v].size));
        });
      }),
    );
  });

  it("refuses landmarks that do not ascend", () => {
    const lines = [0, 0, 0, 0, 0, 8, 9];
    expect(() => valuesOf(lines, { method: "nyul", landmarks })).toThrow(
      "percentiles 0 and 50 of the intensities are 0 and 0",
    );
    const falling = { ...landmarks, values: [0, 50, 20] };
    expect(() => valuesOf([1, 2], { method: "nyul", landmarks: falling })).toThrow(
      "normalise.landmarks.values: found 0, 50, 20, expected each above the one before",
    );
    const few = { ...landmarks, values: [0, 50] };
    expect(() => valuesOf([1, 2], { method: "nyul", landmarks: few })).toThrow(
      "normalise.landmarks.values: found 2, expected one for each of 3 percentiles",
    );
  });
});

describe("normalise in an extraction", () => {
  const size = [9, 8, 7] as const;
  const grid = {
    size,
    spacing: [1, 1, 2],
    origin: [0, 0, 0],
    direction: identityDirection,
  } as const;
  const count = size[0] * size[1] * size[2];
  const noise = (v: number) => ((v * 7919) % 613) / 3;
  const image = { ...grid, data: Float64Array.from({ length: count }, (_, v) => noise(v)) };
  const maskOf = (from: number) => ({
    ...grid,
    data: Uint8Array.from({ length: count }, (_, v) => Number(v >= from && v < from + 150)),
  });
  const mask = maskOf(100);
  const rest: SettingsInput = {
    resample: { spacing: [1, 1, 1] },
    resegment: { range: [-2, 2] },
    discretise: { method: "fixedBinSize", width: 0.25 },
    families: ["statistics", "glcm", "diagnostics"],
    filters: [{ type: "mean", support: 3 }, { type: "square" }],
    filterFeatures: { families: ["statistics"] },
  };

  it.each<NormaliseInput>([
    { method: "zScore" },
    { method: "zScore", over: "mask" },
    { method: "percentiles", over: "foreground", to: [-1, 1] },
  ])("measures what the image normalised before would give: %j", (settings) => {
    const before = normalise(image, settings, mask);
    const expected = extract(before, mask, rest);
    const found = extract(image, mask, { ...rest, normalise: settings });
    const measured = ({ features }: typeof found) =>
      features.filter(({ tag }) => !tag.endsWith("_init") && !tag.includes("_init_"));
    expect(measured(found)).toEqual(measured(expected));
    expect(found.features.length).toBe(expected.features.length);
    expect(found.notes.map(({ code }) => code)).toContain("normalised");
  });

  it("is that of each region where regions of one image are normalised over themselves", () => {
    const settings = { ...rest, normalise: { method: "zScore", over: "mask" } } as const;
    const masks = [mask, maskOf(250), maskOf(0)];
    const outcomes = extractRegions(image, masks, settings);
    expect(outcomes.map(({ extraction }) => extraction)).toEqual(
      masks.map((each) => extract(image, each, settings)),
    );
  });

  it("comes before the other steps of a region, a map and a perturbation", () => {
    const settings: NormaliseInput = { method: "percentiles", over: "mask", lower: 5, upper: 90 };
    const before = normalise(image, settings, mask);
    const steps = { resample: { spacing: [1, 1, 1] }, resegment: { range: [0, 1] } } as const;
    expect(prepareRegion(image, mask, { ...steps, normalise: settings })).toEqual(
      prepareRegion(before, mask, steps),
    );
    const map = (of: Volume, normaliseBy: NormaliseInput | null) =>
      featureMap(of, mask, {
        features: ["stat_mean"],
        settings: { resegment: steps.resegment, normalise: normaliseBy },
      }).map(({ volume }) => volume);
    expect(map(image, settings)).toEqual(map(before, null));
    const moved = (of: Volume, normaliseBy: NormaliseInput | null) =>
      perturb(of, mask, { rotation: 5, noise: 5 }, 1, { normalise: normaliseBy, margin: 2 });
    expect(moved(image, settings)).toEqual(moved(before, null));
  });

  it("leaves diagnostics of the image before it as they are", () => {
    const initial = (normaliseBy: NormaliseInput | null) =>
      extract(image, mask, { families: ["diagnostics"], normalise: normaliseBy }).features.find(
        ({ tag }) => tag === "mean_int_init_img",
      )?.value;
    expect(initial({ method: "zScore" })).toBe(initial(null));
    expect(initial(null)).toBeGreaterThan(1);
  });
});

/** Whether the percentiles of a sample lie apart. */
function isRegular(x: readonly number[], percentiles: readonly number[]): boolean {
  const at = percentiles.map((p) => naivePercentile(x, p));
  return at.every((each, k) => k === 0 || each - at[k - 1] > 1e-3);
}

function naivePercentile(x: readonly number[], p: number): number {
  const sorted = [...x].sort((a, b) => a - b);
  const at = ((x.length - 1) * p) / 100;
  const below = sorted[Math.floor(at)];
  return below + (at - Math.floor(at)) * (sorted[Math.ceil(at)] - below);
}

/** The mapping as a sum: the first line, and at each landmark a change of slope. */
function mappedBySlopes(
  x: readonly number[],
  percentiles: readonly number[],
  values: readonly number[],
): { readonly sum: number; readonly size: number }[] {
  const from = percentiles.map((p) => naivePercentile(x, p));
  const slopes = from.slice(1).map((each, k) => (values[k + 1] - values[k]) / (each - from[k]));
  return x.map((each) => {
    const terms = slopes.map((slope, k) =>
      k === 0 ? slope * (each - from[0]) : (slope - slopes[k - 1]) * Math.max(0, each - from[k]),
    );
    const sum = terms.reduce((a, b) => a + b, values[0]);
    // an error in a percentile counts with the steepest slope
    const size =
      Math.max(...slopes) * Math.max(...x.map(Math.abs)) +
      terms.reduce((a, b) => a + Math.abs(b), 0);
    return { sum, size };
  });
}
