import { VoxomicsError } from "./errors.ts";
import { applyFilter } from "./filters/apply-filter.ts";
import type { FilterSettings } from "./filters/filter.ts";
import { filterIdentity } from "./filters/filter-identity.ts";
import { checkIntensities } from "./processing/prepare-region.ts";
import type { Region } from "./processing/region.ts";
import type { Settings } from "./settings/settings.ts";
import { boxOf, crop } from "./volume/box.ts";
import type { Volume } from "./volume/volume.ts";

/**
 * A region of a filter's response map, under the masks of the unfiltered image, as IBSI 2 has it:
 * the filter acts on the whole (interpolated, rounded) image, and the map is neither rounded nor
 * re-segmented.
 *
 * @throws VoxomicsError `invalid-intensity` if the response is no number somewhere in the region
 */
export function responseRegion(image: Volume, region: Region, filter: FilterSettings): Region {
  const response = crop(applyFilter(image, filter), boxOf(region.image, image));
  try {
    checkIntensities(response, region.morphologicalMask, image);
  } catch (error) {
    if (!(error instanceof VoxomicsError)) throw error;
    const { code, message, details } = error;
    throw new VoxomicsError(code, `response of ${filterIdentity(filter)}: ${message}`, details);
  }
  return { ...region, image: response };
}

/**
 * The settings that a response map is measured with. Its values are no intensities of the
 * modality: the re-segmentation range says nothing of them, and the intensity-volume histogram has
 * 1000 bins, as IBSI advises for arbitrary units.
 */
export function responseSettings(settings: Settings): Settings {
  const { families, discretise } = settings.filterFeatures;
  return {
    ...settings,
    families,
    discretise,
    resegment: null,
    intensityVolume: { method: "fixedBinNumber", bins: 1000 },
  };
}
