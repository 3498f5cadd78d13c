import { describe, expect, it } from "vitest";
import { VoxomicsError } from "../../../src/messages/errors.ts";
import { type ParamsInput, parseParams } from "../../../src/pyradiomics.ts";

/** What a parameter file is refused for. */
function problemsOf(file: unknown): readonly string[] {
  try {
    parseParams(file as ParamsInput);
  } catch (error) {
    if (error instanceof VoxomicsError && error.code === "invalid-settings") {
      return (error.details as { problems?: readonly string[] }).problems ?? [error.message];
    }
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("parseParams", () => {
  it("reads YAML, JSON and data alike, and spells out defaults", () => {
    const yaml = parseParams("setting: { binWidth: 10 }\nfeatureClass: { glcm: [Contrast, Id] }\n");
    const data = { setting: { binWidth: 10 }, featureClass: { glcm: ["Contrast", "Id"] } };
    expect(yaml).toEqual(parseParams(data));
    expect(yaml).toEqual(parseParams(JSON.stringify(data)));
    expect(yaml.settings).toMatchObject({
      ...{ binWidth: 10, padDistance: 5, minimumROIDimensions: 2, interpolator: "sitkBSpline" },
      ...{ label: 1, force2D: false, distances: [1], symmetricalGLCM: true, wavelet: "coif1" },
    });
    expect(yaml.imageTypes).toEqual([{ name: "Original", custom: {}, settings: yaml.settings }]);
    expect(yaml.featureClasses).toEqual([
      { name: "glcm", named: true, features: ["Contrast", "Id"] },
    ]);
    expect(yaml.notes).toEqual([]);
  });

  it("takes an empty file for the defaults", () => {
    expect(parseParams("")).toEqual(parseParams({}));
    expect(parseParams("{}").featureClasses).toHaveLength(8);
  });

  it("keeps the order of classes and image types", () => {
    const { imageTypes, featureClasses } = parseParams(
      "imageType: { Square: {}, Original: }\nfeatureClass: { ngtdm: , firstorder: [] }",
    );
    expect(imageTypes.map(({ name }) => name)).toEqual(["Square", "Original"]);
    expect(featureClasses.map(({ name }) => name)).toEqual(["ngtdm", "firstorder"]);
    expect(featureClasses[1].features).toHaveLength(18);
  });

  it("gives an image type its own settings over the common ones", () => {
    const { imageTypes } = parseParams(
      "imageType: { Original: { binWidth: 5 }, Square: { binCount: 8 } }\nsetting: { binWidth: 10 }",
    );
    expect(imageTypes[0]).toMatchObject({ custom: { binWidth: 5 }, settings: { binWidth: 5 } });
    expect(imageTypes[1].custom).toEqual({ binCount: 8 });
    expect(imageTypes[1].settings).toMatchObject({ binWidth: 10, binCount: 8 });
  });

  it("takes a key without a value for its default, or for none where PyRadiomics does", () => {
    const { settings } = parseParams(
      "setting: { binWidth: , interpolator: , weightingNorm: , resampledPixelSpacing: , label: }",
    );
    expect(settings).toMatchObject({
      ...{ binWidth: 25, interpolator: null, weightingNorm: null, label: 1 },
      resampledPixelSpacing: null,
    });
  });

  it("takes interpolators by name and by number, and nan as a number", () => {
    expect(parseParams({ setting: { interpolator: 2 } }).settings.interpolator).toBe(2);
    expect(parseParams("voxelSetting: { initValue: nan }").voxelSettings.initValue).toBeNaN();
    expect(parseParams("voxelSetting: { initValue: .nan }").voxelSettings.initValue).toBeNaN();
    expect(parseParams({}).hasVoxelSettings).toBe(false);
  });
});

describe("merge keys", () => {
  const merged = (text: string) => parseParams(text).settings;

  it("merge maps of the file, under the keys beside them", () => {
    const { imageTypes } = parseParams(`
imageType:
  Square: &own { binWidth: 5, sigma: [1] }
  LoG: { <<: *own, binWidth: 7 }
`);
    expect(imageTypes[1].custom).toEqual({ binWidth: 7, sigma: ["1"] });
  });

  it("take the first of several maps that has a key", () => {
    const file = "setting: { <<: [{ binWidth: 3 }, { binWidth: 4, gldm_a: 2 }] }";
    expect(merged(file)).toMatchObject({ binWidth: 3, gldm_a: 2 });
  });

  it("are refused where they merge no map", () => {
    expect(() => merged("setting: { <<: 3 }")).toThrow("not JSON or YAML: ");
  });
});

describe("parseParams refuses", () => {
  it.each<[unknown, readonly string[]]>([
    [
      { setting: { binWidht: 25 } },
      ['unknown setting "setting.binWidht": did you mean "setting.binWidth"?'],
    ],
    [{ settings: {} }, ['unknown setting "settings": did you mean "setting"?']],
    [
      { featureClass: { glcmm: null } },
      ['unknown setting "featureClass.glcmm": did you mean "featureClass.glcm"?'],
    ],
    [
      { featureClass: { glcm: ["Contras"] } },
      [
        'featureClass.glcm[0]: found "Contras", expected a string like "Autocorrelation" or "ClusterProminence"; did you mean "Contrast"?',
      ],
    ],
    [
      { imageType: { Wavelets: {} } },
      ['unknown setting "imageType.Wavelets": did you mean "imageType.Wavelet"?'],
    ],
    [
      { imageType: { Original: { binwidth: 3 } } },
      [
        'unknown setting "imageType.Original.binwidth": did you mean "imageType.Original.binWidth"?',
      ],
    ],
    [
      { imageType: null },
      ["imageType: found null, expected an object; without the key, the default holds"],
    ],
    [
      { setting: { binWidth: -5 } },
      ["setting.binWidth: found -5, expected null or a number above 0"],
    ],
    [
      { setting: { binWidth: 0 } },
      ["setting.binWidth: found 0, expected null or a number above 0"],
    ],
    [
      { setting: { resampledPixelSpacing: [1, 1] } },
      ["setting.resampledPixelSpacing: found an array of 2, expected one of 3"],
    ],
    [
      { setting: { resampledPixelSpacing: [1, 1, -1] } },
      ["setting.resampledPixelSpacing[2]: found -1, expected a number at least 0"],
    ],
    [
      { setting: { resegmentRange: [1, 2, 3] } },
      ["setting.resegmentRange: found an array of 3, expected one of 1 or 2"],
    ],
    [
      { setting: { resegmentMode: "sgima" } },
      [
        'setting.resegmentMode: found "sgima", expected null, "absolute", "relative" or "sigma"; did you mean "sigma"?',
      ],
    ],
    [
      { setting: { label: 1.5 } },
      ["setting.label: found 1.5, expected null or an integer above 0"],
    ],
    [
      { setting: { minimumROIDimensions: 4 } },
      [
        "setting.minimumROIDimensions: found 4, expected null or an integer at least 1 and at most 3",
      ],
    ],
    [
      { setting: { distances: [] } },
      ["setting.distances: found an array of 0, expected one of at least 1"],
    ],
    [
      { setting: { force2D: "yes" } },
      ['setting.force2D: found "yes", expected null, true or false'],
    ],
    [
      "setting: { label: 1.0, voxelArrayShift: 1e3, distances: [1, 2.0] }",
      [
        "setting.label: found 1 written as a decimal number, expected an integer: 1",
        "setting.voxelArrayShift: found 1000 written as a decimal number, expected an integer: 1000",
        "setting.distances[1]: found 2 written as a decimal number, expected an integer: 2",
      ],
    ],
    [
      '{"imageType": {"LoG": {"sigma": ["2"], "binCount": 8.0}}, "voxelSetting": {"kernelRadius": 1.0}}',
      [
        'imageType.LoG.sigma[0]: found "2", expected a number without quotes',
        "imageType.LoG.binCount: found 8 written as a decimal number, expected an integer: 8",
        "voxelSetting.kernelRadius: found 1 written as a decimal number, expected an integer: 1",
      ],
    ],
    ["setting: [1, 2]", ["setting: found an array, expected null or an object"]],
    ["a text", ['settings: found "a text", expected an object']],
    ["{ setting: ", ["not JSON or YAML: "]],
  ])("%j", (file, problems) => {
    const found = problemsOf(file);
    expect(found).toHaveLength(problems.length);
    for (const [k, problem] of problems.entries()) expect(found[k]).toContain(problem);
  });
});

describe("parseParams notes", () => {
  it.each<[ParamsInput, readonly string[]]>([
    [{ setting: { normalizeScale: 100 } }, ["normalizeScale has no effect: normalize is off"]],
    [{ setting: { binWidth: 5, binCount: 8 } }, ["binWidth has no effect: binCount is set"]],
    [
      { setting: { interpolator: null, resampledPixelSpacing: [1, 1, 1] } },
      ["resampledPixelSpacing has no effect: interpolator is empty"],
    ],
    [
      { setting: { sigma: [3] } },
      ["sigma has no effect: no image type or feature class that is asked for reads it"],
    ],
    [
      { setting: { gldm_a: 1 }, featureClass: { glcm: null } },
      ["gldm_a has no effect: no image type or feature class that is asked for reads it"],
    ],
    [
      { imageType: { Original: { label: 2, binWidth: 3 } } },
      ["imageType.Original.label has no effect: it is used before image types"],
    ],
    [{ setting: { normalize: true, normalizeScale: 100, preCrop: true, padDistance: 3 } }, []],
    [
      {
        setting: { force2D: true, force2Ddimension: 1 },
        imageType: { Wavelet: null },
        featureClass: { firstorder: ["Mean"] },
      },
      [],
    ],
    [
      {
        setting: { force2Ddimension: 1 },
        imageType: { LBP2D: null },
        featureClass: { firstorder: ["Mean"] },
      },
      [],
    ],
    [
      {
        imageType: { Wavelet: { force2D: true }, Original: { force2D: true } },
        featureClass: { firstorder: ["Mean"] },
      },
      [
        "imageType.Original.force2D has no effect: no image type or feature class that is asked for reads it",
      ],
    ],
    [
      { imageType: { LoG: { sigma: [1] }, Square: { sigma: [1] } } },
      [
        "imageType.Square.sigma has no effect: no image type or feature class that is asked for reads it",
      ],
    ],
    [
      { imageType: { Wavelet: { force2Ddimension: 1 } }, featureClass: { firstorder: ["Mean"] } },
      ["imageType.Wavelet.force2Ddimension has no effect: force2D is off"],
    ],
    [
      { imageType: { Original: { force2D: true } }, featureClass: { shape2D: null } },
      [
        "imageType.Original.force2D has no effect: no image type or feature class that is asked for reads it",
      ],
    ],
    [
      {
        setting: { force2D: true },
        featureClass: { firstorder: ["Mean"] },
        voxelSetting: { kernelRadius: 1 },
      },
      [],
    ],
  ])("%j", (file, messages) => {
    const { notes } = parseParams(file);
    expect(notes.map(({ message }) => message)).toEqual(messages);
    expect(notes.every(({ code }) => code === "setting-ignored")).toBe(true);
  });
});
