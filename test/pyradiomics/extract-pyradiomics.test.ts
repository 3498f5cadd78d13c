import { describe, expect, it } from "vitest";
import { extractPyradiomics, type ParamsInput, parseParams } from "../../src/pyradiomics.ts";
import { identityDirection, type Volume } from "../../src/volume/volume.ts";

const grid = { size: [6, 5, 4], spacing: [1, 1, 2], origin: [0, 0, 0], direction: identityDirection } as const; // biome-ignore format: one line
const voxels = Array.from({ length: 120 }, (_, v) => v);
const image: Volume = { ...grid, data: Int16Array.from(voxels, (v) => (v * v) % 97) };
/** A box of 4 × 3 × 2 voxels with label 2, a voxel with label 3. */
const labels: Volume = {
  ...grid,
  data: Int16Array.from(voxels, (v) => {
    const [x, y, z] = [v % 6, Math.floor(v / 6) % 5, Math.floor(v / 30)];
    if (x === 0 && y === 0 && z === 0) return 3;
    return x >= 1 && x <= 4 && y >= 1 && y <= 3 && z >= 1 && z <= 2 ? 2 : 0;
  }),
};

const measure = (params: ParamsInput = {}, mask: Volume = labels, label = 2) =>
  extractPyradiomics(image, mask, parseParams(params), { label });

type Refusal = [string, () => unknown, string, string];

/** A line of two voxels along z. */
const line: Volume = {
  ...labels,
  data: labels.data.map((label, v) => (v % 30 === 8 && label === 2 ? 2 : 0)),
};
const lineSetting = { force2D: true, minimumROIDimensions: 1 };

describe("extractPyradiomics refuses what PyRadiomics refuses", () => {
  it.each<Refusal>([
    [
      "a label that the mask has not",
      () => measure({}, labels, 1),
      "empty-mask",
      "mask has no voxel with label 1; it holds 2, 3",
    ],
    [
      "a mask of another grid",
      () => measure({}, { ...labels, origin: [0, 0, 0.1] }),
      "geometry-mismatch",
      "mask is on another grid: origin [0, 0, 0.1], image has [0, 0, 0]; a larger geometryTolerance takes both as one grid, correctMask puts the mask on the image's grid",
    ],
    [
      "a region outside the image",
      () => measure({ setting: { correctMask: true } }, { ...labels, origin: [90, 0, 0] }),
      "geometry-mismatch",
      "the region's box reaches from [90.5, 0.5, 0.5] to [94.5, 3.5, 2.5] in voxels of the image, expected it within [-0.5, -0.5, -0.5] to [5.5, 4.5, 3.5]",
    ],
    [
      "a region of one voxel",
      () => measure({}, labels, 3),
      "too-small",
      "the region has 1 voxel, expected at least 2",
    ],
    [
      "a region of too few dimensions",
      () => measure({ setting: { minimumROIDimensions: 3 } }, slice(1)),
      "too-small",
      "the region's box has 4 × 3 × 1 voxels, more than one along 2 axes; minimumROIDimensions asks for 3",
    ],
    [
      "a region of no more voxels than asked for",
      () => measure({ setting: { minimumROISize: 24 } }),
      "too-small",
      "the region has 24 voxels; minimumROISize asks for more than 24",
    ],
    [
      "a range that leaves too little",
      () => measure({ setting: { resegmentRange: [1000] } }),
      "too-small",
      "resegmentRange [1000] (absolute) leaves 0 voxels of 24, expected at least 2",
    ],
    [
      "shape2D of two slices",
      () => measure({ setting: { force2D: true }, featureClass: { shape2D: null } }),
      "invalid-settings",
      "shape2D needs a region of one slice along z (force2Ddimension 0), found 2: take one slice of the mask, or leave shape2D out of featureClass",
    ],
    ...(["glcm", "gldm", "ngtdm"] as const).map(
      (name): Refusal => [
        `${name} at distances that the box does not have`,
        () => measure({ setting: { distances: [4, 5] }, featureClass: { [name]: null } }),
        "too-small",
        `${name} compares voxels in space at distances [4, 5], which needs a box of at least 5 voxels along x or y or z; the region's box has 4 × 3 × 2`,
      ],
    ),
    ...(["glcm", "gldm", "glrlm", "glszm", "ngtdm"] as const).map(
      (name): Refusal => [
        `${name} in planes that a line stands on`,
        () => measure({ setting: lineSetting, featureClass: { [name]: null } }, line),
        "too-small",
        `${name} compares voxels in planes of x and y (force2D) at distances [1], which needs a box of at least 2 voxels along x or y; the region's box has 1 × 1 × 2`,
      ],
    ),
    [
      "bins that are too narrow",
      () => measure({ setting: { binWidth: 1e-4 } }),
      "discretisation",
      "at most 65535 are possible: choose wider bins",
    ],
    [
      "an interpolator of labels",
      () =>
        measure({
          setting: { interpolator: "sitkLabelGaussian", resampledPixelSpacing: [2, 2, 2] },
        }),
      "invalid-settings",
      'interpolator: found "sitkLabelGaussian", which is for labels',
    ],
  ])("%s", (_, call, code, message) => {
    expect(call).toThrow(
      expect.objectContaining({
        name: "VoxomicsError",
        code,
        message: expect.stringContaining(message),
      }),
    );
  });

  it("an image without spread, and one that is not finite", () => {
    const params = parseParams({ setting: { normalize: true } });
    const flat = { ...image, data: new Int16Array(120).fill(7) };
    expect(() => extractPyradiomics(flat, labels, params, { label: 2 })).toThrow(
      "normalize needs voxels of different, finite intensities; found a standard deviation of 0",
    );
    const broken = { ...image, data: Float32Array.from(image.data).fill(Number.NaN, 50, 60) };
    expect(() => extractPyradiomics(broken, labels, undefined, { label: 2 })).toThrow(
      expect.objectContaining({ code: "invalid-intensity" }),
    );
  });

  it("an image of 0 only that a transform divides by, where a class needs that", () => {
    const zero = { ...image, data: new Int16Array(120) };
    const imageType = { Square: {} };
    const under = (featureClass: ParamsInput["featureClass"]) =>
      extractPyradiomics(zero, labels, parseParams({ imageType, featureClass }), { label: 2 });
    expect(() => under({ firstorder: ["Mean"] })).toThrow("Square divides by the largest");
    expect(under({ shape: ["VoxelVolume"] }).features).toMatchObject([{ value: 48 }]);
  });

  it("options that there are not", () => {
    const options = { pixelType: "short" } as never;
    expect(() => extractPyradiomics(image, labels, parseParams({}), options)).toThrow(
      'pixelType: found "short", expected int8, uint8, int16,',
    );
    expect(() => extractPyradiomics(image, labels, { setting: {} } as never)).toThrow(
      "params.settings: found undefined, expected an object",
    );
  });
});

