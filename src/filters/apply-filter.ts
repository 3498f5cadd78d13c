import { inSteps, type Watch } from "../base/watch.ts";
import { checkArgument } from "../schema/check-argument.ts";
import type { NonFinite } from "../settings/settings.ts";
import { checkVolume, gridOf, identityOf, thicknessOf, type Volume } from "../volume/volume.ts";
import { asFloat64 } from "./allocate.ts";
import { aroundHoles } from "./around-holes.ts";
import { boundaries } from "./boundary.ts";
import { checkSetting, checkWord } from "./check-setting.ts";
import type { FilterSettings, FilterType } from "./filter.ts";
import { checkSampling } from "./filter-sampling.ts";
import { type Filter, filterTable } from "./filter-table.ts";

/**
 * The response map of a filter (arXiv:2006.05470), on the image's grid.
 *
 * Filters act on the whole image; IBSI applies them after interpolation and rounding. A voxel that
 * is NaN or infinite spoils every voxel whose response it has a weight in: those within the
 * kernel's reach, with long kernels its row, column and stack, with filters in the frequency domain
 * the whole image (in 2D its slice). `extract` then refuses the region that has such a response.
 *
 * Under `exclude` exactly the responses whose kernels meet such a voxel are NaN (`reachOf`; past the
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
  settings: FilterSettings,
  watch: Watch = {},
  nonFinite: NonFinite = "refuse",
): Volume<Float64Array> {
  checkArgument(settings, "filter", "object");
  const { type, boundary, dimensions } = settings;
  checkSetting(Object.hasOwn(filterTable, type), "type", type, Object.keys(filterTable).join(", "));
  checkWord(boundary, boundaries, `${type}.boundary`);
  checkWord(dimensions, [2, 3], `${type}.dimensions`);
  checkWord(nonFinite, ["refuse", "exclude"], "nonFinite");
  // the table pairs each type with a function of its own settings
  const filter = filterTable[type] as Filter<FilterType>;
  const checked = checkVolume(image, "image");
  checkSampling(settings, checked);
  const grid = gridOf(checked);
  const passes = inSteps(1, watch)(type);
  const run = (data: Float64Array) => filter({ ...grid, data }, settings as never, passes);
  const voxels = asFloat64(checked.data);
  const data = nonFinite === "exclude" ? aroundHoles(voxels, grid, settings, run) : run(voxels);
  return { ...grid, ...identityOf(checked), ...thicknessOf(checked), data };
}
