import { VoxomicsError } from "../../messages/errors.ts";
import { found, quoted } from "../../messages/phrases.ts";
import { perAxis, toVec3 } from "../../volume/vec3.ts";
import type { Grid, Vec3 } from "../../volume/volume.ts";
import { frameOfSteps, gridOfFrame, perpendicularStep } from "../frame.ts";
import { invalidFile } from "../invalid-file.ts";
import { type VoxelType, voxelTypes } from "../voxel-type.ts";
import type { MetaHeader } from "./header.ts";

/** How the voxels of a file are stored, and where they lie. */
export interface MetaLayout {
  /** Number of values along each axis of the file, the fastest first: two to four axes. */
  readonly sizes: readonly number[];
  readonly type: VoxelType;
  readonly littleEndian: boolean;
  readonly compressed: boolean;
  /** Bytes before the voxels in their file; -1: the voxels are the last bytes of the file. */
  readonly skip: number;
  /** As in the header; values are not scaled. */
  readonly slope: number;
  readonly intercept: number;
  readonly grid: Grid;
  /** Whether the header states the spacing; otherwise it is 1 mm, as ITK takes it. */
  readonly statesSpacing: boolean;
  /** Number of volumes along the fourth axis. */
  readonly volumes: number;
}

/** Types by name. A long has 32 bits in the format and in ITK; MET_LONG_LONG has 64. */
const types: ReadonlyMap<string, VoxelType> = new Map<string, VoxelType>([
  ["MET_CHAR", voxelTypes.int8],
  ["MET_UCHAR", voxelTypes.uint8],
  ["MET_SHORT", voxelTypes.int16],
  ["MET_USHORT", voxelTypes.uint16],
  ["MET_INT", voxelTypes.int32],
  ["MET_UINT", voxelTypes.uint32],
  ["MET_LONG", voxelTypes.int32],
  ["MET_ULONG", voxelTypes.uint32],
  ["MET_LONG_LONG", voxelTypes.int64],
  ["MET_ULONG_LONG", voxelTypes.uint64],
  ["MET_FLOAT", voxelTypes.float32],
  ["MET_DOUBLE", voxelTypes.float64],
]);

/**
 * Reads how the voxels are stored, and where they lie. As in ITK, the world is LPS, whatever
 * AnatomicalOrientation says, and CenterOfRotation is not used.
 *
 * @throws VoxomicsError `invalid-file` where it contradicts itself or leaves out what is needed,
 *   `unsupported-format` for text, several values a voxel, and types that are not read.
 */
export function layoutOf({ fields }: MetaHeader): MetaLayout {
  const objectType = fields.get("ObjectType") ?? "Image";
  if (objectType !== "Image") throw unsupported("ObjectType", objectType, "Image");
  const [dimension] = numbers(fields, "NDims", 1, [Number.NaN]);
  if (![2, 3, 4].includes(dimension)) throw unsupported("NDims", String(dimension), "2, 3 or 4");
  const sizes = numbers(fields, "DimSize", dimension, sizesMissing);
  const values = sizes.reduce((product, size) => product * size, 1);
  if (!sizes.every((size) => Number.isSafeInteger(size) && size >= 1) || values > 2 ** 48) {
    throw wrong(fields, "DimSize", "whole numbers from 1 on, and no more voxels than a file has");
  }
  const channels = fields.get("ElementNumberOfChannels") ?? "1";
  if (Number(channels) !== 1) throw unsupported("ElementNumberOfChannels", channels, "1");
  if (!flag(fields, "BinaryData", true)) throw unsupported("BinaryData", "False", "True");
  const typeName = fields.get("ElementType") ?? "";
  const type = types.get(typeName);
  if (type === undefined) throw unsupported("ElementType", typeName, [...types.keys()].join(", "));
  const [skip] = numbers(fields, "HeaderSize", 1, [0]);
  if (!Number.isSafeInteger(skip) || skip < -1) throw wrong(fields, "HeaderSize", "bytes, or -1");
  return {
    sizes,
    type,
    littleEndian: !(
      flag(fields, "BinaryDataByteOrderMSB", false) || flag(fields, "ElementByteOrderMSB", false)
    ),
    compressed: flag(fields, "CompressedData", false),
    skip,
    slope: numbers(fields, "ElementToIntensityFunctionSlope", 1, [1])[0],
    intercept: numbers(fields, "ElementToIntensityFunctionOffset", 1, [0])[0],
    grid: gridOf(fields, sizes),
    statesSpacing: fields.has("ElementSpacing") || fields.has("ElementSize"),
    volumes: sizes[3] ?? 1,
  };
}

