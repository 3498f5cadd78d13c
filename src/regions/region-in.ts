import { namingMask } from "../messages/naming-mask.ts";
import type { Note } from "../messages/note.ts";
import { type NonFinite, nonFiniteRule } from "../processing/finite-mask.ts";
import { alignMask } from "../volume/align-mask.ts";
import { asMask, type BoxedMask } from "../volume/mask.ts";
import { checkVolume, type Volume } from "../volume/volume.ts";
import type { Derivation } from "./derivation.ts";
import { derive } from "./derive.ts";
import { asItIs, type MaskSettings } from "./mask-settings.ts";

/** The settings that say what the region in a mask is. */
export interface RegionSettings {
  readonly mask: MaskSettings | null;
  readonly nonFinite: NonFinite;
  readonly resegment: { readonly range: unknown } | null;
}

/** The region in a mask, with the bounding box of its voxels. */
export interface RegionIn extends BoxedMask {
  /** null where neither settings nor a mask around it make another region of the mask. */
  readonly derivation: Derivation | null;
  readonly notes: readonly Note[];
}

/**
 * The region in a mask: the voxels that are 1, or what settings make of the mask.
 *
 * @param mask known to be sound, on the image's grid
 * @param within the mask that the region is cut to, as it was given; null for none
 * @throws VoxomicsError `invalid-mask`, `empty-mask`, `invalid-intensity`; for `within`
 *   `invalid-volume` and `geometry-mismatch` too
 */
export function regionIn(
  mask: Volume,
  image: Volume,
  settings: RegionSettings,
  within: Volume | null,
): RegionIn {
  const { mask: step } = settings;
  if (step === null && within === null) return { ...asMask(mask), derivation: null, notes: [] };
  const around = within === null ? null : alignWithin(within, image);
  const nonFinite = nonFiniteRule(settings);
  return derive(mask, step ?? asItIs, { image, within: around, nonFinite });
}

/** The mask that a region is cut to, in the image's order of voxels. */
export function alignWithin(within: Volume, image: Volume): Volume {
  return namingMask("within", () => alignMask(checkVolume(within, "mask"), image).mask);
}
