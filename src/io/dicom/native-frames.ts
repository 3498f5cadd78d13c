import { invalidFile } from "../invalid-file.ts";
import { platformIsLittleEndian, reverseBytes } from "../voxel-type.ts";
import { nameOf } from "./attributes.ts";
import type { DicomDataSet } from "./data-set.ts";
import type { PixelFormat } from "./pixel-format.ts";
import type { StoredPixels } from "./stored-pixels.ts";
import { uncompressedBytes } from "./uncompressed-bytes.ts";
import { bytesOf } from "./values.ts";

const none = new Uint8Array(0);

/**
 * Frames of pixels that are not compressed.
 *
 * @throws VoxomicsError `invalid-file` for more or fewer bytes than the pixels take; one may pad
 *   them to an even number.
 */
export function nativeFrames(
  dataSet: DicomDataSet,
  format: PixelFormat,
  frames: number,
): (frame: number) => StoredPixels {
  const { attribute, columns, rows, bitsAllocated } = format;
  const bytes =
    attribute === "PixelData" ? uncompressedBytes(dataSet) : (bytesOf(dataSet, attribute) ?? none);
  const length = (columns * rows * bitsAllocated) / 8;
  const expected = frames * length;
  if (bytes.length !== expected && bytes.length !== expected + (expected % 2)) {
    throw invalidFile(
      `${nameOf(attribute)} holds ${bytes.length} bytes, expected ${expected}: ${columns} columns x ` +
        `${rows} rows x ${frames} frames of ${bitsAllocated} bits`,
      { found: bytes.length, expected },
    );
  }
  return (frame) => {
    const part = bytes.subarray(frame * length, (frame + 1) * length);
    return pixelsOf(part, format, dataSet.littleEndian);
  };
}

/** Bytes of a frame as its pixels. */
export function pixelsOf(
  bytes: Uint8Array,
  { bitsAllocated, bitsStored: bits, shift, signed, float }: PixelFormat,
  littleEndian: boolean,
): StoredPixels {
  const array = (float ? floatArrays : wholeArrays)[bitsAllocated];
  const swapped = littleEndian !== platformIsLittleEndian();
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
