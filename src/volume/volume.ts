import { VoxomicsError } from "../messages/errors.ts";
import { found } from "../messages/phrases.ts";
import { columnOf, dot, type Mat3, type Vec3 } from "./vec3.ts";

export type { Mat3, Vec3 } from "./vec3.ts";

/** The typed arrays that voxels may lie in. */
export type VoxelArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** Where the voxels of a volume lie in the patient (LPS world, millimetres, as in DICOM and ITK). */
export interface Grid {
  /** Number of voxels along x, y, z. */
  readonly size: Vec3;
  /** Distance between voxel centres along x, y, z, in mm. */
  readonly spacing: Vec3;
  /** World position of the centre of voxel (0, 0, 0), in mm. */
  readonly origin: Vec3;
  /** Row-major; the columns are the unit vectors of the x, y and z axes. */
  readonly direction: Mat3;
}

/** What is known of a grid's place beyond its numbers. */
export interface Placement {
  /**
   * Whether the file states no place, as NIfTI with both transform codes 0. Origin and direction are
   * then those of NIfTI's convention (RAS from 0); ITK and others take LPS from 0.
   */
  readonly unplaced?: boolean;
}

/** Whose voxels they are, by UIDs of DICOM; absent where that is not known. */
export interface Identity {
  /** The frame of reference that world positions are measured in. */
  readonly frameOfReference?: string;
  /** The series that the voxels were read from. */
  readonly series?: string;
}

/** What is known of the size of voxels beyond the numbers. */
export interface Thickness {
  /**
   * Whether the thickness of an image of one slice was assumed, as its files state none. Features that
   * need it have no value then. Without this field the spacing holds.
   */
  readonly thicknessAssumed?: boolean;
}

/** An image on a grid: x runs fastest, voxel (x, y, z) is `data[x + nx * (y + ny * z)]`. */
export interface Volume<A extends VoxelArray = VoxelArray>
  extends Grid,
    Placement,
    Identity,
    Thickness {
  readonly data: A;
}

/** The direction of a grid whose axes are those of the world (LPS), row by row. */
export const identityDirection: Mat3 = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** Number of voxels of a grid. */
export function countGridVoxels(grid: { readonly size: Vec3 }): number {
  const {
    size: [nx, ny, nz],
  } = grid;
  return nx * ny * nz;
}

/** The grid of a volume, without its data. */
export function gridOf(grid: Grid): Grid {
  const { size, spacing, origin, direction } = grid;
  return { size, spacing, origin, direction };
}

/** What is known of a volume's place beyond its grid. */
export function placementOf({ unplaced }: Placement): Placement {
  return unplaced === true ? { unplaced } : {};
}

/** Whether the thickness of a volume was assumed, without grid and data. */
export function thicknessOf({ thicknessAssumed }: Thickness): Thickness {
  return thicknessAssumed === true ? { thicknessAssumed } : {};
}

/** Whose voxels they are, without grid and data. */
export function identityOf({ frameOfReference, series }: Identity): Identity {
  return {
    ...(frameOfReference === undefined ? {} : { frameOfReference }),
    ...(series === undefined ? {} : { series }),
  };
}

/** The element types of a volume, by name: a typed array of another realm has the same. */
const voxelArrays: ReadonlySet<string> = new Set([
  "Int8Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "Int16Array",
  "Uint16Array",
  "Int32Array",
  "Uint32Array",
  "Float32Array",
  "Float64Array",
]);

/** What kind of object a value is, by name: `Float32Array`, `Array`, `Undefined`. */
export function kindOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice("[object ".length, -1);
}

/**
 * Checks a volume record as it comes from outside.
 *
 * @param what names the volume in the message ("image", "mask").
 * @returns the volume; size, spacing, origin and direction as plain arrays where they were typed
 * arrays, as those of itk-wasm are.
 * @throws VoxomicsError `invalid-volume` when a field is missing or contradicts another.
 *
 * @example
 * ```ts
 * import { checkVolume } from "voxomics";
 *
 * // throws a VoxomicsError `invalid-volume`, such as "image: found 3 values in data, expected 8 …"
 * const checked = checkVolume(image, "image");
 * console.log(checked.size);
 * ```
 */
