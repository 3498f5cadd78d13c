import { invalidFile } from "../invalid-file.ts";
import { nameOf } from "./attributes.ts";
import type { DicomDataSet } from "./data-set.ts";
import { framesOf } from "./frames.ts";
import type { PixelFormat } from "./pixel-format.ts";
import { checkPixelLength } from "./pixel-length.ts";
import { littleEndianBytes } from "./stored-words.ts";
import { deflatedImageFrame, isNativeSyntax } from "./transfer-syntax.ts";
import { uncompressedBytes } from "./uncompressed-bytes.ts";

/** Columns and rows of a frame. */
type Extent = Pick<PixelFormat, "columns" | "rows">;

/** Gives the pixels of a frame as 0 and 1. */
type BitmapReader = (frame: number) => Uint8Array;

/**
 * Frames of pixels of one bit each (DICOM PS3.5 8.1.1 and 8.2), as 0 and 1.
 *
 * Without compression, a frame starts at the bit that follows the one before it, wherever in a byte
 * that is. A deflated frame starts with a byte of its own. Other codecs know no bits: theirs are
 * samples, one a pixel.
 *
 * @throws VoxomicsError `invalid-file` for pixel data of another length, or samples other than 0 and 1,
 *   `unsupported-format` for a compression that is not decoded.
 */
export async function bitmapFrames(
  dataSet: DicomDataSet,
  extent: Extent,
  frames: number,
): Promise<BitmapReader> {
  const { transferSyntax } = dataSet;
  if (isNativeSyntax(transferSyntax)) return nativeBitmaps(dataSet, extent, frames);
  return transferSyntax === deflatedImageFrame
    ? packedBitmaps(dataSet, extent, frames)
    : sampledBitmaps(dataSet, extent, frames);
}

/** Without compression: all frames as one row of bits. */
function nativeBitmaps(
  dataSet: DicomDataSet,
  { columns, rows }: Extent,
  frames: number,
): BitmapReader {
  const pixels = columns * rows;
  const stored = uncompressedBytes(dataSet);
  const text = `${frames} frames of ${pixels} pixels of one bit`;
  checkPixelLength("PixelData", stored, { frames, frameBits: pixels, text });
  const bytes = littleEndianBytes(dataSet, "PixelData", stored, {
    from: 0,
    to: Math.ceil((pixels * frames) / 8),
    pixelBytes: 1,
  });
  return (frame) => unpacked(bytes, pixels * frame, pixels);
}

/** Deflated frames: each starts with a byte of its own, eight pixels a byte. */
async function packedBitmaps(
  dataSet: DicomDataSet,
  { columns, rows }: Extent,
  frames: number,
): Promise<BitmapReader> {
  const bytes = { columns: Math.ceil((columns * rows) / 8), rows: 1 };
  const read = await framesOf(dataSet, byteFormat(bytes), frames, new Map());
  return (frame) => unpacked(read(frame).pixels, 0, columns * rows);
}

/** Frames of other codecs: a sample for each pixel, in RLE a byte (PS3.5 G.2). */
async function sampledBitmaps(
  dataSet: DicomDataSet,
  extent: Extent,
  frames: number,
): Promise<BitmapReader> {
  const read = await framesOf(dataSet, byteFormat(extent), frames, new Map());
  return (frame) => {
    const { pixels } = read(frame);
    const other = pixels.findIndex((pixel) => pixel > 1);
    if (other === -1) return Uint8Array.from(pixels);
    throw invalidFile(
      `pixel ${other + 1} of frame ${frame + 1} is ${pixels[other]}, expected 0 or 1: ` +
        `${nameOf("BitsAllocated")} is 1`,
      { found: pixels[other] },
    );
  };
}

/** `count` bits from bit `first` on, as 0 and 1. Each byte starts with its lowest bit. */
function unpacked(bytes: ArrayLike<number>, first: number, count: number): Uint8Array {
  const out = new Uint8Array(count);
  for (let n = 0; n < count; n++) {
    const bit = first + n;
    out[n] = (bytes[Math.floor(bit / 8)] >> (bit % 8)) & 1;
  }
  return out;
}

function byteFormat(extent: Extent): PixelFormat {
  return {
    ...extent,
    ...{ attribute: "PixelData", name: "uint8", bitsAllocated: 8, bitsStored: 8 },
    ...{ shift: 0, signed: false, float: false },
  };
}
