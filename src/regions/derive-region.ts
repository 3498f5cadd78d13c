import { VoxomicsError } from "../messages/errors.ts";
import type { Note } from "../messages/note.ts";
import { type NonFinite, nonFiniteSchema } from "../processing/finite-mask.ts";
import { completed } from "../schema/check.ts";
import { checkOptions } from "../schema/check-options.ts";
import { alignMask } from "../volume/align-mask.ts";
import type { Mask } from "../volume/mask.ts";
import { checkVolume, type Volume } from "../volume/volume.ts";
import type { Derivation } from "./derivation.ts";
import { derive } from "./derive.ts";
import { type MaskInput, maskSchema } from "./mask-settings.ts";
import { alignWithin } from "./region-in.ts";

/** What a region is derived with, beside its mask and the settings. */
export interface DeriveOptions {
  /** The image, which a choice by intensity needs; the region is in its order of voxels then. */
  readonly image?: Volume | undefined;
  /** The mask that the region is cut to, on the same grid: 0 and 1, or the labels of `within` in the settings. */
  readonly within?: Volume | undefined;
  /** What becomes of voxels that are NaN or infinite in a choice by intensity. Default: `refuse`. */
  readonly nonFinite?: NonFinite | undefined;
}

/** A region that was made of a mask. */
export interface DerivedRegion {
  /** At least one voxel is 1. */
  readonly mask: Mask;
  readonly derivation: Derivation;
  readonly notes: readonly Note[];
}

/**
 * The region that the settings `mask` of an extraction make of a mask, on its own grid: labels or values from a
 * threshold on, components, a part by intensity, grown, shrunk, its ring or rim, cut to another mask; in
 * this order (docs/regions.md). `extract` does this by itself.
 *
 * @param mask 0 and 1, labels, or fractions with a threshold
 * @param settings what is asked for, as in `mask` of the settings
 * @returns the region with the size that it had after each step
 * @throws VoxomicsError `invalid-settings`, `invalid-volume`, `invalid-mask`, `geometry-mismatch`, `invalid-intensity`;
 *   `empty-mask` naming the step that left no voxel
 *
 * @example
 * ```ts
 * import { deriveRegion, extract } from "voxomics";
 *
 * const { mask: ring, derivation } = deriveRegion(mask, { ring: 5 }); // mm
 * for (const { step, voxels, volume } of derivation.steps) console.log(step, voxels, volume);
 * console.log(extract(image, ring).features.length);
 * ```
 */
export function deriveRegion(
  mask: Volume,
  settings: MaskInput,
  options: DeriveOptions = {},
): DerivedRegion {
  checkOptions(options, { image: null, within: null, nonFinite: null });
  const step = completed(maskSchema, settings, "mask");
  const nonFinite = completed(nonFiniteSchema, options.nonFinite, "nonFinite");
  const given = checkVolume(mask, "mask");
  const image = options.image === undefined ? null : checkVolume(options.image, "image");
  if (image === null && step.intensity !== null) {
    const message = "mask.intensity: found without an image, expected the option image beside it";
    throw new VoxomicsError("invalid-settings", message, { problems: [message] });
  }
  const aligned = image === null ? given : alignMask(given, image).mask;
  const within = options.within === undefined ? null : alignWithin(options.within, aligned);
  const { box: _, ...derived } = derive(aligned, step, { image, within, nonFinite });
  return derived;
}
