import { VoxomicsError } from "../../messages/errors.ts";
import { invalidFile } from "../invalid-file.ts";
import { nameOf } from "./attributes.ts";
import { bitmapFrames } from "./bitmap-frames.ts";
import type { DicomDataSet } from "./data-set.ts";
import { framesOf } from "./frames.ts";
import type { PixelFormat } from "./pixel-format.ts";
import { requiredNumberOf } from "./values.ts";

/** How a SEG stores its segments. */
export type SegmentationType = "BINARY" | "FRACTIONAL" | "LABELMAP";

export interface SegmentPixelOptions {
  readonly segmentation: SegmentationType;
  /** Frames that the file has. */
  readonly frames: number;
  /** Number of the segment. */
  readonly number: number;
  /** Fraction from which on a pixel of a fractional segmentation belongs to the segment, 0 to 1. */
  readonly threshold: number;
}

/** Gives the pixels of a frame, numbered from 0, row by row: those that are not 0 belong to the segment. */
export type SegmentPixels = (frame: number) => ArrayLike<number>;

/**
 * Opens the frames of a segmentation.
 *
 * @throws VoxomicsError `invalid-file` for pixels that do not fit the file, `unsupported-format` for
 *   other sizes than 1, 8 and 16 bits.
 */
export async function segmentPixels(
  dataSet: DicomDataSet,
  { segmentation, frames, number, threshold }: SegmentPixelOptions,
): Promise<SegmentPixels> {
  const read = await storedFrames(dataSet, frames);
  switch (segmentation) {
    case "BINARY":
      return read;
    case "FRACTIONAL": {
      const least = threshold * largestFraction(dataSet);
      return (frame) => Uint8Array.from(read(frame), (value) => (value >= least ? 1 : 0));
    }
    case "LABELMAP":
      return (frame) => Uint8Array.from(read(frame), (value) => (value === number ? 1 : 0));
  }
}

async function storedFrames(dataSet: DicomDataSet, frames: number): Promise<SegmentPixels> {
  const bits = requiredNumberOf(dataSet, "BitsAllocated");
  const columns = requiredNumberOf(dataSet, "Columns");
  const rows = requiredNumberOf(dataSet, "Rows");
  if (bits === 1) return bitmapFrames(dataSet, { columns, rows }, frames);
  if (bits !== 8 && bits !== 16) {
    throw new VoxomicsError(
      "unsupported-format",
      `${nameOf("BitsAllocated")} of a SEG is ${bits}, expected 1, 8 or 16`,
      { found: bits },
    );
  }
  const format: PixelFormat = {
    attribute: "PixelData",
    name: `uint${bits}`,
    columns,
    rows,
    bitsAllocated: bits,
    bitsStored: bits,
    shift: 0,
    signed: false,
    float: false,
  };
  const read = await framesOf(dataSet, format, frames, new Map());
  return (frame) => read(frame).pixels;
}

function largestFraction(dataSet: DicomDataSet): number {
  const largest = requiredNumberOf(dataSet, "MaximumFractionalValue");
  if (largest > 0) return largest;
  throw invalidFile(
    `${nameOf("MaximumFractionalValue")} is ${largest}, expected a number above 0`,
    {
      found: largest,
    },
  );
}
