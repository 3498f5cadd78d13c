import type { PixelFormat } from "./pixel-format.ts";
import type { Rescale } from "./rescale.ts";

/** The pixels of a frame as they are stored. */
export interface StoredPixels {
  /** columns × rows pixels, row by row: floats, or whole numbers as unsigned, even if they are signed. */
  readonly pixels: Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;
  /**
   * Number of bits that hold the value of a whole number, from bit `shift` on; two's complement if
   * signed.
   */
  readonly bits: number;
  readonly shift: number;
  readonly signed: boolean;
}

/** Writes the rescaled values of a frame to `out`, from index `start` on. */
export function writeValues(
  { pixels, bits, shift, signed }: StoredPixels,
  { slope, intercept }: Rescale,
  out: Float32Array | Float64Array,
  start: number,
): void {
  if (pixels instanceof Float32Array || pixels instanceof Float64Array) {
    for (let v = 0; v < pixels.length; v++) out[start + v] = slope * pixels[v] + intercept;
    return;
  }
  if (slope === 1 && intercept === 0 && bits === 8 * pixels.BYTES_PER_ELEMENT) {
    out.set(signed ? asSigned(pixels) : pixels, start);
    return;
  }
  // a shift up and one down again drop the bits above and below the value, and extend its sign
  const up = 32 - shift - bits;
  const down = 32 - bits;
  if (signed) {
    for (let v = 0; v < pixels.length; v++) {
      out[start + v] = slope * ((pixels[v] << up) >> down) + intercept;
    }
  } else {
    for (let v = 0; v < pixels.length; v++) {
      out[start + v] = slope * ((pixels[v] << up) >>> down) + intercept;
    }
  }
}

/** The same words as numbers with a sign. */
function asSigned(
  words: Uint8Array | Uint16Array | Uint32Array,
): Int8Array | Int16Array | Int32Array {
  const { buffer, byteOffset, length } = words;
  if (words instanceof Uint8Array) return new Int8Array(buffer, byteOffset, length);
  if (words instanceof Uint16Array) return new Int16Array(buffer, byteOffset, length);
  return new Int32Array(buffer, byteOffset, length);
}

/** 32-bit floats hold all whole numbers up to this one. */
const largestExact = 2 ** 24;

/** Whether 32-bit floats hold every value that pixels of this format can have after rescaling. */
export function fitsFloat32(
  { bitsStored, signed, float }: PixelFormat,
  { slope, intercept }: Rescale,
): boolean {
  if (float) return bitsStored === 32 && slope === 1 && intercept === 0;
  const largest = 2 ** (signed ? bitsStored - 1 : bitsStored);
  const isWhole = Number.isInteger(slope) && Number.isInteger(intercept);
  return isWhole && Math.abs(slope) * largest + Math.abs(intercept) <= largestExact;
}
