import { splineWeights } from "../../processing/spline.ts";
import { errorFunction } from "./error-function.ts";

/**
 * An interpolator of SimpleITK: the weights of the voxels around a sample, along one axis. Those of the three
 * axes are multiplied.
 */
export interface Interpolator {
  /** How many voxels along an axis have weights. */
  readonly taps: number;
  /** How many of them lie before the voxel that the sample lies on, or just behind. */
  readonly before: number;
  /**
   * What is read outside the image: mirrored voxels, the nearest one, or nothing; the sample is then divided
   * by the sum of its weights.
   */
  readonly border: "mirror" | "nearest" | "none";
  /** Whether the weights are those of B-spline coefficients. */
  readonly isSpline: boolean;
  /** The weights for a sample that lies `t` behind a voxel, 0 <= t < 1. */
  readonly weights: (t: number) => readonly number[];
}

const nearest: Interpolator = {
  taps: 2,
  before: 0,
  border: "nearest",
  isSpline: false,
  weights: (t) => (t < 0.5 ? [1, 0] : [0, 1]),
};

const linear: Interpolator = { ...nearest, weights: (t) => [1 - t, t] };

const cubicSpline: Interpolator = {
  taps: 4,
  before: 1,
  border: "mirror",
  isSpline: true,
  weights: splineWeights,
};

/** Half the width of the windowed sinc, in voxels. */
const sincRadius = 5;

/** sin(πx) / (πx) under a window, of which u is x / `sincRadius`. */
function windowedSinc(window: (u: number) => number): Interpolator {
  const kernel = (x: number) => window(x / sincRadius) * sinc(x);
  return {
    taps: 2 * sincRadius,
    before: sincRadius - 1,
    border: "nearest",
    isSpline: false,
    weights: (t) =>
      Array.from({ length: 2 * sincRadius }, (_, k) => kernel(t + sincRadius - 1 - k)),
  };
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** Standard deviation of the Gaussian, and where it is cut off, in voxels. */
const gaussianSigma = 0.8;
const gaussianReach = 4 * gaussianSigma;

/** The share of a Gaussian around the sample that lies in each voxel. */
const gaussian: Interpolator = {
  taps: 8,
  before: 3,
  border: "none",
  isSpline: false,
  weights: (t) =>
    Array.from({ length: 8 }, (_, k) => {
      const from = k - 3.5 - t;
      const isCutOff = from + 1 <= -gaussianReach || from >= gaussianReach;
      return isCutOff ? 0 : gaussianUpTo(from + 1) - gaussianUpTo(from);
    }),
};

function gaussianUpTo(x: number): number {
  return errorFunction(x / (Math.SQRT2 * gaussianSigma));
}

/** The interpolators by SimpleITK's names, in the order of its numbers. null: it is for labels only. */
export const interpolators = {
  sitkNearestNeighbor: nearest,
  sitkLinear: linear,
  sitkBSpline: cubicSpline,
  sitkGaussian: gaussian,
  sitkLabelGaussian: null,
  sitkHammingWindowedSinc: windowedSinc((u) => 0.54 + 0.46 * Math.cos(Math.PI * u)),
  sitkCosineWindowedSinc: windowedSinc((u) => Math.cos((Math.PI / 2) * u)),
  sitkWelchWindowedSinc: windowedSinc((u) => 1 - u * u),
  sitkLanczosWindowedSinc: windowedSinc(sinc),
  sitkBlackmanWindowedSinc: windowedSinc(
    (u) => 0.42 + 0.5 * Math.cos(Math.PI * u) + 0.08 * Math.cos(2 * Math.PI * u),
  ),
} as const satisfies Readonly<Record<string, Interpolator | null>>;

/** The name of an interpolator. */
export type InterpolatorName = keyof typeof interpolators;

/** The names of the interpolators, in the order of SimpleITK's numbers, which begin at 1. */
export const interpolatorNames = Object.keys(interpolators) as readonly InterpolatorName[];
