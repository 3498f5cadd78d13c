import { VoxomicsError } from "../errors.ts";

export type Vec3 = readonly [number, number, number];

/** Row-major 3 × 3 matrix. */
export type Mat3 = readonly [
  number, number, number,
  number, number, number,
  number, number, number,
]; // biome-ignore format: a matrix reads as a matrix

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

/** An image on a grid: x runs fastest, voxel (x, y, z) is `data[x + nx * (y + ny * z)]`. */
export interface Volume<A extends VoxelArray = VoxelArray> extends Grid {
  readonly data: A;
}

export const identityDirection: Mat3 = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** Number of voxels of a grid. */
export function voxelCount({ size: [nx, ny, nz] }: { readonly size: Vec3 }): number {
  return nx * ny * nz;
}

/** The grid of a volume, without its data. */
export function gridOf({ size, spacing, origin, direction }: Grid): Grid {
  return { size, spacing, origin, direction };
}

/**
 * Checks a volume record as it comes from outside.
 *
 * @param what names the volume in the message ("image", "mask").
 * @throws VoxomicsError `invalid-volume` when a field is missing or contradicts another.
 */
export function checkVolume(volume: Volume, what: string): void {
  const fail = (message: string, details: Record<string, unknown>): never => {
    throw new VoxomicsError("invalid-volume", `${what}: ${message}`, details);
  };
  if (typeof volume !== "object" || volume === null) {
    fail(`expected a volume record, found ${String(volume)}`, {});
  }
  const { data, size, spacing, origin, direction } = volume;
  const isVector = (v: unknown, length: number): boolean =>
    Array.isArray(v) && v.length === length && v.every((n) => Number.isFinite(n));

  if (!isVector(size, 3) || !size.every((n) => Number.isInteger(n) && n > 0)) {
    fail(`size must be three positive integers, found [${size}]`, { size });
  }
  if (!isVector(spacing, 3) || !spacing.every((s) => s > 0)) {
    fail(`spacing must be three positive numbers (mm), found [${spacing}]`, { spacing });
  }
  if (!isVector(origin, 3))
    fail(`origin must be three numbers (mm), found [${origin}]`, { origin });
  if (!isVector(direction, 9)) {
    fail(`direction must be nine numbers, row-major, found [${direction}]`, { direction });
  }
  if (!ArrayBuffer.isView(data) || data instanceof DataView) {
    fail(`data must be a typed array, found ${typeof data}`, {});
  }
  const expected = voxelCount(volume);
  if (data.length !== expected) {
    fail(`data holds ${data.length} values, size [${size}] needs ${expected}`, {
      found: data.length,
      expected,
    });
  }
  const deviation = orthonormalDeviation(direction);
  if (deviation > 1e-3) {
    fail(`direction columns must be orthogonal unit vectors, they are off by ${deviation}`, {
      direction,
      deviation,
    });
  }
}

/** Largest absolute entry of DᵀD - I. */
function orthonormalDeviation(d: Mat3): number {
  let largest = 0;
  for (let a = 0; a < 3; a++) {
    for (let b = a; b < 3; b++) {
      const dot = d[a] * d[b] + d[3 + a] * d[3 + b] + d[6 + a] * d[6 + b];
      largest = Math.max(largest, Math.abs(dot - (a === b ? 1 : 0)));
    }
  }
  return largest;
}
