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
  /** Bits of a sample. */
  readonly precision: number;
}

/** A frame may claim this many pixels for every byte, and some at any rate: empty ones are short. */
const mostPixelsPerByte = 4096;
const freePixels = 2 ** 24;

/**
 * Checks what a compressed frame claims against the data set and its own length, before memory is
 * taken for it.
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
 * Decoded samples as stored pixels: as wide as the data set says, or as their precision if that is
 * less.
 */
export function pixelsOfSamples(
  pixels: Uint8Array | Uint16Array,
  precision: number,
  { bitsStored, shift, signed }: PixelFormat,
): StoredPixels {
  const isWhole = precision >= shift + bitsStored;
  return { pixels, bits: Math.min(precision, bitsStored), shift: isWhole ? shift : 0, signed };
}
