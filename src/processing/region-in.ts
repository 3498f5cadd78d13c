import { object } from "../schema/object.ts";
import type { Resolved } from "../schema/schema.ts";
import { number } from "../schema/values.ts";
import { type Box, boundingBox } from "../volume/box.ts";
import { asMask, type BoxedMask, thresholdMask } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";

/** How a mask of fractions or probabilities becomes a region. */
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

/** How a mask of fractions or probabilities becomes one of 0 and 1. */
export type MaskSettings = Resolved<typeof maskSchema>;

/**
 * The region in a mask: the voxels that are 1, or, if settings have a threshold, those that reach it.
 *
 * @param mask known to be sound
 * @throws VoxomicsError `invalid-mask` or `empty-mask`
 */
export function regionIn(
  mask: Volume,
  { mask: step }: { readonly mask: MaskSettings | null },
): BoxedMask {
  if (step === null) return asMask(mask);
  const region = thresholdMask(mask, step.threshold);
  return { mask: region, box: boundingBox(region) as Box }; // one that is empty was refused
}