const sizesMissing: readonly number[] = [];

function gridOf(fields: MetaHeader["fields"], sizes: readonly number[]): Grid {
  const n = sizes.length;
  const first = (keys: readonly string[]) => keys.find((key) => fields.has(key)) ?? keys[0];
  const unit = Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0));
  const matrix = numbers(
    fields,
    first(["TransformMatrix", "Rotation", "Orientation"]),
    n * n,
    unit,
  );
  const spacingKey = first(["ElementSpacing", "ElementSize"]);
  const spacing = numbers(
    fields,
    spacingKey,
    n,
    sizes.map(() => 1),
  );
  const offset = numbers(
    fields,
    first(["Offset", "Position", "Origin"]),
    n,
    sizes.map(() => 0),
  );
  if (!spacing.every((side) => side > 0)) throw wrong(fields, spacingKey, "numbers above 0");
  // each row is the direction of an axis
  const step = (axis: number): Vec3 =>
    perAxis((c) => (c < n ? matrix[n * axis + c] : 0) * spacing[axis]);
  const [x, y] = [step(0), step(1)];
  const steps = [x, y, n === 2 ? perpendicularStep(x, y, 1) : step(2)] as const;
  const frame = frameOfSteps(steps, toVec3([offset[0], offset[1], offset[2] ?? 0]));
  if (typeof frame === "string") {
    throw invalidFile(`MetaImage header places no voxels: ${frame}`, { matrix, spacing, offset });
  }
  // a matrix that is no rotation would change the spacing
  if (frame.spacing.some((side, axis) => Math.abs(side / (spacing[axis] ?? 1) - 1) > 1e-3)) {
    throw invalidFile(
      `MetaImage header places no voxels: TransformMatrix [${matrix.join(", ")}] has rows of other lengths than 1`,
      { matrix },
    );
  }
  const exact = { ...frame, spacing: toVec3([spacing[0], spacing[1], spacing[2] ?? 1]) };
  return gridOfFrame(exact, [sizes[0], sizes[1], sizes[2] ?? 1]);
}

function numbers(
  fields: MetaHeader["fields"],
  key: string,
  count: number,
  missing: readonly number[],
): readonly number[] {
  const text = fields.get(key);
  const values = text === undefined ? missing : text.split(/\s+/).map(Number);
  const sound = text === undefined || values.every(Number.isFinite);
  if (values.length === count && sound && !values.includes(Number.NaN)) return values;
  if (text !== undefined) throw wrong(fields, key, count === 1 ? "a number" : `${count} numbers`);
  throw invalidFile(`MetaImage header: no ${key}`, { key });
}

/** A value that is True or False, or another spelling that writers use. */
function flag(fields: MetaHeader["fields"], key: string, missing: boolean): boolean {
  const text = fields.get(key);
  if (text === undefined) return missing;
  if (/^(true|t|1|yes)$/i.test(text)) return true;
  if (/^(false|f|0|no)$/i.test(text)) return false;
  throw wrong(fields, key, "True or False");
}

function wrong(fields: MetaHeader["fields"], key: string, expected: string) {
  const value = fields.get(key);
  return invalidFile(`MetaImage header: ${key} is ${found(value)}, expected ${expected}`, {
    key,
    found: value,
  });
}

function unsupported(key: string, value: string, expected: string): VoxomicsError {
  return new VoxomicsError(
    "unsupported-format",
    `MetaImage header: ${key} is ${quoted(value)}, expected ${expected}`,
    { key, found: value },
  );
}
