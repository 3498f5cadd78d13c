import { VoxomicsError } from "../messages/errors.ts";
import { exactNumber } from "../volume/exact-number.ts";
import { selectLabel } from "../volume/mask.ts";
import {
  checkVolume,
  type Grid,
  type Identity,
  identityOf,
  kindOf,
  type Volume,
  type VoxelArray,
} from "../volume/volume.ts";

/** A viewer's voxels: a typed array of any kind. */
export type ForeignVoxels = VoxelArray | BigInt64Array | BigUint64Array;

/** Numbers in an array or a typed array. */
export type Numbers = ArrayLike<number>;

/** Options for taking over a viewer's image. */
export interface AdaptOptions {
  /** Take the image as a label map, and give the voxels with this label as a mask of 0 and 1. */
  readonly label?: number;
}

/** Options that make a mask. */
export interface LabelOptions extends AdaptOptions {
  readonly label: number;
}

/** The parts of a viewer's image in its own arrays, not checked yet. */
export type ForeignVolume = Readonly<Record<"data" | keyof Grid, unknown>> & Identity;

/**
 * Checks a viewer's image, and makes a volume or the mask of one label. A volume shares the data of the
 * image, except for 64-bit integers, which become 64-bit floats.
 *
 * @param what names the image in messages
 * @throws VoxomicsError `invalid-volume` for an image that contradicts itself, `invalid-settings` for a
 *   label that is no integer, `empty-mask` for a label that no voxel has
 */
export function adapt(parts: ForeignVolume, what: string, { label }: AdaptOptions): Volume {
  const { size, spacing, origin, direction } = parts as unknown as Grid;
  const data = voxelsOf(parts.data, what);
  const identity = identityOf(parts);
  const checked = checkVolume({ data, size, spacing, origin, direction, ...identity }, what);
  // viewers may change their own arrays when an image is moved
  const volume = { data, ...copyOf(checked), ...identityOf(checked) };
  if (label === undefined) return volume;
  if (Number.isInteger(label)) return selectLabel(volume, label);
  throw new VoxomicsError("invalid-settings", `label: found ${label}, expected an integer`, {
    found: label,
  });
}

function copyOf({ size, spacing, origin, direction }: Grid): Grid {
  return {
    size: [...size],
    spacing: [...spacing],
    origin: [...origin],
    direction: [...direction],
  };
}

function voxelsOf(data: unknown, what: string): VoxelArray {
  if (data === null || data === undefined) {
    throw new VoxomicsError("invalid-volume", `${what} holds no voxels: its data are ${data}`, {
      place: what,
      found: data,
      expected: "a typed array",
    });
  }
  const kind = kindOf(data);
  if (kind !== "BigInt64Array" && kind !== "BigUint64Array") return data as VoxelArray;
  return Float64Array.from(data as BigInt64Array, (integer) => exactNumber(integer, what));
}

/** Throws unless an image has one number per voxel. @throws VoxomicsError `invalid-volume` */
export function requireScalar(components: number, what: string, kind = "voxels"): void {
  if (components === 1) return;
  throw new VoxomicsError(
    "invalid-volume",
    `${what} has ${kind} of ${components} components, expected one number a voxel`,
    { place: what, found: components, expected: "1" },
  );
}

/** The error for an object that is no image of a viewer. */
export function notA(what: string, found: string): VoxomicsError {
  return new VoxomicsError("invalid-volume", `expected ${what}, found ${found}`, {
    place: "image",
    found,
    expected: what,
  });
}

/** The transpose of a 3 × 3 matrix: three vectors in a row become the columns of a row-major matrix. */
export function transpose(d: Numbers): number[] {
  return [d[0], d[3], d[6], d[1], d[4], d[7], d[2], d[5], d[8]];
}

/** Voxels of the same memory that are not clamped bytes, which viewers do not know. */
export function unclamped(data: VoxelArray): VoxelArray {
  if (kindOf(data) !== "Uint8ClampedArray") return data;
  return new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.length);
}