export function checkVolume<A extends VoxelArray>(volume: Volume<A>, what: string): Volume<A> {
  const grid = checkGrid(volume, what);
  const { data } = volume;
  const kind = kindOf(data);
  if (!voxelArrays.has(kind)) {
    refuse(`${what}.data`, kind, "a typed array of numbers (Int8Array … Float64Array)");
  }
  const voxels = countGridVoxels(grid);
  if (data.length !== voxels) {
    refuse(`${what}.data`, `${data.length} values`, `${voxels}, by its size ${shown(grid.size)}`);
  }
  checkThicknessMark(volume, grid, what);
  const { frameOfReference: _, series: __, ...others } = volume;
  return { ...others, ...grid, ...checkIdentity(volume, what) };
}

/** Only a slice alone can have a thickness that is assumed: others have a distance. */
function checkThicknessMark({ thicknessAssumed }: Thickness, { size }: Grid, what: string): void {
  const known = thicknessAssumed ?? false;
  if (typeof known !== "boolean") {
    refuse(`${what}.thicknessAssumed`, shown(known), "true or false");
  }
  if (known && !size.includes(1)) {
    refuse(`${what}.size`, shown(size), "one slice, as its thickness is assumed");
  }
}

/**
 * Checks what a volume or grid from outside says of whose voxels it has; null and empty text say
 * nothing.
 *
 * @throws VoxomicsError `invalid-volume`
 */
export function checkIdentity(
  identity: { readonly [Field in keyof Identity]?: unknown },
  what: string,
): Identity {
  const fields = (["frameOfReference", "series"] as const).flatMap((field) => {
    const uid = identity[field] ?? "";
    if (typeof uid !== "string") refuse(`${what}.${field}`, shown(uid), "a UID as text");
    return uid === "" ? [] : [[field, uid]];
  });
  return Object.fromEntries(fields);
}

const anyNumber = () => true;
const isPositive = (n: number) => n > 0;
const isCount = (n: number) => Number.isInteger(n) && n > 0;

/** The fields of a grid: how many finite numbers each holds, and which. */
const gridFields = [
  ["size", 3, isCount, "three positive integers"],
  ["spacing", 3, isPositive, "three positive numbers (mm)"],
  ["origin", 3, anyNumber, "three numbers (mm)"],
  ["direction", 9, anyNumber, "nine numbers, row-major"],
] as const;

/**
 * Checks the geometry of a grid or volume as it comes from outside, and gives it with plain arrays.
 *
 * @throws VoxomicsError `invalid-volume`
 */
export function checkGrid(grid: Grid, what: string): Grid {
  if (typeof grid !== "object" || grid === null) refuse(what, found(grid), "a volume record");
  if (grid instanceof Promise) refuse(what, "a Promise", "a volume record: is an await missing?");
  const fields = gridFields.map(([field, length, holds, expected]) => {
    const vector: unknown = grid[field];
    const numbers = isVector(vector) ? Array.from(vector) : [];
    const isSound =
      numbers.length === length && numbers.every((n) => Number.isFinite(n) && holds(n));
    if (!isSound) refuse(`${what}.${field}`, shown(vector), expected);
    return [field, Array.isArray(vector) ? vector : numbers];
  });
  const checked: Grid = Object.fromEntries(fields);
  const off = orthonormalDeviation(checked.direction);
  if (off > 1e-3) {
    refuse(`${what}.direction`, `columns ${off} off`, "orthogonal unit vectors");
  }
  return checked;
}

function refuse(place: string, found: string, expected: string): never {
  throw new VoxomicsError("invalid-volume", `${place}: found ${found}, expected ${expected}`, {
    place,
    found,
    expected,
  });
}

/** A field of a volume as a message shows it: a vector with its numbers. */
function shown(value: unknown): string {
  return isVector(value) ? `[${Array.from(value).join(", ")}]` : found(value);
}

function isVector(value: unknown): value is ArrayLike<number> {
  return Array.isArray(value) || voxelArrays.has(kindOf(value));
}

/** Largest absolute entry of DᵀD - I. */
function orthonormalDeviation(d: Mat3): number {
  let largest = 0;
  for (let a = 0; a < 3; a++) {
    for (let b = a; b < 3; b++) {
      const cosine = dot(columnOf(d, a), columnOf(d, b));
      largest = Math.max(largest, Math.abs(cosine - (a === b ? 1 : 0)));
    }
  }
  return largest;
}
