import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import phase2Table from "../../ibsi-phantoms/reference/ibsi2-phase2.json" with { type: "json" };
import { filterIdentity } from "../../src/filters/filters.ts";
import { VoxomicsError } from "../../src/messages/errors.ts";
import { presets, resolvePreset } from "../../src/settings/presets.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import { settingsSchema } from "../../src/settings/settings.ts";

const linear = {
  interpolation: "linear",
  maskInterpolation: "linear",
  maskThreshold: 0.5,
  roundIntensities: true,
};
const slices = ["2D:avg", "2D:mrg", "2.5D:avg", "2.5D:mrg"];
const volume = ["3D:avg", "3D:mrg"];
const none = { method: "none" };
const bins = (count: number) => ({ method: "fixedBinNumber", bins: count });
const width = (size: number, minimum: number) => ({ method: "fixedBinSize", width: size, minimum });

/** The table of configurations in the IBSI 1 reference manual, a row each. */
const configurations = {
  "ibsi-digital-phantom": {
    resample: null,
    resegment: null,
    discretise: none,
    intensityVolume: none,
    aggregations: [...slices, ...volume],
  },
  "ibsi-1a": {
    resample: null,
    resegment: { range: [-500, 400], outlierSigma: null, morphological: false },
    discretise: width(25, -500),
    intensityVolume: none,
    aggregations: slices,
  },
  "ibsi-1b": {
    resample: { spacing: [2, 2, null], ...linear },
    resegment: { range: [-500, 400], outlierSigma: null, morphological: false },
    discretise: bins(32),
    intensityVolume: none,
    aggregations: slices,
  },
  "ibsi-1c": {
    resample: { spacing: [2, 2, 2], ...linear },
    resegment: { range: [-1000, 400], outlierSigma: null, morphological: false },
    discretise: width(25, -1000),
    intensityVolume: width(2.5, -1000),
    aggregations: volume,
  },
  "ibsi-1d": {
    resample: { spacing: [2, 2, 2], ...linear },
    resegment: { range: null, outlierSigma: 3, morphological: false },
    discretise: bins(32),
    intensityVolume: none,
    aggregations: volume,
  },
  "ibsi-1e": {
    resample: { spacing: [2, 2, 2], ...linear, interpolation: "cubic" },
    resegment: { range: [-1000, 400], outlierSigma: 3, morphological: false },
    discretise: bins(32),
    intensityVolume: bins(1000),
    aggregations: volume,
  },
};

/** Presets of IBSI 2 phase 2, and the filter that is published for each. */
const phase2 = Object.entries(phase2Table.filters).map(
  ([configuration, filter]) =>
    [`ibsi-2-${configuration.replace(".", "").toLowerCase()}`, filter] as const,
);

const cubic = { ...linear, interpolation: "cubic" };
const unrounded = { ...cubic, roundIntensities: false };
const fromZero = { range: [0, null], outlierSigma: null, morphological: false };
const merged = ["3D:mrg"];
const ctPatients = {
  resample: { spacing: [1, 1, 1], ...cubic },
  resegment: { range: [-200, 200], outlierSigma: null, morphological: false },
};
const mrPatients = { resample: { spacing: [1, 1, 1], ...unrounded }, resegment: fromZero };
const petPatients = { resample: { spacing: [3, 3, 3], ...unrounded }, resegment: fromZero };

/** The settings of the patient studies, phase 3 of IBSI 1 and 2, by modality. */
const patientStudies = {
  "ibsi-1-phase3-ct": {
    ...ctPatients,
    discretise: width(10, -200),
    intensityVolume: none,
    aggregations: merged,
  },
  "ibsi-1-phase3-mr": {
    ...mrPatients,
    discretise: width(10, 0),
    intensityVolume: width(1, 0),
    aggregations: merged,
  },
  "ibsi-1-phase3-pet": {
    ...petPatients,
    discretise: width(0.25, 0),
    intensityVolume: width(0.1, 0),
    aggregations: merged,
  },
  "ibsi-2-phase3-ct": ctPatients,
  "ibsi-2-phase3-mr": mrPatients,
  "ibsi-2-phase3-pet": petPatients,
};

