import { VoxomicsError } from "../messages/errors.ts";
import type { Identity } from "./volume.ts";

/**
 * Throws when a mask and its image name different frames of reference: positions in one say nothing
 * of the other. Where one names none there is nothing to compare.
 *
 * @param what names the mask in the message
 * @throws VoxomicsError `geometry-mismatch`, with both UIDs
 */
export function checkSameFrame(
  { frameOfReference: expected }: Identity,
  { frameOfReference: found }: Identity,
  what = "mask",
): void {
  if (found === undefined || expected === undefined || found === expected) return;
  throw new VoxomicsError(
    "geometry-mismatch",
    `${what} lies in another frame of reference than the image: found ${found}, expected ${expected}`,
    { found, expected, advice: [otherFrameAdvice] },
  );
}

const otherFrameAdvice = {
  option: "otherFrame",
  value: null,
  does: "reads the mask as if it lay in the image's",
};
