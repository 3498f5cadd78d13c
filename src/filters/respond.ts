import { inSteps, type Watch } from "../base/watch.ts";
import { asFloat64 } from "../convolution/allocate.ts";
import type { LeadingPasses } from "../convolution/leading-passes.ts";
import type { NonFinite } from "../processing/finite-mask.ts";
import { type Grid, gridOf, identityOf, thicknessOf, type Volume } from "../volume/volume.ts";
import { aroundHoles } from "./around-holes.ts";
import type { PreparedFilter } from "./filter.ts";

/** The response map of a filter on an image's grid. Who needs one filter imports it, and not all filters. */
export function respondTo(
  image: Volume,
  filter: PreparedFilter,
  watch: Watch = {},
  nonFinite: NonFinite = "refuse",
): Volume<Float64Array> {
  filter.checkGrid(image);
  const data = respondIn(image, image, filter, watch, nonFinite);
  return { ...gridOf(image), ...identityOf(image), ...thicknessOf(image), data };
}

/**
 * The response of a filter in a part of an image, one value for each voxel of the part. Those are the
 * responses of the whole image from the filter's reach on inside the part; at a border of the image
 * that the part shares, all are.
 *
 * @param whole the grid of the whole image
 * @param leading what filters that acted on this part before left for this one
 */
export function respondIn(
  part: Volume,
  whole: Grid,
  filter: PreparedFilter,
  watch: Watch,
  nonFinite: NonFinite,
  leading?: LeadingPasses,
): Float64Array {
  const grid = gridOf(part);
  const passes = inSteps(1, watch)(filter.type);
  const run = (data: Float64Array) => filter.respond({ ...grid, data }, passes, whole, leading);
  const voxels = asFloat64(part.data);
  return nonFinite === "exclude" ? aroundHoles(voxels, grid, whole, filter, run) : run(voxels);
}
