// Where fields lie: https://nifti.nimh.nih.gov/nifti-1 and https://nifti.nimh.nih.gov/nifti-2

export type NiftiVersion = 1 | 2;

/** The fields of a header that are read and written. */
export interface NiftiFields {
  /** Number of dimensions, then the sizes along seven of them. */
  readonly dim: readonly number[];
  readonly dataType: number;
  readonly bitsPerVoxel: number;
  /** qfac, then the spacings along seven dimensions, those in space in the file's unit of length. */
  readonly pixdim: readonly number[];
  /** Byte at which the voxels start. */
  readonly voxelOffset: number;
  readonly slope: number;
  readonly intercept: number;
  readonly units: number;
  readonly qformCode: number;
  readonly sformCode: number;
  /** b, c and d of a unit quaternion. */
  readonly quaternion: readonly number[];
  /** Position of the first voxel by the qform: x, y, z (RAS, in the file's unit of length). */
  readonly qformOffset: readonly number[];
  /**
   * The upper three rows of the affine matrix, 3 × 4 numbers, row by row (RAS, in the file's unit of
   * length).
   */
  readonly sform: readonly number[];
}

/** The fields that hold a grid. */
export type GridFields = Pick<
  NiftiFields,
  "dim" | "pixdim" | "units" | "qformCode" | "sformCode" | "quaternion" | "qformOffset" | "sform"
>;

type NumberType = keyof typeof numberTypes;
type Field = readonly [byte: number, type: NumberType, count: number];

interface Layout {
  /** In bytes; also the value of the first field. */
  readonly length: number;
  /** The texts at `byte` that mark a single file, and a header whose voxels are in a file of their own. */
  readonly magic: { readonly byte: number; readonly single: string; readonly pair: string };
  readonly fields: { readonly [Name in keyof NiftiFields]: Field };
}

export const layouts: { readonly [Version in NiftiVersion]: Layout } = {
  1: {
    length: 348,
    magic: { byte: 344, single: "n+1\0", pair: "ni1\0" },
    fields: {
      dim: [40, "int16", 8],
      dataType: [70, "int16", 1],
      bitsPerVoxel: [72, "int16", 1],
      pixdim: [76, "float32", 8],
      voxelOffset: [108, "float32", 1],
      slope: [112, "float32", 1],
      intercept: [116, "float32", 1],
      units: [123, "uint8", 1],
      qformCode: [252, "int16", 1],
      sformCode: [254, "int16", 1],
      quaternion: [256, "float32", 3],
      qformOffset: [268, "float32", 3],
      sform: [280, "float32", 12],
    },
  },
  2: {
    length: 540,
    magic: { byte: 4, single: "n+2\0\r\n\x1a\n", pair: "ni2\0\r\n\x1a\n" },
    fields: {
      dataType: [12, "int16", 1],
      bitsPerVoxel: [14, "int16", 1],
      dim: [16, "int64", 8],
      pixdim: [104, "float64", 8],
      voxelOffset: [168, "int64", 1],
      slope: [176, "float64", 1],
      intercept: [184, "float64", 1],
      qformCode: [344, "int32", 1],
      sformCode: [348, "int32", 1],
      quaternion: [352, "float64", 3],
      qformOffset: [376, "float64", 3],
      sform: [400, "float64", 12],
      units: [500, "int32", 1],
    },
  },
};

const numberTypes = {
  uint8: { bytes: 1, get: "getUint8", set: "setUint8" },
  int16: { bytes: 2, get: "getInt16", set: "setInt16" },
  int32: { bytes: 4, get: "getInt32", set: "setInt32" },
  int64: { bytes: 8, get: "getBigInt64", set: "setBigInt64" },
  float32: { bytes: 4, get: "getFloat32", set: "setFloat32" },
  float64: { bytes: 8, get: "getFloat64", set: "setFloat64" },
} as const;

/** All fields of a header; 64-bit integers beyond 2^53 are rounded. */
export function readFields(
  view: DataView,
  version: NiftiVersion,
  littleEndian: boolean,
): NiftiFields {
  const read = ([byte, type, count]: Field): number | number[] => {
    const { bytes, get } = numberTypes[type];
    const values = Array.from({ length: count }, (_, n) =>
      Number(view[get](byte + n * bytes, littleEndian)),
    );
    return count === 1 ? values[0] : values;
  };
  const fields = Object.entries(layouts[version].fields);
  return Object.fromEntries(
    fields.map(([name, field]) => [name, read(field)]),
  ) as unknown as NiftiFields;
}

/** Writes fields in little-endian order. */
export function writeFields(view: DataView, version: NiftiVersion, values: NiftiFields): void {
  const layout = layouts[version].fields;
  for (const name of Object.keys(layout) as (keyof NiftiFields)[]) {
    const [byte, type] = layout[name];
    const { bytes } = numberTypes[type];
    [values[name]].flat().forEach((value: number, n) => {
      const at = byte + n * bytes;
      if (type === "int64") view.setBigInt64(at, BigInt(value), true);
      else view[numberTypes[type].set](at, value, true);
    });
  }
}
