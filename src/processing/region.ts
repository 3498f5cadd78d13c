import type { Box } from "../volume/box.ts";
import type { Mask } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";

/**
 * A processed image with its region of interest, all three on one grid.
 *
 * The grid is a part of the (resampled) image's grid: the region's bounding box, or a larger one
 * where a family reads voxels beyond the region.
 */
export interface Region {
  readonly image: Volume<Float64Array>;
  /** The region's shape. */
  readonly morphologicalMask: Mask;
  /** The voxels whose intensities count: the morphological mask after re-segmentation. */
  readonly intensityMask: Mask;
  /**
   * The shape before re-segmentation cut it, as `resegment.morphological` asks for; absent where it did not. Notes count
   * voxels by this mask.
   */
  readonly uncutMask?: Mask;
  /** The voxels of the (resampled) image that the grid covers; absent where it covers all of them. */
  readonly window?: Box;
}
