import { invalidFile } from "../invalid-file.ts";
import { type Keyword, nameOf } from "./attributes.ts";

/** How much uncompressed pixel data take. */
export interface PixelExtent {
  readonly frames: number;
  readonly frameBits: number;
  /** What the pixels are in words: `7 columns x 6 rows x 1 frames of 16 bits`. */
  readonly text: string;
}

/**
 * How many bytes follow the pixels; the one that pads them to an even number does not count.
 *
 * @throws VoxomicsError `invalid-file` for fewer bytes than the pixels take, or for more that are
 *   further frames: then the number of frames, or the size of a pixel, is not what the file says.
 */
export function bytesAfterPixels(
  attribute: Keyword,
  bytes: Uint8Array,
  { frames, frameBits, text }: PixelExtent,
): number {
  const expected = Math.ceil((frames * frameBits) / 8);
  const surplus = bytes.length - expected;
  if (surplus === 0 || surplus === expected % 2) return 0;
  if (surplus > 0 && ((surplus * 8) % frameBits !== 0 || isFilling(bytes.subarray(expected)))) {
    return surplus;
  }
  throw invalidFile(
    `${nameOf(attribute)} holds ${bytes.length} bytes, expected ${expected}: ${text}`,
    { found: bytes.length, expected },
  );
}

/** Whether bytes are one value over and over. */
function isFilling(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === bytes[0]);
}
