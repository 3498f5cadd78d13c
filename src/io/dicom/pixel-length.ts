import { invalidFile } from "../invalid-file.ts";
import { type Keyword, nameOf } from "./attributes.ts";

/** How much room uncompressed pixel data take. */
export interface PixelExtent {
  readonly frames: number;
  readonly frameBits: number;
  /** The pixels in words: `7 columns x 6 rows x 1 frames of 16 bits`. */
  readonly text: string;
}

/**
 * Checks that pixel data are as long as their pixels need. Some bytes after the pixels are no error, as
 * writers pad them.
 *
 * @throws VoxomicsError `invalid-file` for fewer bytes than the pixels need, or for as many more as whole
 *   frames take: the number of frames, or the size of a pixel, is then not what the file says
 */
export function checkPixelLength(
  attribute: Keyword,
  bytes: Uint8Array,
  { frames, frameBits, text }: PixelExtent,
): void {
  const expected = pixelBytes(frames, frameBits);
  const surplus = bytes.length - expected;
  if (surplus === 0 || surplus === expected % 2) return;
  const areFrames = (surplus * 8) % frameBits === 0 && !isFilling(bytes.subarray(expected));
  if (surplus > 0 && !areFrames) return;
  throw invalidFile(
    `${nameOf(attribute)} holds ${bytes.length} bytes, expected ${expected}: ${text}`,
    { found: bytes.length, expected },
  );
}

/** How many bytes frames take, one after the other. */
export function pixelBytes(frames: number, frameBits: number): number {
  return Math.ceil((frames * frameBits) / 8);
}

/** Whether bytes are one value over and over. */
function isFilling(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === bytes[0]);
}
