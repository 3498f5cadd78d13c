import type { FileDescription } from "../io/format.ts";
import type { Advice } from "../messages/advice.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { countVoxels, type Mask } from "../volume/mask.ts";
import type { PlacedMask } from "../volume/place-mask.ts";
import type { Volume } from "../volume/volume.ts";

/** Voxels of a region on its own grid and on the image's, and those of the first that lie outside. */
export type PlacedVoxels = Omit<PlacedMask, "mask">;

/** The part of a region that may lie outside the image unless more is allowed. */
export const usualLoss = 0.05;

/**
 * Refuses an RTSTRUCT's region of which more planes lie outside the image than may.
 *
 * @throws VoxomicsError `geometry-mismatch` with the counts
 */
export function checkPlanes(file: FileDescription, largest?: number): void {
  if (file.format !== "DICOM RTSTRUCT") return;
  const { contourPlanes: before, outsidePlanes: outside } = file;
  refuseLoss({ before, outside }, "contour planes", largest);
}

/** What a segmentation lost when its reader put it on the image's grid; null if it lost nothing. */
export function lostInReading(mask: Volume, file: FileDescription): PlacedVoxels | null {
  const placed = file.format === "NRRD" || file.format === "DICOM SEG";
  const outside = placed ? (file.outside ?? 0) : 0;
  if (outside === 0) return null;
  const after = countVoxels(mask as Mask);
  return { before: after + outside, after, outside };
}

/**
 * Refuses a region of which more lies outside the image than may.
 *
 * @param largest part of the region's voxels, from 0 to 1
 * @throws VoxomicsError `geometry-mismatch` with the counts
 */
export function checkLoss(placed: PlacedVoxels, largest?: number): void {
  refuseLoss(placed, "voxels", largest);
}

function refuseLoss(
  { before, outside }: Pick<PlacedVoxels, "before" | "outside">,
  what: string,
  largest = usualLoss,
): void {
  if (outside <= largest * before) return;
  const percent = (part: number) => `${Number((100 * part).toPrecision(3))} %`;
  const enough = String(Math.ceil((100 * outside) / before) / 100);
  const advice: Advice = { option: "largestLoss", value: enough, does: "takes it as it is" };
  throw new VoxomicsError(
    "geometry-mismatch",
    `${outside} of the region's ${before} ${what} (${percent(outside / before)}) lie outside the image, ` +
      `expected at most ${percent(largest)}`,
    { before, outside, largestLoss: largest, advice: [advice] },
  );
}
