import type { Boundary } from "./boundary.ts";

/** 2: slice by slice in x and y; 3: in x, y and z. */
export type Dimensions = 2 | 3;

/** How responses of several orientations become one, voxel by voxel. */
export type Pooling = "average" | "max" | "min";

/** What every filter can be set to. */
export interface FilterFrame {
  /** How the image goes on past its border. Default `mirror`. */
  readonly boundary: Boundary;
  /** Default 3. */
  readonly dimensions: Dimensions;
}

/** Pooling over rotations by right angles. */
export interface RotationSettings {
  /** Pool the responses of all rotations by right angles (24 in 3D, 4 in 2D). Default false. */
  readonly rotationInvariant: boolean;
  /** Without effect unless `rotationInvariant`. */
  readonly pooling: Pooling;
}

/** Mean of a square or cube (IBSI S60F). */
export interface MeanFilter extends FilterFrame {
  readonly type: "mean";
  /** Edge length in voxels, odd. */
  readonly support: number;
}

/** What a Laplacian of Gaussian is (IBSI L6PA). */
export interface LaplacianOfGaussian {
  readonly type: "laplacianOfGaussian";
  /** Standard deviation in mm. */
  readonly sigma: number;
  /** Where the kernel ends, in standard deviations. Default 4. */
  readonly truncate: number;
  /** Correct the kernel so that its coefficients sum to 0. Default false, as in the standard. */
  readonly zeroSum: boolean;
  /** Allow a sigma below 0.75 voxels of a filtered axis. Default false. */
  readonly undersampled: boolean;
}

export type LaplacianOfGaussianFilter = LaplacianOfGaussian & FilterFrame;

/** Laws kernels (IBSI JTXT), and their energy map (IBSI PQSD). */
export interface LawsFilter extends FilterFrame, RotationSettings {
  readonly type: "laws";
  /** A kernel an axis, x first: `E5L5S5`; two of them in 2D. */
  readonly kernels: string;
  /** Default `max`. */
  readonly pooling: Pooling;
  /** Mean of the absolute response up to a Chebyshev distance, in voxels; null for the response. Default null. */
  readonly energy: { readonly distance: number } | null;
}

/** Modulus of the response to a Gabor kernel (IBSI Q88H), slice by slice. */
export interface GaborFilter extends FilterFrame {
  readonly type: "gabor";
  /** Standard deviation of the envelope, in mm. */
  readonly sigma: number;
  /** Wavelength, in mm. */
  readonly lambda: number;
  /** How many times the envelope is longer along the wave than across it. */
  readonly gamma: number;
  /** Orientation in radians, clockwise on screen; the first one where there is a step. Default 0. */
  readonly theta: number;
  /** Pool over all orientations theta, theta + thetaStep … of a turn; null for one. Default null. */
  readonly thetaStep: number | null;
  /** `xy`, or `orthogonal`: pooled over xy, xz and yz. Default `xy`. */
  readonly planes: "xy" | "orthogonal";
  /** Default `average`. */
  readonly pooling: Pooling;
}

/** Sub-band of an undecimated separable wavelet decomposition (IBSI 25BO). */
export interface WaveletFilter extends FilterFrame, RotationSettings {
  readonly type: "wavelet";
  /** `haar`, `db1` …, `sym2` …, `coif1` … */
  readonly wavelet: string;
  /** From 1. Default 1. */
  readonly level: number;
  /** Low-pass or high-pass an axis, x first: `LLH`; two of them in 2D. */
  readonly subBand: string;
  /** Default `average`. */
  readonly pooling: Pooling;
}

/** Band of a Simoncelli wavelet (IBSI LODD). */
export interface Simoncelli {
  readonly type: "simoncelli";
  /** From 1. Default 1. */
  readonly level: number;
}

/** Band of a Shannon wavelet (IBSI LODD). */
export interface Shannon {
  readonly type: "shannon";
  /** From 1. Default 1. */
  readonly level: number;
}

/** `boundary` has no effect: these wavelets are defined on the periodic image. */
export type SimoncelliFilter = Simoncelli & FilterFrame;
export type ShannonFilter = Shannon & FilterFrame;

/** Riesz transform of another filter. */
export interface RieszFilter extends FilterFrame {
  readonly type: "riesz";
  readonly of: LaplacianOfGaussian | Simoncelli | Shannon;
  /** Orders along x, y, z; not all 0, and 0 along z in 2D. */
  readonly order: readonly [number, number, number];
}

/** Mean weighted by a Gaussian. */
export interface GaussianFilter extends FilterFrame {
  readonly type: "gaussian";
  /** Standard deviation in mm. */
  readonly sigma: number;
  /** Where the kernel ends, in standard deviations. Default 4. */
  readonly truncate: number;
  /** Allow a sigma below 0.75 voxels of a filtered axis. Default false. */
  readonly undersampled: boolean;
}

/** Changes every voxel on its own; `boundary` and `dimensions` have no effect. */
interface IntensityFilter<T extends string> extends FilterFrame {
  readonly type: T;
}

export type SquareFilter = IntensityFilter<"square">;
export type SquareRootFilter = IntensityFilter<"squareRoot">;
export type LogarithmFilter = IntensityFilter<"logarithm">;
export type ExponentialFilter = IntensityFilter<"exponential">;

/** Length of the intensity gradient, in intensities a mm. */
export interface GradientFilter extends FilterFrame {
  readonly type: "gradient";
}

/** Rotation-invariant uniform local binary patterns. */
export interface LocalBinaryPatternFilter extends FilterFrame {
  readonly type: "localBinaryPattern";
}

/** A filter with every setting spelled out. Lengths in mm, supports in voxels, angles in radians. */
export type FilterSettings =
  | MeanFilter
  | LaplacianOfGaussianFilter
  | LawsFilter
  | GaborFilter
  | WaveletFilter
  | SimoncelliFilter
  | ShannonFilter
  | RieszFilter
  | GaussianFilter
  | SquareFilter
  | SquareRootFilter
  | LogarithmFilter
  | ExponentialFilter
  | GradientFilter
  | LocalBinaryPatternFilter;

export type FilterType = FilterSettings["type"];

/** The settings of one type of filter. */
export type SettingsOf<T extends FilterType> = Extract<FilterSettings, { readonly type: T }>;
