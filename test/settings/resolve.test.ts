import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { VoxomicsError } from "../../src/messages/errors.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import { settingsSchema } from "../../src/settings/settings.ts";

const isValid = new Ajv({ logger: false }).compile(settingsSchema);

const defaults = {
  mask: null,
  normalise: null,
  resample: null,
  resegment: null,
  nonFinite: "refuse",
  discretise: { method: "fixedBinNumber", bins: 32 },
  intensityVolume: { method: "none" },
  aggregations: ["3D:avg", "3D:mrg"],
  families: [
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
  ],
  features: null,
  plane: "xy",
  distance: 1,
  planarMorphology: { slice: "largest" },
  doseVolume: {
    volumes: [98, 95, 50, 2],
    volumesCc: [0.03, 1, 2],
    doses: [5, 10, 20, 30, 40, 50, 60],
    a: [-10, 1, 8],
  },
  glcm: { distanceWeighting: null },
  glrlm: { distanceWeighting: null },
  ngldm: { alpha: 0 },
  filters: [],
  filterFeatures: {
    families: ["statistics", "histogram", "glcm", "glrlm", "glszm", "gldzm", "ngtdm", "ngldm"],
    features: null,
    discretise: { method: "fixedBinNumber", bins: 16 },
    intensityVolume: { method: "fixedBinNumber", bins: 1000 },
  },
  original: true,
};

describe("resolveSettings: defaults", () => {
  it("spells out every default", () => {
    expect(resolveSettings({})).toEqual(defaults);
    expect(resolveSettings()).toEqual(defaults);
  });

  it.each(Object.keys(defaults))("takes %s: null and undefined as absent", (stage) => {
    expect(resolveSettings({ [stage]: null })).toEqual(defaults);
    expect(resolveSettings({ [stage]: undefined })).toEqual(defaults);
  });

  it("fills in the fields of a stage", () => {
    const { resample, resegment, discretise, ngldm } = resolveSettings({
      resample: { spacing: [2, 2, null] },
      resegment: {},
      discretise: { method: "fixedBinSize", width: 25 },
      ngldm: {},
    });
    expect(resample).toEqual({
      spacing: [2, 2, null],
      interpolation: "linear",
      maskInterpolation: "linear",
      maskThreshold: 0.5,
      roundIntensities: false,
    });
    expect(resegment).toEqual({ range: null, outlierSigma: null, morphological: false });
    expect(discretise).toEqual({ method: "fixedBinSize", width: 25, minimum: null });
    expect(ngldm).toEqual({ alpha: 0 });
  });

  it("fills in the settings of filters, and of a filter in another", () => {
    const { filters } = resolveSettings({
      filters: [
        { type: "laws", kernels: "L5E5", dimensions: 2, energy: { distance: 7 } },
        { type: "riesz", of: { type: "laplacianOfGaussian", sigma: 2 }, order: [1, 0, 0] },
      ],
    });
    expect(filters).toEqual([
      {
        type: "laws",
        kernels: "L5E5",
        rotationInvariant: false,
        pooling: "max",
        energy: { distance: 7 },
        boundary: "mirror",
        dimensions: 2,
      },
      {
        type: "riesz",
        of: {
          type: "laplacianOfGaussian",
          sigma: 2,
          truncate: 4,
          zeroSum: false,
          undersampled: false,
        },
        order: [1, 0, 0],
        boundary: "mirror",
        dimensions: 3,
      },
    ]);
  });

  it.each([
    {},
    { families: null, discretise: null },
    { families: undefined, discretise: undefined },
  ])("takes filterFeatures %j as its default", (filterFeatures) => {
    expect(resolveSettings({ filterFeatures })).toEqual(defaults);
  });

  it("leaves out where an editor finds the schema", () => {
    expect(resolveSettings({ $schema: "./settings.schema.json" })).toEqual(defaults);
  });

  it("shares nothing with the input or another result", () => {
    const input = { resample: { spacing: [1, 1, 1] }, families: ["glcm"] };
    const first = resolveSettings(input);
    expect(first.resample?.spacing).not.toBe(input.resample.spacing);
    expect(first.families).not.toBe(input.families);
    expect(resolveSettings().families).not.toBe(resolveSettings().families);
  });
});

