import { VoxomicsError } from "../../errors.ts";
import type { Vec3, VoxelArray } from "../../volume/volume.ts";
import { invalidFile } from "../invalid-file.ts";
import type { NiftiFields } from "./layout.ts";

interface DataType {
  readonly code: number;
  readonly name: string;
  readonly bits: number;
  /** How the stored bytes are seen; without it the type is not read. */
  readonly array?: new (
    buffer: ArrayBuffer,
  ) => VoxelArray | BigInt64Array | BigUint64Array;
}

const dataTypes: readonly DataType[] = [
  { code: 2, name: "uint8", bits: 8, array: Uint8Array },
  { code: 256, name: "int8", bits: 8, array: Int8Array },
  { code: 4, name: "int16", bits: 16, array: Int16Array },
  { code: 512, name: "uint16", bits: 16, array: Uint16Array },
  { code: 8, name: "int32", bits: 32, array: Int32Array },
  { code: 768, name: "uint32", bits: 32, array: Uint32Array },
  { code: 1024, name: "int64", bits: 64, array: BigInt64Array },
  { code: 1280, name: "uint64", bits: 64, array: BigUint64Array },
  { code: 16, name: "float32", bits: 32, array: Float32Array },
  { code: 64, name: "float64", bits: 64, array: Float64Array },
  { code: 1, name: "binary (1 bit)", bits: 1 },
  { code: 32, name: "complex64", bits: 64 },
  { code: 128, name: "RGB24", bits: 24 },
  { code: 1536, name: "float128", bits: 128 },
  { code: 1792, name: "complex128", bits: 128 },
  { code: 2048, name: "complex256", bits: 256 },
  { code: 2304, name: "RGBA32", bits: 32 },
];

/** A data type whose voxels can be read. */
export type VoxelType = Required<DataType>;

/**
 * The type in which a file stores its voxels.
 *
 * @throws VoxomicsError `unsupported-format` for types that are not one real number a voxel,
 *   `invalid-file` for an unknown one or one that contradicts the bits per voxel.
 */
export function voxelTypeOf({ dataType, bitsPerVoxel }: NiftiFields): VoxelType {
  const type = dataTypes.find(({ code }) => code === dataType);
  if (type === undefined) {
    throw invalidFile(`NIfTI header: datatype ${dataType} is none of the standard's`, {
      dataType,
    });
  }
  const { name, bits, array } = type;
  if (array === undefined) {
    throw new VoxomicsError(
      "unsupported-format",
      `NIfTI voxels are of type ${name} (datatype ${dataType}), expected integers or floats of 8 to 64 bits`,
      { dataType },
    );
  }
  if (bits !== bitsPerVoxel) {
    throw invalidFile(
      `NIfTI header: bitpix is ${bitsPerVoxel}, expected ${bits} for datatype ${dataType} (${name})`,
      { dataType, bitsPerVoxel },
    );
  }
  return { ...type, array };
}

/** The type in which voxels of an array are stored; clamped bytes are plain ones. */
export function voxelTypeFor(data: VoxelArray): VoxelType {
  const kind = data[Symbol.toStringTag].replace("Clamped", "");
  return dataTypes.find(({ array }) => array?.name === kind) as VoxelType;
}

/**
 * Stored bytes as voxels of the type they were stored in; 64-bit integers become floats.
 *
 * @param bytes in a buffer of their own, which is changed in place.
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

/** Reverses the bytes of every number of `width` bytes, in place. */
export function reverseBytes(bytes: Uint8Array, width: number): void {
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

/** `slope * voxel + intercept` as NIfTI defines it; a slope of 0 or no number means neither. */
export function scaleVoxels(data: VoxelArray, { slope, intercept }: NiftiFields): VoxelArray {
  if (slope === 0 || !Number.isFinite(slope)) return data;
  if (!Number.isFinite(intercept)) {
    throw invalidFile(
      `NIfTI header: scl_inter is ${intercept} beside scl_slope ${slope}, expected a finite number`,
      { slope, intercept },
    );
  }
  if (slope === 1 && intercept === 0) return data;
  const scaled = new Float64Array(data.length);
  for (let v = 0; v < data.length; v++) scaled[v] = slope * data[v] + intercept;
  return scaled;
}

/** Each number takes the place of the integer it came from, so no second array is needed. */
function toFloats(integers: BigInt64Array | BigUint64Array, [nx, ny]: Vec3): Float64Array {
  const floats = new Float64Array(integers.buffer as ArrayBuffer);
  const limit = 2n ** 53n;
  for (let v = 0; v < integers.length; v++) {
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
