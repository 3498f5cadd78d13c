import { object } from "../schema/object.ts";
import type { Resolved } from "../schema/schema.ts";
import { number } from "../schema/values.ts";
import { asMask, type Mask, thresholdMask } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";

/** What makes a region of a mask of fractions or probabilities. */
export const maskSchema = object(
  {
    threshold: number({
      description:
        "A voxel is in the region when its mask value reaches this, before the mask is interpolated.",
      exclusiveMinimum: 0,
    }),
  },
  {
    description:
      "What makes a region of a mask that holds other values than 0 and 1. null: it must hold 0 and 1.",
  },
);

export type MaskSettings = Resolved<typeof maskSchema>;

/**
 * The region that a mask stands for: its 0 and 1, or the voxels that reach the settings' threshold.
 *
 * @throws VoxomicsError `invalid-mask` or `empty-mask`
 */
export function regionIn(
  mask: Volume,
  { mask: step }: { readonly mask: MaskSettings | null },
): Mask {
  return step === null ? asMask(mask) : thresholdMask(mask, step.threshold);
}
