import type { Vec3, VoxelArray } from "../volume/volume.ts";
import { invalidFile } from "./invalid-file.ts";

/** A type in which voxels are stored, one real number each. */
export interface VoxelType {
  readonly name: string;
  readonly bits: number;
  /** Array that views the stored bytes, in the byte order of the platform. */
  readonly array: new (
    buffer: ArrayBuffer,
  ) => VoxelArray | BigInt64Array | BigUint64Array;
}

export const voxelTypes = {
  uint8: { name: "uint8", bits: 8, array: Uint8Array },
  int8: { name: "int8", bits: 8, array: Int8Array },
  int16: { name: "int16", bits: 16, array: Int16Array },
  uint16: { name: "uint16", bits: 16, array: Uint16Array },
  int32: { name: "int32", bits: 32, array: Int32Array },
  uint32: { name: "uint32", bits: 32, array: Uint32Array },
  int64: { name: "int64", bits: 64, array: BigInt64Array },
  uint64: { name: "uint64", bits: 64, array: BigUint64Array },
  float32: { name: "float32", bits: 32, array: Float32Array },
  float64: { name: "float64", bits: 64, array: Float64Array },
} as const satisfies Readonly<Record<string, VoxelType>>;

/** The type in which the voxels of an array are written; clamped bytes are written as uint8. */
export function voxelTypeFor(data: VoxelArray): VoxelType {
  const kind = data[Symbol.toStringTag].replace("Clamped", "");
  return Object.values(voxelTypes).find(({ array }) => array.name === kind) as VoxelType;
}

/**
 * Stored bytes as voxels of the type they were stored in; 64-bit integers become 64-bit floats.
 *
 * @param bytes of all voxels, alone in their buffer, which is changed in place
 * @param size of the volume, by which an error names the voxel
 * @throws VoxomicsError `invalid-file` for a 64-bit integer past ±2^53, which no float can hold.
 */
export function decodeVoxels(
  bytes: Uint8Array<ArrayBuffer>,
  { array, bits }: VoxelType,
  littleEndian: boolean,
  size: Vec3,
): VoxelArray {
  if (littleEndian !== platformIsLittleEndian()) reverseBytes(bytes, bits / 8);
  const voxels = new array(bytes.buffer);
  const isBig = voxels instanceof BigInt64Array || voxels instanceof BigUint64Array;
  return isBig ? toFloats(voxels, size) : voxels;
}

/** A file of a header and, after it, the voxels in little-endian order. */
export function encodeVoxels(data: VoxelArray, header: Uint8Array): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(header.length + data.byteLength);
  file.set(header);
  const voxels = file.subarray(header.length);
  voxels.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  if (!platformIsLittleEndian()) reverseBytes(voxels, data.BYTES_PER_ELEMENT);
  return file;
}

/** Reverses the bytes of every number of `width` bytes (1, 2, 4 or 8), in place. */
export function reverseBytes(bytes: Uint8Array, width: number): void {
  if (width === 1) return;
  if (bytes.byteOffset % width !== 0) {
    reverseOneByOne(bytes, width);
    return;
  }
  const { buffer, byteOffset, length } = bytes;
  if (width === 2) {
    const words = new Uint16Array(buffer, byteOffset, length / 2);
    for (let n = 0; n < words.length; n++) words[n] = (words[n] << 8) | (words[n] >> 8);
    return;
  }
  const words = new Uint32Array(buffer, byteOffset, length / 4);
  for (let n = 0; n < words.length; n++) words[n] = reversed(words[n]);
  for (let n = 0; width === 8 && n < words.length; n += 2) {
    const word = words[n];
    words[n] = words[n + 1];
    words[n + 1] = word;
  }
}

function reversed(word: number): number {
  return (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}

function reverseOneByOne(bytes: Uint8Array, width: number): void {
  for (let start = 0; start < bytes.length; start += width) {
    for (let a = start, b = start + width - 1; a < b; a++, b--) {
      const byte = bytes[a];
      bytes[a] = bytes[b];
      bytes[b] = byte;
    }
  }
}

export function platformIsLittleEndian(): boolean {
  return new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
}

/** Floats hold every 64-bit integer whose upper half is smaller in size than this. */
const endOfExact = 2 ** 21;

/** Converts integers to floats in the same memory, so that no second array is needed. */
function toFloats(integers: BigInt64Array | BigUint64Array, [nx, ny]: Vec3): Float64Array {
  const floats = new Float64Array(integers.buffer as ArrayBuffer);
  const halves = new Int32Array(integers.buffer);
  const [low, high] = platformIsLittleEndian() ? [0, 1] : [1, 0];
  const least = integers instanceof BigInt64Array ? -endOfExact : -1;
  const limit = 2n ** 53n;
  for (let v = 0; v < integers.length; v++) {
    const upper = halves[2 * v + high];
    if (upper > least && upper < endOfExact) {
      floats[v] = upper * 2 ** 32 + (halves[2 * v + low] >>> 0);
      continue;
    }
    const integer = integers[v];
    if (integer > limit || integer < -limit) {
      const voxel = [v % nx, Math.floor(v / nx) % ny, Math.floor(v / (nx * ny))];
      throw invalidFile(
        `voxel (${voxel.join(", ")}) is ${integer}, expected at most 2^53 in size: ` +
          "larger 64-bit integers have no exact number",
        { voxel, value: String(integer) },
      );
    }
    floats[v] = Number(integer);
  }
  return floats;
}
