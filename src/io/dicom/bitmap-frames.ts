import { VoxomicsError } from "../../errors.ts";
import type { DicomDataSet } from "./data-set.ts";
import { bytesAfterPixels, type PixelExtent } from "./pixel-length.ts";
import { littleEndianBytes } from "./stored-words.ts";
import { isNativeSyntax, transferSyntaxName } from "./transfer-syntax.ts";
import { uncompressedBytes } from "./uncompressed-bytes.ts";

/**
 * Frames of pixels of one bit each (DICOM PS3.5 8.2), as 0 and 1.
 *
 * The first pixel is the lowest bit of the first byte; a frame starts at the bit that follows the one
 * before it, wherever in a byte that is.
 *
 * @param pixels number of pixels of a frame
 * @throws VoxomicsError `invalid-file` for pixel data of another length,
 *   `unsupported-format` for compressed ones.
 */
export function bitmapFrames(
  dataSet: DicomDataSet,
  pixels: number,
  frames: number,
): (frame: number) => Uint8Array {
  const { transferSyntax } = dataSet;
  if (!isNativeSyntax(transferSyntax)) {
    throw new VoxomicsError(
      "unsupported-format",
      `pixels of one bit are compressed by ${transferSyntaxName(transferSyntax)}, expected them ` +
        "uncompressed",
      { transferSyntax },
    );
  }
  const stored = uncompressedBytes(dataSet);
  bytesAfterPixels("PixelData", stored, extentOf(pixels, frames));
  const bytes = littleEndianBytes(dataSet, "PixelData", stored, {
    from: 0,
    to: Math.ceil((pixels * frames) / 8),
    pixelBytes: 1,
  });
  return (frame) => {
    const out = new Uint8Array(pixels);
    const first = pixels * frame;
    for (let n = 0; n < pixels; n++) {
      const bit = first + n;
      out[n] = (bytes[Math.floor(bit / 8)] >> (bit % 8)) & 1;
    }
    return out;
  };
}

/** How many bytes follow pixels of one bit each. @throws VoxomicsError as `bitmapFrames` does. */
export function bitmapSurplus(dataSet: DicomDataSet, pixels: number, frames: number): number {
  return bytesAfterPixels("PixelData", uncompressedBytes(dataSet), extentOf(pixels, frames));
}

function extentOf(pixels: number, frames: number): PixelExtent {
  return { frames, frameBits: pixels, text: `${frames} frames of ${pixels} pixels of one bit` };
}
