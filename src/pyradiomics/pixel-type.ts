import type { Volume, VoxelArray } from "../volume/volume.ts";

/** Pixel types of ITK, by the typed arrays that hold them. */
const types = {
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

/** What an image's voxels are numbers of. Resampling rounds to it. */
export type PixelType = keyof typeof types;

/** The names of the pixel types. */
export const pixelTypes = Object.keys(types) as readonly PixelType[];

/** Whether an array holds whole numbers only. */
export function isWhole(data: VoxelArray): boolean {
  return !(data instanceof Float32Array || data instanceof Float64Array);
}

/** Numbers in an array of a pixel type. Whole types take them clamped to their range, and cut towards 0. */
export function castTo(type: PixelType, values: ArrayLike<number>): VoxelArray {
  const out = new types[type](values.length);
  const [lowest, highest] = rangeOf(out);
  for (let v = 0; v < out.length; v++) {
    const x = values[v];
    out[v] = x < lowest ? lowest : x > highest ? highest : x;
  }
  return out;
}

/** The least and the greatest number that an array holds. */
function rangeOf(data: VoxelArray): readonly [number, number] {
  if (!isWhole(data)) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const values = 2 ** (8 * data.BYTES_PER_ELEMENT);
  const signed =
    data instanceof Int8Array || data instanceof Int16Array || data instanceof Int32Array;
  return signed ? [-values / 2, values / 2 - 1] : [0, values - 1];
}

/** The pixel type of an array. */
export function pixelTypeOf(data: VoxelArray): PixelType {
  const kind = Object.prototype.toString.call(data).slice("[object ".length, -1);
  return pixelTypes.find((name) => types[name].name === kind) ?? "uint8"; // Uint8ClampedArray
}

/**
 * What an image's file holds numbers of for ITK: what its array holds. But voxels of DICOM come as floats here,
 * whatever they are in the file; where all of them are whole numbers, they are whole for ITK too.
 */
export function fileTypeOf({ data, series }: Volume): PixelType {
  if (isWhole(data) || series === undefined) return pixelTypeOf(data);
  for (let v = 0; v < data.length; v++) {
    if (!Number.isInteger(data[v])) return pixelTypeOf(data);
  }
  return "int32";
}

/**
 * A volume in an array of a pixel type, if that holds every number of it exactly; else as it is. Image types compute
 * in the precision of the array.
 */
export function inTypeOf<V extends { readonly data: VoxelArray }>(volume: V, type: PixelType): V {
  if (pixelTypeOf(volume.data) === type) return volume;
  const data = castTo(type, volume.data);
  return data.every((x, v) => x === volume.data[v]) ? { ...volume, data } : volume;
}
