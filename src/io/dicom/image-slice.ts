import type { DicomDataSet } from "./data-set.ts";
import { within, withinAsync } from "./dicom-file.ts";
import { type Decoders, type FrameReader, framesOf } from "./frames.ts";
import type { PixelFormat } from "./pixel-format.ts";
import { frameCount, type Plane } from "./plane.ts";
import type { Rescale } from "./rescale.ts";
import type { StoredPixels } from "./stored-pixels.ts";

/** A slice, and how its pixels become values. */
export interface ImageSlice {
  readonly plane: Plane;
  readonly format: PixelFormat;
  readonly rescale: Rescale;
}

/**
 * What gives the stored pixels of each slice; the lengths of pixel data are checked here.
 *
 * @throws VoxomicsError as `framesOf` does.
 */
export async function openSlices(
  slices: readonly ImageSlice[],
): Promise<(slice: ImageSlice) => StoredPixels> {
  const frames = new Map<DicomDataSet, FrameReader>();
  const decoders: Decoders = new Map();
  for (const { plane, format } of slices) {
    const { dataSet, where } = plane;
    if (frames.has(dataSet)) continue;
    const open = () => framesOf(dataSet, format, frameCount(dataSet), decoders);
    frames.set(dataSet, await withinAsync(where, open));
  }
  return ({ plane }) =>
    within(plane.where, () => (frames.get(plane.dataSet) as FrameReader)(plane.frame));
}
