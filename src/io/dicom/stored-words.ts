import { reverseBytes } from "../voxel-type.ts";
import type { Keyword } from "./attributes.ts";
import type { DicomDataSet } from "./data-set.ts";
import { elementOf } from "./values.ts";

/** How many bytes a word of a value representation has (DICOM PS3.5 6.2). */
const wordBytes: Readonly<Record<string, number>> = { OW: 2, OL: 4, OF: 4, OD: 8, OV: 8 };

/**
 * Bytes `from` up to `to` of an attribute in little-endian order; a view, where they are stored in it.
 *
 * Byte order belongs to the words of the value representation, not to the pixels: in big endian, two
 * pixels of 8 bits in OW lie in one word, the first in its second byte, and of a pixel of 32 bits in
 * OW the first word is the lower half (DICOM PS3.5 annex D). In other representations (OB, UN) a word is a
 * pixel.
 *
 * @param pixelBytes bytes of a pixel; 1 where pixels are bits
 */
export function littleEndianBytes(
  dataSet: DicomDataSet,
  attribute: Keyword,
  bytes: Uint8Array,
  { from, to, pixelBytes }: { from: number; to: number; pixelBytes: number },
): Uint8Array {
  const width = wordBytes[elementOf(dataSet, attribute)?.vr ?? ""] ?? pixelBytes;
  if (dataSet.littleEndian || width === 1) return bytes.subarray(from, to);
  const start = from - (from % width);
  const words = bytes.slice(start, Math.ceil(to / width) * width);
  // a last word that is cut off stays as it is
  reverseBytes(words.subarray(0, words.length - (words.length % width)), width);
  return words.subarray(from - start, to - start);
}
