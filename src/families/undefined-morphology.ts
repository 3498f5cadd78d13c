import type { UndefinedCase } from "../features/feature.ts";
import type { MorphologySummary } from "../morphology/summary.ts";

/** Cases in which a morphological feature has no value. */
type Cases = readonly UndefinedCase<MorphologySummary>[];

/**
 * If the thickness of the one slice was assumed, lengths across the slice are unknown; those in its
 * plane are known.
 */
export const noThickness: Cases = [
  { reason: "thickness-assumed", when: (s) => s.thicknessAssumed === true },
];

/** One voxel has no covariance of voxel centres: it is divided by N - 1. */
export const oneVoxel: Cases = [{ reason: "too-few-voxels", when: (s) => s.voxels < 2 }];

/** Axes across the slice need its thickness, and a covariance. */
export const noDepth: Cases = [...noThickness, ...oneVoxel];

/** An ellipsoid of the axes of a flat region has no volume. */
export const noEllipsoid: Cases = [
  ...noDepth,
  { reason: "flat-region", when: (s) => s.approximateEllipsoid().volume === 0 },
];

/** An ellipsoid of the axes of a line or a point has no area. */
export const noEllipsoidArea: Cases = [
  ...noDepth,
  { reason: "flat-region", when: (s) => s.approximateEllipsoid().area === 0 },
];

/** The intensity mask can be empty where the morphological mask is not. */
export const noIntensities: Cases = [
  { reason: "empty-intensity-mask", when: (s) => s.intensity().voxels === 0 },
];

/** The centre of mass is divided by the sum of intensities. */
export const noWeight: Cases = [
  ...noIntensities,
  { reason: "zero-mean", when: (s) => s.intensity().total === 0 },
];

/** Moran's I and Geary's C are divided by the variance, and sum over all pairs of voxels. */
export const noVariation: Cases = [
  ...noIntensities,
  { reason: "too-few-voxels", when: (s) => s.intensity().voxels < 2 },
  { reason: "single-intensity", when: (s) => s.intensity().minimum === s.intensity().maximum },
  { reason: "too-large", when: (s) => s.autocorrelation() === null },
];
