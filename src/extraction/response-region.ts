import { type FilterSettings, filterIdentity } from "../filters/filters.ts";
import { VoxomicsError } from "../messages/errors.ts";
import type { NonFinite } from "../processing/finite-mask.ts";
import { finiteMask } from "../processing/finite-mask.ts";
import type { Region } from "../processing/region.ts";
import type { Settings } from "../settings/settings.ts";
import { crop, wholeBox } from "../volume/box.ts";
import type { Volume } from "../volume/volume.ts";

/**
 * A region of a filter's response map, under the masks of the unfiltered image, as IBSI 2 has it:
 * the filter acts on the whole (interpolated, rounded) image, and the map is neither rounded nor
 * re-segmented. Under `exclude`, voxels without a finite response leave the intensity mask.
 *
 * @param map the response of the whole image
 * @throws VoxomicsError `invalid-intensity` if the response is no number in a voxel of the intensity
 *   mask, under `refuse`
 */
export function responseRegion(
  map: Volume<Float64Array>,
  region: Region,
  filter: FilterSettings,
  nonFinite: NonFinite,
): Region {
  const window = region.window ?? wholeBox(map);
  const response = crop(map, window);
  try {
    const cut = { grid: map, window };
    const intensityMask = finiteMask(response, region.intensityMask, nonFinite, cut);
    return { ...region, image: response, intensityMask };
  } catch (error) {
    if (!(error instanceof VoxomicsError)) throw error;
    const { code, message, details } = error;
    throw new VoxomicsError(code, `response of ${filterIdentity(filter)}: ${message}`, details);
  }
}

/**
 * The settings that a response map is measured with. Its values are no intensities of the
 * modality, so the re-segmentation range says nothing of them.
 */
export function responseSettings(settings: Settings): Settings {
  return { ...settings, ...settings.filterFeatures, resegment: null };
}
