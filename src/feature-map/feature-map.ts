import type { Watch } from "../base/watch.ts";
import type { Volume } from "../volume/volume.ts";
import { emptyMaps, type FeatureMap } from "./empty-maps.ts";
import { featureMapRows } from "./feature-map-rows.ts";
import type { FeatureMapOptions } from "./map-options.ts";

export type { FeatureMap } from "./empty-maps.ts";

/**
 * Maps of texture and intensity features: every voxel of the region gets the value that the feature
 * has in the voxel's neighbourhood. The value is the same as if the neighbourhood were a region of
 * its own, with the grey levels of the whole region.
 *
 * Image and mask are interpolated and re-segmented and the region is discretised first, as for
 * `extract`. A voxel without a finite intensity is refused; if the settings leave such voxels out, it
 * gets no value and belongs to no neighbourhood. The maps lie on the processed image's grid. A map
 * takes 8 bytes for each voxel of its grid: `featureMapRows` is better for many features or large
 * images.
 *
 * @param mask 0 and 1 on the image's grid
 * @param watch is told the progress row by row, and can stop it
 * @throws VoxomicsError `invalid-settings` for an option or feature that is not known, `empty-mask`
 *   if re-segmentation leaves no voxel, else as `extract` does. If the watch's signal is aborted, the
 *   signal's reason is thrown.
 *
 * @example
 * ```ts
 * import { featureMap } from "voxomics";
 *
 * const [entropy] = featureMap(image, mask, {
 *   features: ["cm_joint_entr_3D_comb"],
 *   radius: 1, // neighbourhoods of 3 × 3 × 3 voxels
 *   settings: { discretise: { method: "fixedBinNumber", bins: 16 } },
 * });
 * console.log(entropy.volume.size, entropy.unit); // on the image's grid; NaN outside the region
 * ```
 */
export function featureMap(
  image: Volume,
  mask: Volume,
  options: FeatureMapOptions = {},
  watch: Watch = {},
): FeatureMap[] {
  const { features, grid, rows } = featureMapRows(image, mask, options, watch);
  const maps = emptyMaps(features, grid);
  for (const { start, values } of rows()) {
    maps.forEach(({ volume }, n) => {
      volume.data.set(values[n], start);
    });
  }
  return maps;
}