/** The mask of which one slice is left. */
function slice(z: number): Volume {
  return { ...labels, data: labels.data.map((label, v) => (Math.floor(v / 30) === z ? label : 0)) };
}

describe("extractPyradiomics", () => {
  it("measures what compares no voxels, or has one distance, of a region without an angle", () => {
    const firstorder = { firstorder: ["Mean"] };
    expect(measure({ setting: lineSetting, featureClass: firstorder }, line).features).toHaveLength(
      1,
    );
    const featureClass = { glcm: ["Contrast"], glrlm: ["RunEntropy"] };
    const near = measure({ setting: { distances: [9, 3] }, featureClass }).features;
    expect(near.map(({ value }) => value)).toEqual([expect.any(Number), expect.any(Number)]);
    const far = { setting: { distances: [9] }, featureClass: { glrlm: ["RunEntropy"] } };
    expect(measure(far).features).toEqual(near.slice(1));
  });

  it("takes a mask that is a little off under geometryTolerance, and puts another one in place", () => {
    const off = { ...labels, origin: [0.001, 0, 0] } as const;
    const near = measure({ setting: { geometryTolerance: 0.01 } }, off);
    expect(near.features).toEqual(measure().features);
    const corrected = measure({ setting: { correctMask: true } }, off);
    expect(corrected.features).toEqual(near.features);
    expect(corrected.notes).toMatchObject([{ code: "mask-resampled" }]);
    const names = corrected.diagnostics.map(({ name }) => name);
    expect(names).toContain("diagnostics_Mask-corrected_VoxelNum");
  });

  it("re-segments features, and shape only if asked to", () => {
    const volumeUnder = (setting: ParamsInput["setting"]) =>
      measure({
        setting,
        featureClass: { shape: ["VoxelVolume"], firstorder: ["Minimum"] },
      }).features.map(({ value }) => value);
    const inside = voxels.filter((v) => labels.data[v] === 2).map((v) => image.data[v]);
    const above = inside.filter((x) => x >= 40);
    expect(volumeUnder({ resegmentRange: [40] })).toEqual([48, Math.min(...above)]);
    expect(volumeUnder({ resegmentRange: [40], resegmentShape: true })).toEqual([
      2 * above.length,
      Math.min(...above),
    ]);
    // relative to the maximum, and in standard deviations (over N) from the mean; ends included
    const most = Math.max(...inside);
    const [, relative] = volumeUnder({ resegmentRange: [0.5, 1], resegmentMode: "relative" });
    expect(relative).toBe(Math.min(...inside.filter((x) => x >= most / 2)));
    const mean = inside.reduce((sum, x) => sum + x, 0) / inside.length;
    const sd = Math.sqrt(inside.reduce((sum, x) => sum + (x - mean) ** 2, 0) / inside.length);
    const [, sigma] = volumeUnder({ resegmentRange: [1, -1], resegmentMode: "sigma" });
    expect(sigma).toBe(Math.min(...inside.filter((x) => x >= mean - sd && x <= mean + sd)));
  });

  it("normalises the whole image, clips and scales", () => {
    const { features } = measure({
      setting: { normalize: true, normalizeScale: 10, removeOutliers: 1 },
      featureClass: { firstorder: ["Minimum", "Maximum", "Mean"] },
    });
    const mean = voxels.reduce((sum, v) => sum + image.data[v], 0) / 120;
    const squares = voxels.reduce((sum, v) => sum + (image.data[v] - mean) ** 2, 0);
    const sd = Math.sqrt(squares / 119);
    const inside = voxels.filter((v) => labels.data[v] === 2);
    const clipped = inside.map((v) => Math.max(-1, Math.min(1, (image.data[v] - mean) / sd)) * 10);
    expect(features[0].value).toBeCloseTo(Math.min(...clipped), 5);
    expect(features[1].value).toBeCloseTo(Math.max(...clipped), 5);
    expect(features[2].value).toBeCloseTo(clipped.reduce((a, b) => a + b, 0) / clipped.length, 5);
  });

  it("leaves a class out that does not apply, with a word if it was named", () => {
    const named = measure({ featureClass: { shape2D: null, shape: ["VoxelVolume"] } });
    expect(named.features.map(({ name }) => name)).toEqual(["original_shape_VoxelVolume"]);
    expect(named.notes).toMatchObject([
      { code: "feature-skipped", message: "shape2D was left out: force2D is off" },
    ]);
    expect(measure().notes).toEqual([]);
    expect(measure({ setting: { force2D: true } }).notes).toMatchObject([
      {
        code: "feature-skipped",
        message:
          "shape2D was left out: the region has several slices; PyRadiomics refuses such a region under force2D unless featureClass names the classes, without shape2D",
      },
    ]);
    expect(measure({ setting: { force2D: true } }, slice(1)).notes).toEqual([]);
    expect(measure({}, slice(1)).features).toHaveLength(107);
    expect(measure({ setting: { force2D: true } }, slice(1)).features).toHaveLength(107 + 9);
  });

  it("measures the image types with their own settings, one after the other", () => {
    const { features } = measure({
      imageType: { Square: { binCount: 4 }, Original: {} },
      featureClass: { firstorder: ["Entropy", "Mean"] },
    });
    expect(features.map(({ name }) => name)).toEqual([
      ...["square_firstorder_Entropy", "square_firstorder_Mean"],
      ...["original_firstorder_Entropy", "original_firstorder_Mean"],
    ]);
    expect(features[0].value).toBeLessThanOrEqual(2);
  });

  it("tells that settings of maps have no effect", () => {
    const { notes } = measure({ voxelSetting: { kernelRadius: 2 } });
    expect(notes).toMatchObject([{ code: "setting-ignored" }]);
  });

  it("has no diagnostics without additionalInfo", () => {
    expect(measure({ setting: { additionalInfo: false } }).diagnostics).toEqual([]);
    expect(measure().diagnostics.length).toBeGreaterThan(20);
  });

  it("tells its progress, and stops", () => {
    const stages: string[] = [];
    const controller = new AbortController();
    const params = parseParams({ imageType: { Original: {}, Square: {} } });
    const onProgress = ({ stage, done, total }: { stage: string; done: number; total: number }) =>
      stages.push(`${done}/${total} ${stage}`);
    extractPyradiomics(image, labels, params, { label: 2, onProgress });
    expect(stages).toEqual(["0/3 region", "1/3 Original", "2/3 Square"]);
    const abort = () => controller.abort(new Error("enough"));
    expect(() =>
      extractPyradiomics(image, labels, params, {
        label: 2,
        onProgress: abort,
        signal: controller.signal,
      }),
    ).toThrow("enough");
  });

  it("resamples to numbers of the image's type, or of the type that is stated", () => {
    const params = parseParams({
      setting: { resampledPixelSpacing: [0.7, 0.7, 0.7], interpolator: "sitkLinear" },
      featureClass: { firstorder: ["Minimum", "Mean"] },
    });
    const floats = { ...image, data: Float64Array.from(image.data) };
    const [whole, stated, fractions] = [
      extractPyradiomics(image, labels, params, { label: 2 }),
      extractPyradiomics(floats, labels, params, { label: 2, pixelType: "int16" }),
      extractPyradiomics(floats, labels, params, { label: 2 }),
    ].map(({ features }) => features.map(({ value }) => value ?? Number.NaN));
    expect(stated).toEqual(whole);
    expect(Number.isInteger(whole[0])).toBe(true);
    // all intensities are at least 0, and cut towards it
    expect(fractions[1] - whole[1]).toBeGreaterThan(0.2);
    expect(fractions[1] - whole[1]).toBeLessThan(0.8);
  });
});
