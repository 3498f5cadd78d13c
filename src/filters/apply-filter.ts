import { checkVolume, gridOf, type Volume } from "../volume/volume.ts";
import { inSteps, type Watch } from "../watch.ts";
import { asFloat64 } from "./allocate.ts";
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
 * the whole image (in 2D its slice).
 *
 * Up to 40 bytes a voxel are held at once, image and response included; more by a Riesz transform of
 * a small image, which is extended.
 *
 * @param watch follows and stops it, by passes over the image
 * @throws VoxomicsError `invalid-volume`, `invalid-settings` for values that mean nothing, or a Gaussian that
 *   is narrower than 0.75 voxels where its settings do not allow it, `too-large` if the response
 *   does not fit into memory. The signal's reason if that is aborted.
 */
export function applyFilter(
  image: Volume,
  settings: FilterSettings,
  watch: Watch = {},
): Volume<Float64Array> {
  const { type, boundary, dimensions } = settings;
  checkSetting(Object.hasOwn(filterTable, type), "type", type, Object.keys(filterTable).join(", "));
  checkWord(boundary, boundaries, `${type}.boundary`);
  checkWord(dimensions, [2, 3], `${type}.dimensions`);
  // the table pairs each type with a function of its own settings
  const filter = filterTable[type] as Filter<FilterType>;
  const checked = checkVolume(image, "image");
  checkSampling(settings, checked);
  const grid = gridOf(checked);
  const passes = inSteps(1, watch)(type);
  const data = filter({ ...grid, data: asFloat64(checked.data) }, settings as never, passes);
  return { ...grid, data };
}
