import type { Watch } from "../base/watch.ts";
import type { Grid, Vec3, Volume } from "../volume/volume.ts";
import { checkPositive } from "./check-setting.ts";
import type { GaussianFilter } from "./filter.ts";
import { type Cascade, kernelOf } from "./kernel.ts";
import { type FilterReach, separableReach } from "./reach.ts";
import { filterSeparably } from "./separable.ts";

/**
 * The mean around every voxel, weighted by a Gaussian.
 *
 * `sigma` in mm is divided by the spacing of each axis. The kernel ends after
 * floor(truncate sigma + 0.5) voxels; its weights sum to 1.
 *
 * @throws VoxomicsError `invalid-settings`
 */
export function gaussianFilter(
  image: Volume<Float64Array>,
  { sigma, truncate, boundary, dimensions }: GaussianFilter,
  watch: Watch,
): Float64Array {
  const kernels = gaussianKernels({ sigma, truncate, dimensions }, image.spacing);
  return filterSeparably(image.data, image.size, kernels, boundary, watch);
}

/** The kernels of the filtered axes. */
function gaussianKernels(
  { sigma, truncate, dimensions }: Pick<GaussianFilter, "sigma" | "truncate" | "dimensions">,
  spacing: Vec3,
): Cascade[] {
  checkPositive(sigma, "gaussian.sigma");
  checkPositive(truncate, "gaussian.truncate");
  return spacing.slice(0, dimensions).map((side) => {
    const weights = sampledGaussian(sigma / side, truncate);
    const sum = weights.reduce((a, b) => a + b, 0);
    return [kernelOf(weights.map((weight) => weight / sum))];
  });
}

/** How far the Gaussian looks: to the end of its kernel. */
export function gaussianReach(settings: GaussianFilter, { spacing }: Grid): FilterReach {
  return [separableReach(gaussianKernels(settings, spacing))];
}

/** The last voxel of a sampled Gaussian; `sigma` in voxels. */
function gaussianEnd(sigma: number, truncate: number): number {
  return Math.floor(truncate * sigma + 0.5);
}

/** A Gaussian of unit area at whole voxels up to floor(truncate sigma + 0.5); `sigma` in voxels. */
export function sampledGaussian(sigma: number, truncate: number): Float64Array {
  const reach = gaussianEnd(sigma, truncate);
  const peak = 1 / (Math.sqrt(2 * Math.PI) * sigma);
  return Float64Array.from({ length: 2 * reach + 1 }, (_, k) => {
    const u = (k - reach) / sigma;
    return peak * Math.exp((-u * u) / 2);
  });
}
