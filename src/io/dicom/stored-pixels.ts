import type { PixelFormat } from "./pixel-format.ts";
import type { Rescale } from "./rescale.ts";

/** The pixels of a frame as they are stored, row by row. */
export interface StoredPixels {
  /** Whole numbers as they lie in memory, whatever their sign; or floats. */
  readonly pixels: Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;
  /** Bits of a whole number that hold its value, from bit `shift` on, in two's complement if signed. */
  readonly bits: number;
  readonly shift: number;
  readonly signed: boolean;
}

/** Writes the values of a frame to `out`, from `start` on. */
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
  // moving the highest bit up to the sign and back again drops what lies beside the value
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

/** The largest whole number up to which a 32-bit float holds all. */
const largestExact = 2 ** 24;

/** Whether 32-bit floats hold all values that stored pixels can have. */
export function fitsFloat32(
  { bitsStored, signed, float }: PixelFormat,
  { slope, intercept }: Rescale,
): boolean {
  if (float) return bitsStored === 32 && slope === 1 && intercept === 0;
  const largest = 2 ** (signed ? bitsStored - 1 : bitsStored);
  const isWhole = Number.isInteger(slope) && Number.isInteger(intercept);
  return isWhole && Math.abs(slope) * largest + Math.abs(intercept) <= largestExact;
}
