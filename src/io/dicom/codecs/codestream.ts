import type { VoxomicsError } from "../../../messages/errors.ts";
import { invalidFile } from "../../invalid-file.ts";
import type { PixelFormat } from "../pixel-format.ts";
import type { StoredPixels } from "../stored-pixels.ts";

/**
 * Decodes a compressed frame.
 *
 * @throws VoxomicsError `invalid-file` for bytes that are damaged or hold another frame than the
 *   data set says.
 */
export type DecodeFrame = (bytes: Uint8Array, format: PixelFormat) => StoredPixels;

/** What a compressed frame says about itself. */
export interface Codestream {
  readonly columns: number;
  readonly rows: number;
  readonly components: number;
  /** Number of bits of a sample. */
  readonly precision: number;
}

/** Most pixels of a compressed frame for each of its bytes. */
const mostPixelsPerByte = 4096;

/** Pixels that any frame may have, however short: an empty image compresses to almost nothing. */
const freePixels = 2 ** 24;

/**
 * Checks the size that a compressed frame states against the data set and the frame's length, before
 * memory is allocated for it.
 *
 * @param name of the codec, for messages
 * @param length of the compressed frame, in bytes
 *
 * @throws VoxomicsError `invalid-file`
 */
export function checkCodestream(
  name: string,
  { columns, rows, components, precision }: Codestream,
  format: PixelFormat,
  length: number,
): void {
  const isSame = columns === format.columns && rows === format.rows && components === 1;
  if (!isSame || !(precision > 0 && precision <= format.bitsAllocated)) {
    throw invalidFile(
      `${name} frame has ${columns} columns x ${rows} rows of ${components} x ${precision} bits, ` +
        `expected ${format.columns} x ${format.rows} of 1 x at most ${format.bitsAllocated}`,
      { columns, rows, components, precision },
    );
  }
  if (columns * rows > Math.max(freePixels, mostPixelsPerByte * length)) {
    throw damagedFrame(name, `${columns} x ${rows} pixels cannot come out of ${length} bytes`);
  }
}

/** The error for a compressed frame that cannot be decoded. */
export function damagedFrame(name: string, reason: string, cause?: unknown): VoxomicsError {
  return invalidFile(`${name} frame is damaged: ${reason}`, {}, { cause });
}

/**
 * Decoded samples as stored pixels. Their values have as many bits as the data set says, or as the samples
 * have, if these are fewer.
 */
export function pixelsOfSamples(
  pixels: Uint8Array | Uint16Array,
  precision: number,
  { bitsStored, shift, signed }: PixelFormat,
): StoredPixels {
  const isWhole = precision >= shift + bitsStored;
  return { pixels, bits: Math.min(precision, bitsStored), shift: isWhole ? shift : 0, signed };
}
