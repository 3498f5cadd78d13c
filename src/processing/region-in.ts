import type { Settings } from "../settings/settings.ts";
import { asMask, type Mask, thresholdMask } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";

/**
 * The region that a mask stands for: its 0 and 1, or the voxels that reach the settings' threshold.
 *
 * @throws VoxomicsError `invalid-mask` or `empty-mask`
 */
export function regionIn(mask: Volume, { mask: step }: Pick<Settings, "mask">): Mask {
  return step === null ? asMask(mask) : thresholdMask(mask, step.threshold);
}