describe("resolvePreset", () => {
  it("ships these", () => {
    expect(phase2).toHaveLength(18);
    expect(Object.keys(presets)).toEqual([
      ...Object.keys(configurations),
      ...phase2.map(([name]) => name),
      ...Object.keys(patientStudies),
      "ct",
      "mr",
      "pet",
    ]);
  });

  it.each(phase2)("%s is as IBSI 2 lays down", (name, filter) => {
    const settings = resolvePreset(name);
    expect(settings.resample).toEqual(
      name.endsWith("a") ? null : { spacing: [1, 1, 1], ...linear, interpolation: "cubic" },
    );
    expect(settings.resegment).toEqual({
      range: [-1000, 400],
      outlierSigma: null,
      morphological: false,
    });
    expect(settings.families).toEqual(["statistics"]);
    expect(settings.original).toBe(filter === null);
    expect(settings.filters).toEqual(
      resolveSettings({ filters: filter === null ? [] : [filter] }).filters,
    );
    if (filter !== null) expect(settings.filterFeatures.families).toEqual(["statistics"]);
  });

  it.each(Object.entries(configurations))("%s is as IBSI lays down", (name, configuration) => {
    const families = name.startsWith("ibsi-1") ? 12 : 11;
    const settings = resolvePreset(name);
    expect(settings).toMatchObject({ ...configuration, distance: 1, ngldm: { alpha: 0 } });
    expect(settings.families).toHaveLength(families);
  });

  it.each(Object.entries(patientStudies))("%s has the settings of the study", (name, study) => {
    const settings = resolvePreset(name);
    expect(settings).toMatchObject({ ...study, original: true, distance: 1, ngldm: { alpha: 0 } });
    if (name.startsWith("ibsi-1")) {
      expect(settings.families).toHaveLength(11);
      expect(settings.filters).toEqual([]);
    } else {
      expect([settings.families, settings.filterFeatures.families]).toEqual([
        ["statistics"],
        ["statistics"],
      ]);
      expect(settings.filters.map(filterIdentity)).toEqual([
        "mean-support-3",
        "laplacianOfGaussian-sigma-3",
        "laws-energy-distance-5-kernels-S5E5L5-rotationInvariant",
        `gabor-gamma-1-lambda-3-sigma-3-theta-${(-5 * Math.PI) / 8}`,
        "wavelet-rotationInvariant-subBand-LHH-wavelet-coif3",
        "wavelet-level-2-pooling-max-rotationInvariant-subBand-HHH-wavelet-coif3",
        "simoncelli",
        "simoncelli-level-2",
      ]);
    }
  });

  it.each(Object.entries(presets))("%s is valid by the schema and resolved", (name, input) => {
    expect(new Ajv({ logger: false }).validate(settingsSchema, input)).toBe(true);
    expect(resolvePreset(name)).toEqual(resolveSettings(resolvePreset(name)));
  });

  it.each(["ibsi1a", "toString", "__proto__"])("refuses %s and lists those there are", (name) => {
    expect(() => resolvePreset(name)).toThrow(VoxomicsError);
    expect(() => resolvePreset(name)).toThrow(
      `unknown preset "${name}": expected one of ibsi-digital-phantom, ibsi-1a, ibsi-1b, ibsi-1c, ibsi-1d, ibsi-1e, ibsi-2-1a, ibsi-2-1b, `,
    );
  });

  it.each([
    ["IBSI1c", "ibsi-1c"],
    ["CT", "ct"],
    ["Pet", "pet"],
    ["ibsi_1a", "ibsi-1a"],
  ])("suggests for %s the nearest, %s", (name, near) => {
    expect(() => resolvePreset(name)).toThrow(new RegExp(`; did you mean "${near}"\\?$`));
  });
});
