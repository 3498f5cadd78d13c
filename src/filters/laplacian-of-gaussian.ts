import type { Dimensions } from "../convolution/filter-axis.ts";
import { type Cascade, kernelOf } from "../convolution/kernel.ts";
import { filterLaplacian, type LaplacianKernels } from "../convolution/laplacian.ts";
import { separableReach } from "../convolution/reach.ts";
import { power } from "../math/power.ts";
import { withDefault } from "../schema/defaults.ts";
import { boolean } from "../schema/values.ts";
import type { Vec3 } from "../volume/volume.ts";
import { filter, type PartOf, type SettingsOf } from "./filter.ts";
import { gaussianSettings, sampledGaussian } from "./gaussian.ts";
import { checkGaussian, gaussianNotes } from "./gaussian-sampling.ts";

/**
 * The Laplacian of the Gaussian-smoothed image (IBSI L6PA): the kernel
 * -(D - |k|² / sigma²) exp(-|k|² / 2 sigma²) / (sigma² (2 pi sigma²)^(D/2)), sampled on the square
 * or cube that ends after floor(truncate sigma + 0.5) voxels. It is not scaled by sigma²; a bright
 * blob gives a negative response.
 *
 * The kernel is a sum over axes of a second derivative along one and a Gaussian along the others,
 * so it is applied in passes along the axes. With unequal spacing k and sigma are in mm, and the
 * response is in intensities per squared geometric mean of the filtered axes' spacings, which is
 * intensities per voxel² for cubic voxels. Divided by that mean's square it is in intensities per
 * mm².
 *
 * The sum of the sampled kernel K is not exactly 0. With `zeroSum` the kernel is K - (ΣK / ΣG) G,
 * where G is the Gaussian exp(-|k|² / 2 sigma²) at the same voxels. Of all corrections that make
 * the sum 0 this one has the smallest sum of squares weighted by 1 / G. The corrected kernel has
 * the same symmetry and tails, and can still be applied in passes along the axes.
 */
export const laplacianOfGaussian = filter({
  type: "laplacianOfGaussian",
  title: "Laplacian of Gaussian (IBSI L6PA).",
  settings: {
    sigma: gaussianSettings.sigma,
    truncate: gaussianSettings.truncate,
    zeroSum: withDefault(
      boolean({
        description:
          "Correct the kernel so that its coefficients sum to 0, and a constant image gives 0. The standard's kernel is sampled and not corrected.",
      }),
      false,
    ),
    undersampled: gaussianSettings.undersampled,
  },
  respond: ({ data, size, spacing }, settings, watch) => {
    const { boundary, dimensions } = settings;
    const kernels = sampledKernels(settings, spacing, dimensions);
    return filterLaplacian(data, size, kernels, boundary, watch);
  },
  // one footprint for each term, which has a second derivative along one axis
  reach: (settings, { spacing }) => {
    const kernels = laplacianOfGaussianKernels(settings, spacing, settings.dimensions);
    return kernels.map((_, curved) =>
      separableReach(
        kernels.map(({ gaussian, derivative }, axis) => (axis === curved ? derivative : gaussian)),
      ),
    );
  },
  checkGrid: (settings, grid, identity) => checkGaussian(settings, grid, { ...named, identity }),
  notes: (settings, grid, identity) => gaussianNotes(settings, grid, { ...named, identity }),
  needsThickness: ({ dimensions }) => dimensions === 3, // in 3D the response's unit depends on it too
});

const named = { field: "laplacianOfGaussian.sigma", name: "Laplacian of Gaussian" };

export type LaplacianOfGaussianFilter = SettingsOf<typeof laplacianOfGaussian>;

/** The settings of a Laplacian of Gaussian inside another filter. */
export type LaplacianOfGaussian = PartOf<typeof laplacianOfGaussian>;

/** A Gaussian along an axis, and its second derivative. */
export interface LaplacianOfGaussianKernels {
  readonly gaussian: Cascade;
  readonly derivative: Cascade;
}

/** The kernels of the filtered axes. */
export function laplacianOfGaussianKernels(
  settings: KernelSettings,
  spacing: Vec3,
  dimensions: Dimensions,
): LaplacianOfGaussianKernels[] {
  return sampledKernels(settings, spacing, dimensions).map(({ smooth, curved }) => ({
    gaussian: [kernelOf(smooth)],
    derivative: [kernelOf(curved)],
  }));
}

interface KernelSettings {
  readonly sigma: number;
  readonly truncate: number;
  readonly zeroSum: boolean;
}

/** The weights of the kernels of the filtered axes. */
function sampledKernels(
  { sigma, truncate, zeroSum }: KernelSettings,
  spacing: Vec3,
  dimensions: Dimensions,
): LaplacianKernels[] {
  const filtered = spacing.slice(0, dimensions);
  const product = filtered.reduce((all, s) => all * s, 1);
  const unit = power(product, 1 / dimensions);
  return filtered.map((s) => {
    const gaussian = sampledGaussian(sigma / s, truncate);
    const reach = (gaussian.length - 1) / 2;
    const scale = (unit / sigma) ** 2;
    const squares = gaussian.map((_, k) => {
      const u = ((k - reach) * s) / sigma;
      return u * u;
    });
    // variance in units of sigma²: 1 for the continuous Gaussian; with the variance of the sampled
    // Gaussian the derivative sums to 0
    const variance = zeroSum ? weightedMean(squares, gaussian) : 1;
    const derivative = gaussian.map((weight, k) => scale * (squares[k] - variance) * weight);
    return { smooth: gaussian, curved: derivative };
  });
}

function weightedMean(values: Float64Array, weights: Float64Array): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return values.reduce((sum, value, k) => sum + value * weights[k], 0) / total;
}
