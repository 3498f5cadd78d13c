import type { Dimensions } from "../convolution/filter-axis.ts";
import { type Cascade, kernelOf } from "../convolution/kernel.ts";
import { separableReach } from "../convolution/reach.ts";
import { filterSeparably } from "../convolution/separable.ts";
import { withDefault } from "../schema/defaults.ts";
import { boolean, number } from "../schema/values.ts";
import type { Vec3 } from "../volume/volume.ts";
import { filter, type SettingsOf } from "./filter.ts";
import { checkGaussian, gaussianNotes } from "./gaussian-sampling.ts";

// the upper limits are far beyond use: they prevent a typing error from filling the memory

/** The settings of filters that are made of Gaussians. */
export const gaussianSettings = {
  sigma: number({
    description: "Standard deviation of the Gaussian, in mm.",
    exclusiveMinimum: 0,
    maximum: 1000,
  }),
  truncate: withDefault(
    number({
      description: "Where the kernel ends, in standard deviations.",
      exclusiveMinimum: 0,
      maximum: 100,
    }),
    4,
  ),
  undersampled: withDefault(
    boolean({
      description:
        "Allow a sigma below 0.75 voxels of a filtered axis, where the sampled kernel is no longer what its name says.",
    }),
    false,
  ),
};

/**
 * The mean around every voxel, weighted by a Gaussian.
 *
 * `sigma` in mm is divided by the spacing of each axis. The kernel ends after
 * floor(truncate sigma + 0.5) voxels; its weights sum to 1.
 */
export const gaussian = filter({
  type: "gaussian",
  title: "Mean weighted by a Gaussian.",
  settings: gaussianSettings,
  respond: ({ data, size, spacing }, settings, watch) =>
    filterSeparably(data, size, gaussianKernels(settings, spacing), settings.boundary, watch),
  reach: (settings, { spacing }) => [separableReach(gaussianKernels(settings, spacing))],
  checkGrid: (settings, grid, identity) => checkGaussian(settings, grid, { ...named, identity }),
  notes: (settings, grid, identity) => gaussianNotes(settings, grid, { ...named, identity }),
  // other boundaries repeat the slice: across it the kernel then averages equal values
  needsThickness: ({ dimensions, boundary }) => dimensions === 3 && boundary === "zero",
});

const named = { field: "gaussian.sigma", name: "Gaussian" };

export type GaussianFilter = SettingsOf<typeof gaussian>;

/** The kernels of the filtered axes. */
function gaussianKernels(
  {
    sigma,
    truncate,
    dimensions,
  }: { readonly sigma: number; readonly truncate: number; readonly dimensions: Dimensions },
  spacing: Vec3,
): Cascade[] {
  return spacing.slice(0, dimensions).map((side) => {
    const weights = sampledGaussian(sigma / side, truncate);
    const sum = weights.reduce((a, b) => a + b, 0);
    return [kernelOf(weights.map((weight) => weight / sum))];
  });
}

/** A Gaussian of unit area at whole voxels up to floor(truncate sigma + 0.5); `sigma` in voxels. */
export function sampledGaussian(sigma: number, truncate: number): Float64Array {
  const reach = Math.floor(truncate * sigma + 0.5);
  const peak = 1 / (Math.sqrt(2 * Math.PI) * sigma);
  return Float64Array.from({ length: 2 * reach + 1 }, (_, k) => {
    const u = (k - reach) / sigma;
    return peak * Math.exp((-u * u) / 2);
  });
}
