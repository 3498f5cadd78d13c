import { VoxomicsError } from "../messages/errors.ts";
import { found } from "../messages/phrases.ts";
import { cutRegion } from "../processing/cut-region.ts";
import { imageNormaliser } from "../processing/normalise.ts";
import type { Region } from "../processing/region.ts";
import { regionIn } from "../regions/region-in.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { SettingsInput } from "../settings/settings.ts";
import { alignMask } from "../volume/align-mask.ts";
import { checkMask, type Mask } from "../volume/mask.ts";
import { checkVolume, type Volume } from "../volume/volume.ts";

/**
 * The region of a mask in an image. Its steps, in IBSI's order: the image is normalised if settings ask for it, image
 * and mask are interpolated, intensities are rounded, and the intensity mask is re-segmented.
 *
 * The region covers its own box and `marginMm` around it, as far as the image goes; nothing else is
 * computed, and every voxel is the same as if the whole image were.
 *
 * A voxel of the region whose intensity is NaN or infinite is refused. Under `nonFinite: "exclude"`
 * it leaves the intensity mask instead, and so it does with a re-segmentation range, which it does
 * not lie in; the morphological mask keeps it, as it keeps what re-segmentation leaves out. An
 * interpolated intensity in which such a voxel has a weight is NaN, and counts as such a voxel. Under `cubic`
 * interpolation one voxel has a weight up to 32 voxels away along each axis that is resampled, so it is refused in any
 * case. Around the region, in the margin, intensities may be NaN or infinite and stay so.
 *
 * The intensity mask can be empty in the end.
 *
 * @param mask 0 and 1, or what `settings.mask` makes a region of
 * @param settings `mask`, `normalise`, `resample`, `resegment` and `nonFinite`; what else is there has no effect
 * @param whiteMatter as in the options of `extract`
 * @throws VoxomicsError `invalid-settings`, `invalid-volume`, `invalid-mask`, `geometry-mismatch`,
 * `empty-mask` if no voxel is left after interpolation, `invalid-intensity`, `too-large`.
 *
 * @example
 * ```ts
 * import { countVoxels, prepareRegion } from "voxomics";
 *
 * const region = prepareRegion(image, mask, {
 *   resample: { spacing: [1, 1, 1], roundIntensities: true }, // mm
 *   resegment: { range: [-1000, 400] },
 * });
 * console.log(region.image.size, countVoxels(region.intensityMask)); // voxels of the region's box
 * ```
 */
export function prepareRegion(
  image: Volume,
  mask: Volume,
  settings: Pick<SettingsInput, "mask" | "normalise" | "resample" | "resegment" | "nonFinite"> = {},
  marginMm = 0,
  whiteMatter: Volume | null = null,
): Region {
  const resolved = resolveSettings(settings);
  if (!(Number.isFinite(marginMm) && marginMm >= 0)) {
    const problem = `marginMm: found ${found(marginMm)}, expected a number at least 0`;
    throw new VoxomicsError("invalid-settings", problem, { problems: [problem] });
  }
  const checkedImage = checkVolume(image, "image");
  const normaliser = imageNormaliser(checkedImage, resolved.normalise, whiteMatter);
  if (resolved.mask === null) {
    const { mask: aligned } = alignMask(checkMask(mask as Mask), checkedImage);
    const whole = aligned as Mask;
    return cutRegion(normaliser(whole).image, whole, resolved, marginMm);
  }
  const { mask: aligned } = alignMask(checkVolume(mask, "mask"), checkedImage);
  const region = regionIn(aligned, checkedImage, resolved, null);
  return cutRegion(normaliser(region.mask).image, region.mask, resolved, marginMm, region.box);
}
