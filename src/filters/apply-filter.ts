import type { Watch } from "../base/watch.ts";
import { type NonFinite, nonFiniteSchema } from "../processing/finite-mask.ts";
import { completed } from "../schema/check.ts";
import { checkWatch } from "../schema/check-options.ts";
import { checkVolume, type Volume } from "../volume/volume.ts";
import { type FilterInput, prepareFilter } from "./filters.ts";
import { respondTo } from "./respond.ts";

/**
 * The response map of a filter (arXiv:2006.05470), on the image's grid.
 *
 * Filters act on the whole image; IBSI applies them after interpolation and rounding. A voxel that
 * is NaN or infinite spoils every response in which it has a weight: those within the kernel's
 * reach; with long kernels those of its row, column and stack; with filters in the frequency domain
 * those of the whole image (in 2D of its slice). `extract` then refuses a region that has such a
 * response.
 *
 * Under `exclude`, exactly those responses are NaN whose kernels contain such a voxel, where a
 * kernel past the border contains the voxels that the boundary condition puts there. All other
 * responses are those of the image with 0 in place of such voxels, to the last bit. (For long
 * kernels and Gabor, which are applied by Fourier transform, these zeros influence rounding errors
 * like any other value.) The intensity transforms take their range from finite voxels. A filter
 * whose kernel has no end is refused.
 *
 * Memory is at most 40 bytes a voxel, image and response included; 12 more under `exclude` if there
 * are voxels to exclude, and more for a Riesz transform of a small image, which is extended.
 *
 * @param watch is told the progress by passes over the image, and can stop it
 * @param nonFinite as in the settings of `extract`
 * @throws VoxomicsError `invalid-volume`; `invalid-settings` for a wrong value, or for a Gaussian
 *   that is narrower than 0.75 voxels where its settings do not allow it; `too-large` if the
 *   response does not fit into memory; `invalid-intensity` under `exclude` for a filter whose
 *   kernel has no end. If the watch's signal is aborted, the signal's reason is thrown.
 *
 * @example
 * ```ts
 * import { applyFilter } from "voxomics";
 *
 * const response = applyFilter(image, { type: "laplacianOfGaussian", sigma: 1.5 }); // sigma in mm
 * console.log(response.size, response.data.constructor.name); // the image's grid; Float64Array
 * ```
 */
export function applyFilter(
  image: Volume,
  settings: FilterInput,
  watch: Watch = {},
  nonFinite: NonFinite = "refuse",
): Volume<Float64Array> {
  checkWatch(watch);
  const filter = prepareFilter(settings);
  const rule = completed(nonFiniteSchema, nonFinite, "nonFinite");
  return respondTo(checkVolume(image, "image"), filter, watch, rule);
}
