import type { SettingsInput } from "./settings.ts";

const cubic = {
  interpolation: "cubic",
  maskInterpolation: "linear",
  maskThreshold: 0.5,
} as const;

/** The part of the two studies that is common to both: image, mask and range of intensities. */
const ct = {
  resample: { spacing: [1, 1, 1], ...cubic, roundIntensities: true },
  resegment: { range: [-200, 200] }, // HU
} as const;
const mr = { resample: { spacing: [1, 1, 1], ...cubic }, resegment: { range: [0, null] } } as const;
const pet = {
  resample: { spacing: [3, 3, 3], ...cubic },
  resegment: { range: [0, null] }, // SUV
} as const;

const merged = { aggregations: ["3D:mrg"] } as const;

/** Bins of a fixed size from 0, the lower end of the range. */
const binsFromZero = (width: number) => ({ method: "fixedBinSize", width, minimum: 0 }) as const;

/** Filters 2 to 9 of the study, in its order; filter 1 is none. */
const filters = {
  families: ["statistics"],
  filterFeatures: { families: ["statistics"] },
  filters: [
    { type: "mean", support: 3 },
    { type: "laplacianOfGaussian", sigma: 3, truncate: 4 },
    {
      type: "laws",
      kernels: "S5E5L5",
      rotationInvariant: true,
      pooling: "max",
      energy: { distance: 5 },
    },
    { type: "gabor", sigma: 3, lambda: 3, gamma: 1, theta: (-5 * Math.PI) / 8 },
    {
      type: "wavelet",
      wavelet: "coif3",
      subBand: "LHH",
      level: 1,
      rotationInvariant: true,
      pooling: "average",
    },
    {
      type: "wavelet",
      wavelet: "coif3",
      subBand: "HHH",
      level: 2,
      rotationInvariant: true,
      pooling: "max",
    },
    { type: "simoncelli", level: 1 },
    { type: "simoncelli", level: 2 },
  ],
} as const;

/**
 * The patient studies of the IBSI, phase 3 of both chapters: CT, T1-weighted MR and PET of 51 soft-tissue sarcomas
 * (Zwanenburg et al. 2020, Radiology 295:328; Whybra et al. 2024, Radiology 310:e231319). Settings that the papers
 * leave open are those with which the values of the teams are reproduced.
 */
export const patientStudyPresets = {
  "ibsi-1-phase3-ct": {
    ...ct,
    discretise: { method: "fixedBinSize", width: 10, minimum: -200 },
    intensityVolume: { method: "none" },
    ...merged,
  },
  "ibsi-1-phase3-mr": {
    ...mr,
    discretise: binsFromZero(10),
    intensityVolume: binsFromZero(1),
    ...merged,
  },
  "ibsi-1-phase3-pet": {
    ...pet,
    discretise: binsFromZero(0.25),
    intensityVolume: binsFromZero(0.1),
    ...merged,
  },
  "ibsi-2-phase3-ct": { ...ct, ...filters },
  "ibsi-2-phase3-mr": { ...mr, ...filters },
  "ibsi-2-phase3-pet": { ...pet, ...filters },
} as const satisfies Record<string, SettingsInput>;
