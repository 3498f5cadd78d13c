import { platformIsLittleEndian, reverseBytes } from "../voxel-type.ts";
import type { DicomDataSet } from "./data-set.ts";
import type { PixelFormat } from "./pixel-format.ts";
import { checkPixelLength } from "./pixel-length.ts";
import type { StoredPixels } from "./stored-pixels.ts";
import { littleEndianBytes } from "./stored-words.ts";
import { uncompressedBytes } from "./uncompressed-bytes.ts";
import { bytesOf } from "./values.ts";

const none = new Uint8Array(0);

/**
 * Frames of pixels that are not compressed. Bytes after them are left out.
 *
 * @throws VoxomicsError `invalid-file` for pixel data of another length, as `checkPixelLength` has it.
 */
export function nativeFrames(
  dataSet: DicomDataSet,
  format: PixelFormat,
  frames: number,
): (frame: number) => StoredPixels {
  const { attribute, columns, rows, bitsAllocated } = format;
  const bytes =
    attribute === "PixelData" ? uncompressedBytes(dataSet) : (bytesOf(dataSet, attribute) ?? none);
  const text = `${columns} columns x ${rows} rows x ${frames} frames of ${bitsAllocated} bits`;
  checkPixelLength(attribute, bytes, { frames, frameBits: columns * rows * bitsAllocated, text });
  const length = (columns * rows * bitsAllocated) / 8;
  return (frame) => {
    const part = littleEndianBytes(dataSet, attribute, bytes, {
      from: frame * length,
      to: (frame + 1) * length,
      pixelBytes: bitsAllocated / 8,
    });
    return pixelsOf(part, format);
  };
}

/** Bytes of a frame, in little-endian order, as its pixels. */
export function pixelsOf(
  bytes: Uint8Array,
  { bitsAllocated, bitsStored: bits, shift, signed, float }: PixelFormat,
): StoredPixels {
  const array = (float ? floatArrays : wholeArrays)[bitsAllocated];
  const swapped = !platformIsLittleEndian();
  const isAligned = bytes.byteOffset % array.BYTES_PER_ELEMENT === 0;
  const own = swapped || !isAligned ? bytes.slice() : bytes;
  if (swapped) reverseBytes(own, array.BYTES_PER_ELEMENT);
  const length = own.length / array.BYTES_PER_ELEMENT;
  return { pixels: new array(own.buffer, own.byteOffset, length), bits, shift, signed };
}

interface PixelArray {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, offset: number, length: number): StoredPixels["pixels"];
}

const wholeArrays: Readonly<Record<number, PixelArray>> = {
  8: Uint8Array,
  16: Uint16Array,
  32: Uint32Array,
};

const floatArrays: Readonly<Record<number, PixelArray>> = { 32: Float32Array, 64: Float64Array };
