import { describe, expect, it } from "vitest";
import { parseSettings } from "../../../src/node/read-settings.ts";
import { nearestIbsiSettings } from "../../../src/pyradiomics/ibsi-settings/nearest-ibsi-settings.ts";
import { settingsYaml } from "../../../src/pyradiomics/ibsi-settings/settings-yaml.ts";
import type { ParamsInput } from "../../../src/pyradiomics/params/params-schema.ts";
import { parseParams } from "../../../src/pyradiomics/params/parse-params.ts";

const nearest = (params: ParamsInput) => nearestIbsiSettings(parseParams(params));

/** The keys that differ. */
const keysOf = (params: ParamsInput) => nearest(params).differences.map(({ key }) => key);

describe("nearestIbsiSettings", () => {
  it("are those of the same study", () => {
    const { settings } = nearest({
      imageType: { Original: {}, LoG: { sigma: [2] }, Square: {} },
      featureClass: { glcm: ["Contrast", "MCC"], firstorder: ["Mean"], shape: ["MeshVolume"] },
      setting: {
        binWidth: 10,
        resampledPixelSpacing: [2, 2, 0],
        interpolator: "sitkLinear",
        resegmentRange: [-100, 400],
        gldm_a: 1,
      },
    });
    expect(settings).toEqual({
      resample: { spacing: [2, 2, null], interpolation: "linear", maskInterpolation: "nearest" },
      resegment: { range: [-100, 400] },
      discretise: { method: "fixedBinSize", width: 10, minimum: "aligned" },
      aggregations: ["3D:avg"],
      ngldm: { alpha: 1 },
      features: ["cm_contrast", "stat_mean", "morph_volume"],
      filterFeatures: {
        features: ["cm_contrast", "stat_mean"],
        discretise: { method: "fixedBinSize", width: 10, minimum: "aligned" },
      },
      filters: [{ type: "laplacianOfGaussian", sigma: 2, zeroSum: true }, { type: "square" }],
    });
  });

  it("name families where classes are measured as a whole", () => {
    const { settings } = nearest({
      imageType: { Square: {} },
      featureClass: { shape: [], gldm: [] },
    });
    expect(settings.families).toEqual(["morphology", "ngldm"]);
    expect(settings.filterFeatures?.families).toEqual(["ngldm"]);
    expect(settings.original).toBe(false);
  });

  it("have the shape of one slice where PyRadiomics has it", () => {
    const only = { planarMorphology: { slice: "only" } };
    expect(nearest({}).settings.families).not.toContain("planarMorphology");
    const flat = nearest({ setting: { force2D: true, force2Ddimension: 1 } });
    expect(flat.settings.families).toContain("planarMorphology");
    expect(flat.settings).toMatchObject({ ...only, plane: "xz" });
    const some = nearest({
      imageType: { Original: {}, Square: {} },
      featureClass: { shape2D: ["Perimeter", "MajorAxisLength"], glcm: ["Contrast"] },
      setting: { force2D: true },
    });
    expect(some.settings).toMatchObject({
      ...only,
      features: ["planar_perimeter", "planar_pca_maj_axis", "cm_contrast"],
      filterFeatures: { features: ["cm_contrast"] },
    });
    expect(some.differences).toContainEqual({
      key: "featureClass.shape2D",
      difference: "MajorAxisLength: covariance over N, not N - 1 in PyRadiomics",
    });
    const alone = nearest({ featureClass: { shape2D: null } });
    expect(alone.settings).toMatchObject({ ...only, families: ["planarMorphology"] });
    expect(alone.differences[0]).toEqual({
      key: "featureClass.shape2D",
      difference: "left out by PyRadiomics without force2D, unless the image has two dimensions",
    });
  });

  it("have a filter for each sub-band", () => {
    const bands = (type: object, setting: object = {}) =>
      nearest({ imageType: { Wavelet: type }, setting }).settings.filters?.map((filter) =>
        filter.type === "wavelet" ? `${filter.subBand}${filter.level ?? ""}` : "",
      );
    expect(bands({})).toEqual(["LLH", "LHL", "LHH", "HLL", "HLH", "HHL", "HHH", "LLL"]);
    expect(bands({ level: 2 })?.slice(6, 9)).toEqual(["HHH", "LLH2", "LHL2"]);
    expect(bands({ level: 2 })?.at(-1)).toBe("LLL2");
    expect(bands({ start_level: 1 })).toHaveLength(8);
    expect(bands({}, { force2D: true })).toEqual(["LH", "HL", "HH", "LL"]);
    expect(bands({ wavelet: "bior2.2" })).toBeUndefined();
  });

  it.each<[ParamsInput["setting"], object]>([
    [{ binCount: 16 }, { discretise: { method: "fixedBinNumber", bins: 16 } }],
    [{ force2D: true }, { aggregations: ["2.5D:avg"] }],
    [
      { force2D: true, force2Ddimension: 1 },
      { aggregations: ["2.5D:avg"], plane: "xz" },
    ],
    [{ force2D: true, force2Ddimension: 2 }, { plane: "yz" }],
    [{ distances: [2, 3] }, { distance: 2 }],
    [{ weightingNorm: "no_weighting" }, { aggregations: ["3D:mrg"] }],
    [
      { weightingNorm: "infinity" },
      { glcm: { distanceWeighting: { norm: "chebyshev", weight: "gaussian" } } },
    ],
    [{ resegmentRange: [-2, 2], resegmentMode: "sigma" }, { resegment: { outlierSigma: 2 } }],
    [{ resegmentRange: [5] }, { resegment: { range: [5, null] } }],
    [
      { resegmentRange: [1, 2], resegmentShape: true },
      { resegment: { range: [1, 2], morphological: true } },
    ],
    [{ normalize: true }, { normalise: { method: "zScore" } }],
    [
      { normalize: true, normalizeScale: 100, removeOutliers: 3 },
      { normalise: { method: "zScore", scale: 100, removeOutliers: 3 } },
    ],
  ])("%j become %j", (setting, settings) => {
    expect(nearest({ setting }).settings).toMatchObject(settings);
  });

  it.each<[ParamsInput["setting"], string]>([
    [{ normalize: true }, "normalize"],
    [{ voxelArrayShift: 1000 }, "voxelArrayShift"],
    [{ resegmentRange: [0.4], resegmentMode: "relative" }, "resegmentRange"],
    [{ symmetricalGLCM: false }, "symmetricalGLCM"],
    [{ distances: [1, 2] }, "distances"],
    [{ label: 3 }, "label"],
    [{ label_channel: 1 }, "label_channel"],
    [{ correctMask: true }, "correctMask"],
    [{ geometryTolerance: 1e-3 }, "geometryTolerance"],
    [{ minimumROISize: 50 }, "minimumROISize"],
    [{ preCrop: true }, "preCrop"],
    [{ weightingNorm: "euclidean" }, "weightingNorm"],
    [{ interpolator: "sitkGaussian", resampledPixelSpacing: [1, 1, 1] }, "interpolator"],
  ])("say what %j has no counterpart for", (setting, key) => {
    expect(keysOf({ setting })).toContain(key);
  });

  it("say which features and image types are others", () => {
    const { differences } = nearest({
      imageType: { LBP3D: {}, Square: { binWidth: 3 }, Wavelet: { wavelet: "dmey" } },
      featureClass: { glcm: ["MCC"], firstorder: ["Kurtosis"] },
      voxelSetting: { kernelRadius: 2, maskedKernel: false },
    });
    const said = new Map(differences.map(({ key, difference }) => [key, difference]));
    expect(said.get("featureClass.glcm")).toBe("no features of the IBSI: all of them");
    expect(said.get("featureClass.firstorder")).toMatch(/^Kurtosis: /);
    expect(said.get("imageType.LBP3D")).toContain("another pattern");
    expect(said.get("imageType.Square.binWidth")).toContain("share filterFeatures");
    expect(said.get("imageType.Wavelet")).toBe("no counterpart: the filter wavelet has no dmey");
    expect(said.get("voxelSetting")).toBe("no setting: voxomics map --radius 2 --unmasked");
  });

  it("are valid settings as YAML, whatever image types, classes and settings are given", () => {
    const params = parseParams({
      imageType: {
        Original: {},
        LoG: { sigma: [1, 2.5] },
        Wavelet: { level: 2 },
        Square: {},
        SquareRoot: {},
        Logarithm: {},
        Exponential: {},
        Gradient: {},
        LBP2D: {},
        LBP3D: {},
      },
      setting: { weightingNorm: "euclidean", distances: [2], resegmentRange: [-5, 5] },
    });
    const { settings } = nearestIbsiSettings(params);
    const yaml = settingsYaml(nearestIbsiSettings(params), "all.yaml");
    expect(parseSettings(yaml)).toEqual(JSON.parse(JSON.stringify(settings)));
    expect(yaml).toMatch(/^# The nearest settings of the IBSI to all\.yaml/);
  });
});
