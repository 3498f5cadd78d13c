import { type FilterSettings, filterIdentity } from "../filters/filters.ts";
import { VoxomicsError } from "../messages/errors.ts";
import type { NonFinite } from "../processing/finite-mask.ts";
import { finiteMask } from "../processing/finite-mask.ts";
import type { Region } from "../processing/region.ts";
import type { Settings } from "../settings/settings.ts";
import { type Box, crop, cropGrid, shiftBox, wholeBox } from "../volume/box.ts";
import { scale } from "../volume/vec3.ts";
import {
  type Grid,
  type Identity,
  identityOf,
  type Thickness,
  thicknessOf,
  type Volume,
} from "../volume/volume.ts";

/** The response of a filter in a part of an image. */
export interface ResponsePart {
  /** The whole image that the filter acts on, without its voxels. */
  readonly image: Grid & Identity & Thickness;
  /** The voxels of that image that the part covers; past its border lies the opposite side. */
  readonly box: Box;
  /** One response for each of these voxels. */
  readonly data: Float64Array;
}

/**
 * A region of a filter's response map, under the masks of the unfiltered image, as IBSI 2 has it:
 * the filter acts on the whole (interpolated, rounded) image, and the map is neither rounded nor
 * re-segmented. Under `exclude`, voxels without a finite response leave the intensity mask.
 *
 * @param part covers the window of the region
 * @throws VoxomicsError `invalid-intensity` if the response is no number in a voxel of the intensity
 *   mask, under `refuse`
 */
export function responseRegion(
  { image, box, data }: ResponsePart,
  region: Region,
  filter: FilterSettings,
  nonFinite: NonFinite,
): Region {
  const window = region.window ?? wholeBox(image);
  const local = shiftBox(window, scale(box.min, -1));
  const response: Volume<Float64Array> = {
    ...cropGrid(image, window),
    ...identityOf(image),
    ...thicknessOf(image),
    data: crop({ ...cropGrid(image, box), data }, local).data,
  };
  try {
    const cut = { grid: image, window };
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