/** Input, and the message it is refused with. */
const refused: [unknown, string][] = [
  [null, "settings: found null, expected an object"],
  [[], "settings: found an array, expected an object"],
  [
    "ct",
    'settings: found "ct", expected an object; if a preset is meant, resolvePreset("ct") gives its settings',
  ],
  [{ resampel: {} }, 'unknown setting "resampel": did you mean "resample"?'],
  [
    { binWidth: 25 },
    'unknown setting "binWidth": known here: mask, normalise, resample, resegment, nonFinite, discretise, intensityVolume, aggregations, families, features, plane, distance, planarMorphology, doseVolume, glcm, glrlm, ngldm, filters, filterFeatures, original, $schema',
  ],
  [
    { resample: { spacing: [1, 1, 1], interpolator: "linear" } },
    'unknown setting "resample.interpolator": did you mean "resample.interpolation"?',
  ],
  [
    { resample: {} },
    "resample.spacing: missing, expected an array of 3, each null or a number above 0",
  ],
  [{ resample: 2 }, "resample: found 2, expected null or an object"],
  [
    { resample: { spacing: 2 } },
    "resample.spacing: found 2, expected an array of 3, each null or a number above 0",
  ],
  [{ resample: { spacing: [1, 1] } }, "resample.spacing: found an array of 2, expected one of 3"],
  [
    { resample: { spacing: [null, null, null] } },
    "resample.spacing: found no number, expected at least one",
  ],
  [
    { resample: { spacing: [1, 0, 1] } },
    "resample.spacing[1]: found 0, expected null or a number above 0",
  ],
  [
    { resample: { spacing: [1, 1, Number.NaN] } },
    "resample.spacing[2]: found NaN, expected null or a number above 0",
  ],
  [
    { resample: { spacing: [1, 1, 1], interpolation: "liner" } },
    'resample.interpolation: found "liner", expected "nearest", "linear" or "cubic"; did you mean "linear"?',
  ],
  [
    { resample: { spacing: [1, 1, 1], interpolation: null } },
    'resample.interpolation: found null, expected "nearest", "linear" or "cubic"',
  ],
  [
    { resample: { spacing: [1, 1, 1], maskThreshold: 0 } },
    "resample.maskThreshold: found 0, expected a number above 0 and at most 1",
  ],
  [
    { resample: { spacing: [1, 1, 1], maskThreshold: 1.5 } },
    "resample.maskThreshold: found 1.5, expected a number above 0 and at most 1",
  ],
  [
    { resample: { spacing: [1, 1, 1], roundIntensities: "yes" } },
    'resample.roundIntensities: found "yes", expected true or false',
  ],
  [{ resegment: { range: [0] } }, "resegment.range: found an array of 1, expected one of 2"],
  [
    { resegment: { range: [0, Number.POSITIVE_INFINITY] } },
    "resegment.range[1]: found Infinity, expected null or a number",
  ],
  [
    { resegment: { outlierSigma: 0 } },
    "resegment.outlierSigma: found 0, expected null or a number above 0",
  ],
  [
    { discretise: "fixedBinSize" },
    'discretise: found "fixedBinSize", expected null or an object with method "fixedBinSize", "fixedBinNumber" or "none"',
  ],
  [
    { discretise: {} },
    'discretise.method: missing, expected "fixedBinSize", "fixedBinNumber" or "none"',
  ],
  [
    { discretise: { method: "fixedBinNumbers", bins: 8 } },
    'discretise.method: found "fixedBinNumbers", expected "fixedBinSize", "fixedBinNumber" or "none"; did you mean "fixedBinNumber"?',
  ],
  [
    { discretise: { method: "fixedBinSize", width: 25, bins: 8 } },
    'discretise.bins: found with method "fixedBinSize", expected only with "fixedBinNumber"',
  ],
  [
    { intensityVolume: { method: "none", minimum: 0 } },
    'intensityVolume.minimum: found with method "none", expected only with "fixedBinSize"',
  ],
  [
    { discretise: { method: "fixedBinSize", widht: 25, width: 25 } },
    'unknown setting "discretise.widht": did you mean "discretise.width"?',
  ],
  [
    { discretise: { method: "fixedBinSize" } },
    "discretise.width: missing, expected a number above 0",
  ],
  [
    { discretise: { method: "fixedBinSize", width: -1 } },
    "discretise.width: found -1, expected a number above 0",
  ],
  [
    { discretise: { method: "fixedBinNumber", bins: 2.5 } },
    "discretise.bins: found 2.5, expected an integer at least 1 and at most 65535",
  ],
  [
    { discretise: { method: "fixedBinNumber", bins: 65536 } },
    "discretise.bins: found 65536, expected an integer at least 1 and at most 65535",
  ],
  [{ aggregations: [] }, "aggregations: found an array of 0, expected one of at least 1"],
  [
    { aggregations: ["3d:avg"] },
    'aggregations[0]: found "3d:avg", expected "2D:avg", "2D:mrg", "2.5D:avg", "2.5D:mrg", "3D:avg" or "3D:mrg"; did you mean "3D:avg"?',
  ],
  [
    { families: ["glcm", "glrlm", "glcm"] },
    'families[2]: found "glcm" a second time, expected it once',
  ],
  [
    { distance: 0 },
    "distance: found 0, expected null, an integer at least 1 or an array of at least 1, each an integer at least 1",
  ],
  [
    { distance: 1.5 },
    "distance: found 1.5, expected null, an integer at least 1 or an array of at least 1, each an integer at least 1",
  ],
  [{ ngldm: { alpha: -1 } }, "ngldm.alpha: found -1, expected an integer at least 0"],
  [
    { distance: "1\n2" },
    'distance: found "1\\n2", expected null, an integer at least 1 or an array of at least 1, each an integer at least 1',
  ],
  [{ original: "no" }, 'original: found "no", expected null, true or false'],
  [{ filter: [] }, 'unknown setting "filter": did you mean "filters"?'],
  [
    { filters: { type: "square" } },
    'filters: found an object, expected null or an array, each an object with type "mean", "laplacianOfGaussian", ',
  ],
  [{ filters: [{}] }, 'filters[0].type: missing, expected "mean", "laplacianOfGaussian", '],
  [
    { filters: [{ type: "square" }, { type: "laplacian" }] },
    'filters[1].type: found "laplacian", expected "mean", ',
  ],
  [
    { filters: [{ type: "laplacianOfGausian", sigma: 1 }] },
    'or "localBinaryPattern"; did you mean "laplacianOfGaussian"?',
  ],
  [{ filters: [{ type: "mean" }] }, "filters[0].support: missing, expected an integer at least 1"],
  [
    { filters: [{ type: "gaussian", sigam: 1, sigma: 1 }] },
    'unknown setting "filters[0].sigam": did you mean "filters[0].sigma"?',
  ],
  [
    { filters: [{ type: "square", sigma: 1 }] },
    'filters[0].sigma: found with type "square", expected only with "laplacianOfGaussian", "gabor" or "gaussian"',
  ],
  [
    { filters: [{ type: "square", dimensions: 4 }] },
    "filters[0].dimensions: found 4, expected 2 or 3",
  ],
  [
    { filters: [{ type: "square", dimensions: "2" }] },
    'filters[0].dimensions: found "2", expected 2 or 3',
  ],
  [
    { filters: [{ type: "square", boundary: "mirrored" }] },
    'filters[0].boundary: found "mirrored", expected "zero", "nearest", "periodic" or "mirror"; did you mean "mirror"?',
  ],
  [
    { filters: [{ type: "laws", kernels: "L5W3E5" }] },
    'filters[0].kernels: found "L5W3E5", expected a string like "L5E5S5" or "L5E5"',
  ],
  [
    { filters: [{ type: "laws", kernels: "L5E5S5", energy: {} }] },
    "filters[0].energy.distance: missing, expected an integer at least 1",
  ],
  [
    { filters: [{ type: "wavelet", wavelet: "db30", subBand: "LLH" }] },
    'filters[0].wavelet: found "db30", expected a string like "haar", "db2", "sym4" or "coif1"; did you mean "db3"?',
  ],
  [
    { filters: [{ type: "wavelet", wavelet: "db3", subBand: "llh" }] },
    'filters[0].subBand: found "llh", expected a string like "LLH" or "LH"',
  ],
  [
    { filters: [{ type: "riesz", of: { type: "mean", support: 3 }, order: [1, 0, 0] }] },
    'filters[0].of.type: found "mean", expected "laplacianOfGaussian", "simoncelli" or "shannon"',
  ],
  [
    { filters: [{ type: "riesz", of: { type: "shannon", boundary: "zero" }, order: [1, 0, 0] }] },
    'unknown setting "filters[0].of.boundary": known here: type, level',
  ],
  [
    { filters: [{ type: "riesz", of: { type: "shannon" }, order: [1, 0] }] },
    "filters[0].order: found an array of 2, expected one of 3",
  ],
  [
    { features: ["glcm.contrst"] },
    'features[0]: found "glcm.contrst", expected a string like "glcm.contrast", "stat_mean" or "cm_contrast_3D_avg"; did you mean "glcm.contrast"?',
  ],
  [{ features: ["cm_contrast_3d_avg"] }, 'did you mean "cm_contrast_3D_avg"?'],
  [{ features: ["stat_men"] }, 'did you mean "stat_mean"?'],
  [{ features: [] }, "features: found an array of 0, expected one of at least 1"],
  [
    { filterFeatures: { features: ["morph_volume"] } },
    'filterFeatures.features[0]: found "morph_volume", expected ',
  ],
  [
    { filterFeatures: { families: ["morphology"] } },
    'filterFeatures.families[0]: found "morphology", expected "localIntensity", "statistics", ',
  ],
  [
    { filterFeatures: { discretise: { method: "fixedBinNumber" } } },
    "filterFeatures.discretise.bins: missing, expected an integer at least 1",
  ],
  [JSON.parse('{ "__proto__": {} }'), 'unknown setting "__proto__": known here: '],
  [{ constructor: 1 }, 'unknown setting "constructor": known here: '],
];

