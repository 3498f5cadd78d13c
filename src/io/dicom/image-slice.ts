import type { DicomDataSet } from "./data-set.ts";
import { withinAsync } from "./dicom-file.ts";
import type { FrameDecoder } from "./frame-decoder.ts";
import { type Decoders, framesInPool, framesOf } from "./frames.ts";
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

type FrameReader = (frame: number) => StoredPixels | Promise<StoredPixels>;

/**
 * Opens the pixels of slices: the function that is returned gives those of one slice. That pixel data have
 * the lengths that their headers ask for is checked before.
 *
 * @param pool decodes compressed frames, by default they are decoded here
 * @throws VoxomicsError as `framesOf` does.
 */
export async function openSlices(
  slices: readonly ImageSlice[],
  pool?: FrameDecoder,
): Promise<(slice: ImageSlice) => Promise<StoredPixels>> {
  const frames = new Map<DicomDataSet, FrameReader>();
  const decoders: Decoders = new Map();
  for (const { plane, format } of slices) {
    const { dataSet, where } = plane;
    if (frames.has(dataSet)) continue;
    const open = async () => {
      const count = frameCount(dataSet);
      return pool === undefined
        ? framesOf(dataSet, format, count, decoders)
        : framesInPool(dataSet, format, count, pool);
    };
    frames.set(dataSet, await withinAsync(where, open));
  }
  let last: { readonly plane: Plane; readonly pixels: Promise<StoredPixels> } | null = null;
  return async ({ plane, format }) => {
    const { dataSet, frame, where } = plane;
    const isLast = last?.plane.dataSet === dataSet && last.plane.frame === frame;
    const pixels =
      last !== null && isLast
        ? last.pixels
        : withinAsync(where, async () => (frames.get(dataSet) as FrameReader)(frame));
    if (plane.tile === undefined) return pixels;
    last = { plane, pixels }; // the next slice is often a tile of the same frame
    return tileOf(await pixels, plane.tile, plane.size, format.columns);
  };
}

/** The pixels of a tile of a frame, which is `width` columns wide. */
function tileOf(
  { pixels, ...how }: StoredPixels,
  [left, top]: readonly [number, number],
  [columns, rows]: readonly [number, number],
  width: number,
): StoredPixels {
  const tile = pixels.slice(0, columns * rows);
  for (let row = 0; row < rows; row++) {
    const start = (top + row) * width + left;
    tile.set(pixels.subarray(start, start + columns), row * columns);
  }
  return { ...how, pixels: tile };
}
