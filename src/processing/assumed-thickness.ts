import type { Advice } from "../messages/advice.ts";
import { VoxomicsError } from "../messages/errors.ts";
import type { Grid, Thickness } from "../volume/volume.ts";

/** Advice for a user who knows the thickness of the image's slice. */
export const sliceThicknessAdvice: Advice = {
  option: "sliceThickness",
  value: "MM",
  does: "states it",
};

/**
 * Refuses to divide the one slice of an image whose thickness was assumed: the number of new slices
 * would be an assumption too.
 *
 * @param target the grid that the image is resampled to
 * @throws VoxomicsError `invalid-settings`, naming the axis
 */
export function checkOneSlice(
  { size, spacing, thicknessAssumed }: Grid & Thickness,
  target: Grid,
): void {
  if (thicknessAssumed !== true) return;
  const axis = size.findIndex((count, a) => count === 1 && target.size[a] > 1);
  if (axis < 0) return;
  const name = "xyz"[axis];
  throw new VoxomicsError(
    "invalid-settings",
    `resample.spacing: found ${target.spacing[axis]} mm along ${name}, which divides the image's one slice into ` +
      `${target.size[axis]}, but its thickness of ${spacing[axis]} mm was assumed: expected null for ${name}, or at ` +
      "least that thickness",
    {
      axis: name,
      spacing: target.spacing[axis],
      thickness: spacing[axis],
      advice: [sliceThicknessAdvice],
    },
  );
}
