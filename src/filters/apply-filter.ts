import { inSteps, type Watch } from "../base/watch.ts";
import { asFloat64 } from "../convolution/allocate.ts";
import { type NonFinite, nonFiniteSchema } from "../processing/finite-mask.ts";
import { completed } from "../schema/check.ts";
import { checkVolume, gridOf, identityOf, thicknessOf, type Volume } from "../volume/volume.ts";
import { aroundHoles } from "./around-holes.ts";
import { type FilterInput, prepareFilter } from "./filters.ts";

/**
 * The response map of a filter (arXiv:2006.05470), on the image's grid.
 *
 * Filters act on the whole image; IBSI applies them after interpolation and rounding. A voxel that
 * is NaN or infinite spoils every voxel whose response it has a weight in: those within the
 * kernel's reach, with long kernels its row, column and stack, with filters in the frequency domain
 * the whole image (in 2D its slice). `extract` then refuses the region that has such a response.
 *
 * Under `exclude` exactly the responses whose kernels meet such a voxel are NaN (past the
 * border a kernel meets what the boundary condition puts there). All others are those of the image
 * with 0 in its place, to the last bit; long kernels and Gabor, whose sums are made by Fourier
 * transforms, round by it as by any other value. The intensity transforms take their range from
 * finite voxels. A filter whose kernel has no end is refused.
 *
 * Up to 40 bytes a voxel are held at once, image and response included; more by a Riesz transform of
 * a small image, which is extended, and 12 more by `exclude` where there is something to exclude.
 *
 * @param watch follows and stops it, by passes over the image
 * @param nonFinite as in the settings of `extract`
 * @throws VoxomicsError `invalid-volume`, `invalid-settings` for values that mean nothing, or a Gaussian that
 *   is narrower than 0.75 voxels where its settings do not allow it, `too-large` if the response
 *   does not fit into memory, `invalid-intensity` under `exclude` for a filter without an end. The
 *   signal's reason if that is aborted.
 */
export function applyFilter(
  image: Volume,
  settings: FilterInput,
  watch: Watch = {},
  nonFinite: NonFinite = "refuse",
): Volume<Float64Array> {
  const filter = prepareFilter(settings);
  const rule = completed(nonFiniteSchema, nonFinite, "nonFinite");
  const checked = checkVolume(image, "image");
  filter.checkGrid(checked);
  const grid = gridOf(checked);
  const passes = inSteps(1, watch)(settings.type);
  const run = (data: Float64Array) => filter.respond({ ...grid, data }, passes);
  const voxels = asFloat64(checked.data);
  const data = rule === "exclude" ? aroundHoles(voxels, grid, filter, run) : run(voxels);
  return { ...grid, ...identityOf(checked), ...thicknessOf(checked), data };
}
