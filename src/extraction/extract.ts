import type { SettingsInput } from "../settings/settings.ts";
import type { Volume } from "../volume/volume.ts";
import { extractRegions } from "./extract-regions.ts";
import type { Extraction, ExtractOptions } from "./extraction.ts";

/**
 * Extracts the IBSI features of a region of interest.
 *
 * Synchronous and pure. Runs the steps of the IBSI scheme in its order: normalisation, interpolation of image and
 * mask, rounding, re-segmentation, discretisation, features (arXiv:1612.07003, section 2). Filters
 * act on the interpolated image, and their response maps are measured under the same masks
 * (arXiv:2006.05470).
 *
 * A region with a voxel whose intensity is NaN or infinite is refused, unless the settings exclude
 * such voxels (`nonFinite`) or re-segment by range; notes tell how many voxels were left out.
 *
 * @param image intensities; only the region and its surroundings are processed, unless diagnostics or
 *   a filter whose responses depend on every voxel are asked for (docs/filters.md)
 * @param mask 0 and 1 on the image's grid, or on its voxels in another order
 * @param settings what is processed and measured; what is left out takes its default
 * @param watch what follows and stops it, by family and filter, and the mask that the region is cut to
 * @throws VoxomicsError `invalid-settings`, `invalid-volume`, `invalid-mask`, `empty-mask`,
 *   `geometry-mismatch`, `invalid-intensity`, `discretisation` or `too-large`; the message says
 *   what was found, what was expected and where. The signal's reason if that is aborted.
 *
 * @example
 * ```ts
 * import { extract } from "voxomics";
 *
 * const { features, roi, notes } = extract(image, mask, {
 *   resample: { spacing: [1, 1, 1] }, // mm
 *   discretise: { method: "fixedBinSize", width: 25 }, // in the image's unit
 *   families: ["statistics", "glcm"],
 * });
 * const contrast = features.find(({ tag }) => tag === "cm_contrast_3D_avg");
 * console.log(contrast?.value, contrast?.reason, roi.intensityVoxels, notes.length);
 * ```
 */
export function extract(
  image: Volume,
  mask: Volume,
  settings: SettingsInput = {},
  watch: ExtractOptions = {},
): Extraction {
  const [{ extraction, error }] = extractRegions(image, [() => mask], settings, watch);
  if (error !== null) throw error;
  return extraction;
}
