import type { SettingsInput } from "./settings.ts";

const statistics = { families: ["statistics"] } as const;

const unfilteredA = { resegment: { range: [-1000, 400] }, ...statistics } as const;

const unfilteredB = {
  resample: {
    spacing: [1, 1, 1],
    interpolation: "cubic",
    maskInterpolation: "linear",
    maskThreshold: 0.5,
    roundIntensities: true,
  },
  ...unfilteredA,
} as const;

const filtered = { filterFeatures: statistics, original: false } as const;

/** Processing A: on the image's grid, for filters that work slice by slice. */
const a = { ...unfilteredA, ...filtered } as const;

/** Processing B: on cubic voxels of 1 mm. */
const b = { ...unfilteredB, ...filtered } as const;

const laws = {
  type: "laws",
  rotationInvariant: true,
  pooling: "max",
  energy: { distance: 7 },
} as const;

const gabor = { type: "gabor", sigma: 5, lambda: 2, gamma: 1.5, thetaStep: Math.PI / 8 } as const;

const wavelet = { type: "wavelet", wavelet: "db3", rotationInvariant: true } as const;

/**
 * IBSI 2 phase 2, the filtered CT phantom, with processing A and B (Whybra et al. 2024, Radiology
 * 310:e231319).
 */
export const ibsi2Presets = {
  "ibsi-2-1a": unfilteredA,
  "ibsi-2-1b": unfilteredB,
  "ibsi-2-2a": { ...a, filters: [{ type: "mean", support: 5, dimensions: 2 }] },
  "ibsi-2-2b": { ...b, filters: [{ type: "mean", support: 5 }] },
  "ibsi-2-3a": { ...a, filters: [{ type: "laplacianOfGaussian", sigma: 1.5, dimensions: 2 }] },
  "ibsi-2-3b": { ...b, filters: [{ type: "laplacianOfGaussian", sigma: 1.5 }] },
  "ibsi-2-4a": { ...a, filters: [{ ...laws, kernels: "L5E5", dimensions: 2 }] },
  "ibsi-2-4b": { ...b, filters: [{ ...laws, kernels: "L5E5E5" }] },
  "ibsi-2-5a": { ...a, filters: [{ ...gabor, dimensions: 2 }] },
  "ibsi-2-5b": { ...b, filters: [{ ...gabor, planes: "orthogonal" }] },
  "ibsi-2-6a": { ...a, filters: [{ ...wavelet, level: 1, subBand: "LH", dimensions: 2 }] },
  "ibsi-2-6b": { ...b, filters: [{ ...wavelet, level: 1, subBand: "LLH" }] },
  "ibsi-2-7a": { ...a, filters: [{ ...wavelet, level: 2, subBand: "HH", dimensions: 2 }] },
  "ibsi-2-7b": { ...b, filters: [{ ...wavelet, level: 2, subBand: "HHH" }] },
  "ibsi-2-8a": { ...a, filters: [{ type: "simoncelli", level: 1, dimensions: 2 }] },
  "ibsi-2-8b": { ...b, filters: [{ type: "simoncelli", level: 1 }] },
  "ibsi-2-9a": { ...a, filters: [{ type: "simoncelli", level: 2, dimensions: 2 }] },
  "ibsi-2-9b": { ...b, filters: [{ type: "simoncelli", level: 2 }] },
} as const satisfies Record<string, SettingsInput>;