describe("resolveSettings: refusals", () => {
  it.each(refused)("%j: %s", (input, message) => {
    expect(isValid(input)).toBe(false);
    expect(problemsOf(input)[0]).toContain(message);
  });

  it("refuses what JSON cannot hold", () => {
    expect(problemsOf({ distance: 1n })).toHaveLength(1);
    expect(problemsOf({ families: () => ["glcm"] })).toHaveLength(1);
    expect(problemsOf({ families: new Array(1) })).toHaveLength(1);
  });

  it("refuses contradictions", () => {
    const reversed = { resegment: { range: [400, -500] } };
    expect(isValid(reversed)).toBe(true);
    expect(problemsOf(reversed)).toEqual([
      "resegment.range: found [400, -500], expected the lower end first and the upper end second",
    ]);
  });

  it("names all problems in its message and in its details", () => {
    const input = { distance: 0, ngldm: { alpha: 0.5 }, discretise: { method: "none", bins: 3 } };
    expect(problemsOf(input)).toHaveLength(3);
    expect(() => resolveSettings(input)).toThrow(
      'discretise.bins: found with method "none", expected only with "fixedBinNumber"; distance: found 0, expected null, an integer at least 1 or an array of at least 1, each an integer at least 1; ngldm.alpha: found 0.5, expected an integer at least 0',
    );
  });

  it("keeps its message on one short line, whatever it finds", () => {
    const long = "a\u2028\u001b".repeat(10_000);
    for (const input of [{ [long]: 1 }, { distance: long }, { families: [long] }]) {
      const [problem] = problemsOf(input);
      expect(problem).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      expect(problem.length).toBeLessThan(500);
    }
  });
});

function problemsOf(input: unknown): readonly string[] {
  try {
    resolveSettings(input);
    return [];
  } catch (error) {
    if (!(error instanceof VoxomicsError)) throw error;
    expect(error.code).toBe("invalid-settings");
    const problems = error.details.problems as string[];
    expect(error.message).toContain(problems[0]);
    return problems;
  }
}
