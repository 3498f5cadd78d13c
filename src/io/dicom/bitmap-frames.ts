import { VoxomicsError } from "../../errors.ts";
import { invalidFile } from "../invalid-file.ts";
import { nameOf } from "./attributes.ts";
import type { DicomDataSet } from "./data-set.ts";
import { isNativeSyntax, transferSyntaxName } from "./transfer-syntax.ts";
import { uncompressedBytes } from "./uncompressed-bytes.ts";
import { elementOf } from "./values.ts";

/**
 * Frames of pixels of one bit each (DICOM PS3.5 8.2), as 0 and 1.
 *
 * The first pixel is the lowest bit of the first byte; a frame starts at the bit that follows the one
 * before it, wherever in a byte that is.
 *
 * @param pixels number of pixels of a frame
 * @throws VoxomicsError `invalid-file` for more or fewer bytes than the pixels take,
 *   `unsupported-format` for compressed ones.
 */
export function bitmapFrames(
  dataSet: DicomDataSet,
  pixels: number,
  frames: number,
): (frame: number) => Uint8Array {
  const { transferSyntax, littleEndian } = dataSet;
  if (!isNativeSyntax(transferSyntax)) {
    throw new VoxomicsError(
      "unsupported-format",
      `pixels of one bit are compressed by ${transferSyntaxName(transferSyntax)}, expected them ` +
        "uncompressed",
      { transferSyntax },
    );
  }
  const bytes = uncompressedBytes(dataSet);
  const expected = Math.ceil((pixels * frames) / 8);
  if (bytes.length !== expected && bytes.length !== expected + (expected % 2)) {
    throw invalidFile(
      `${nameOf("PixelData")} holds ${bytes.length} bytes, expected ${expected}: ${frames} frames of ` +
        `${pixels} pixels of one bit`,
      { found: bytes.length, expected },
    );
  }
  // big-endian words, which bytes are not
  const swap = !littleEndian && elementOf(dataSet, "PixelData")?.vr === "OW" ? 1 : 0;
  return (frame) => {
    const out = new Uint8Array(pixels);
    const first = pixels * frame;
    for (let n = 0; n < pixels; n++) {
      const bit = first + n;
      out[n] = (bytes[Math.floor(bit / 8) ^ swap] >> (bit % 8)) & 1;
    }
    return out;
  };
}
