import { VoxomicsError } from "../../messages/errors.ts";
import type { VoxelArray } from "../../volume/volume.ts";
import { invalidFile } from "../invalid-file.ts";
import { type VoxelType, voxelTypes } from "../voxel-type.ts";
import type { NiftiFields } from "./layout.ts";

interface DataType {
  readonly code: number;
  /** A text is the name of a type that is not read. */
  readonly type: VoxelType | string;
}

const dataTypes: readonly DataType[] = [
  { code: 2, type: voxelTypes.uint8 },
  { code: 256, type: voxelTypes.int8 },
  { code: 4, type: voxelTypes.int16 },
  { code: 512, type: voxelTypes.uint16 },
  { code: 8, type: voxelTypes.int32 },
  { code: 768, type: voxelTypes.uint32 },
  { code: 1024, type: voxelTypes.int64 },
  { code: 1280, type: voxelTypes.uint64 },
  { code: 16, type: voxelTypes.float32 },
  { code: 64, type: voxelTypes.float64 },
  { code: 1, type: "binary (1 bit)" },
  { code: 32, type: "complex64" },
  { code: 128, type: "RGB24" },
  { code: 1536, type: "float128" },
  { code: 1792, type: "complex128" },
  { code: 2048, type: "complex256" },
  { code: 2304, type: "RGBA32" },
];

/**
 * The type in which a file stores its voxels.
 *
 * @throws VoxomicsError `unsupported-format` for types that are not one real number a voxel,
 *   `invalid-file` for an unknown one or one that contradicts the bits per voxel.
 */
export function voxelTypeOf({ dataType, bitsPerVoxel }: NiftiFields): VoxelType {
  const type = dataTypes.find(({ code }) => code === dataType)?.type;
  if (type === undefined) {
    throw invalidFile(`NIfTI header: datatype ${dataType} is none of the standard's`, {
      dataType,
    });
  }
  if (typeof type === "string") {
    throw new VoxomicsError(
      "unsupported-format",
      `NIfTI voxels are of type ${type} (datatype ${dataType}), expected integers or floats of 8 to 64 bits`,
      { dataType },
    );
  }
  if (type.bits !== bitsPerVoxel) {
    throw invalidFile(
      `NIfTI header: bitpix is ${bitsPerVoxel}, expected ${type.bits} for datatype ${dataType} (${type.name})`,
      { dataType, bitsPerVoxel },
    );
  }
  return type;
}

/** The number that stands for a type in a header. */
export function codeOf(type: VoxelType): number {
  return (dataTypes.find((row) => row.type === type) as DataType).code;
}

const isScaled = ({ slope }: Pick<NiftiFields, "slope">): boolean =>
  slope !== 0 && Number.isFinite(slope);

/** Largest relative error of values that were scaled by 32-bit slope and intercept. */
const rounding = 4 * 2 ** -24;

/**
 * Scaled values as labels: a value that differs from a whole number only by the rounding of slope and
 * intercept becomes that number. Other values, and values that are not scaled, stay as they are.
 */
export function roundLabels(data: VoxelArray, header: NiftiFields): VoxelArray {
  const { slope, intercept } = header;
  if (!isScaled(header) || (slope === 1 && intercept === 0)) return data;
  return data.map((value) => {
    const whole = Math.round(value);
    const largest = rounding * (Math.abs(value - intercept) + Math.abs(intercept));
    return Math.abs(value - whole) <= largest ? whole + 0 : value;
  });
}

/** `slope * voxel + intercept`, as NIfTI defines it; with a slope of 0 or NaN, voxels are not scaled. */
export function scaleVoxels(data: VoxelArray, { slope, intercept }: NiftiFields): VoxelArray {
  if (!isScaled({ slope })) return data;
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
