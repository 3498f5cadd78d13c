// MGH and MGZ, the format of FreeSurfer: https://surfer.nmr.mgh.harvard.edu/fswiki/FsTutorial/MghFormat

import { VoxomicsError } from "../../messages/errors.ts";
import { mapVec3, perAxis, scale, toVec3 } from "../../volume/vec3.ts";
import type { Grid, Vec3 } from "../../volume/volume.ts";
import { frameOfSteps, gridOfFrame } from "../frame.ts";
import { invalidFile } from "../invalid-file.ts";
import { type VoxelType, voxelTypes } from "../voxel-type.ts";

/** What a header says of its voxels. */
export interface MghHeader {
  readonly size: Vec3;
  /** Number of volumes, which follow each other. */
  readonly frames: number;
  readonly type: VoxelType;
  /**
   * Whether the file states where its voxels lie; otherwise they are taken as FreeSurfer does: coronal,
   * 1 mm wide.
   */
  readonly isPlaced: boolean;
  readonly grid: Grid;
}

/** The byte at which voxels start. */
export const voxelStart = 284;

/** Number of bytes of a header that are read; the rest is unused. */
const headerEnd = 90;

const types: ReadonlyMap<number, VoxelType> = new Map<number, VoxelType>([
  [0, voxelTypes.uint8],
  [1, voxelTypes.int32],
  [3, voxelTypes.float32],
  [4, voxelTypes.int16],
  [10, voxelTypes.uint16],
]);

/** What FreeSurfer takes where a file does not say: spacing (mm), the three axes and the centre (RAS, mm). */
const unplaced = [1, 1, 1, -1, 0, 0, 0, 0, -1, 0, 1, 0, 0, 0, 0];

/**
 * Whether a file with these first bytes is an MGH file: version 1, then four sizes and a type. The version
 * alone would not do, as many files start with its four bytes.
 */
export function isMgh(head: Uint8Array): boolean {
  if (head.length < headerEnd) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const [version, ...sizes] = [0, 4, 8, 12, 16].map((at) => view.getInt32(at));
  const type = view.getInt32(20);
  return version === 1 && sizes.every((size) => size >= 1) && type >= 0 && type <= 16;
}

/**
 * Reads a header, which is big-endian.
 *
 * @throws VoxomicsError `invalid-file` if its voxels have no place, `unsupported-format` for a type
 *   that is no real number
 */
export function parseHeader(head: Uint8Array): MghHeader {
  if (!isMgh(head)) throw invalidFile("MGH header: it is cut off or has sizes below 1");
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const size = toVec3([4, 8, 12].map((at) => view.getInt32(at)));
  const code = view.getInt32(20);
  const type = types.get(code);
  if (type === undefined) {
    throw new VoxomicsError(
      "unsupported-format",
      `MGH voxels are of type ${code}, expected 0 (uint8), 1 (int32), 3 (float32), 4 (int16) or 10 (uint16)`,
      { type: code },
    );
  }
  const isPlaced = view.getInt16(28) > 0;
  const given = isPlaced ? unplaced.map((_, n) => view.getFloat32(30 + 4 * n)) : unplaced;
  return { size, frames: view.getInt32(16), type, isPlaced, grid: gridOf(size, given) };
}

/** The grid by spacing, axes and centre of the volume (RAS), in the order of `unplaced`. */
function gridOf(size: Vec3, given: readonly number[]): Grid {
  const toLps = ([x, y, z]: readonly number[]): Vec3 => [-x, -y, z];
  const steps = perAxis((axis) => {
    const along = toLps(given.slice(3 + 3 * axis, 6 + 3 * axis));
    return scale(along, given[axis]);
  });
  const centre = toLps(given.slice(12));
  const origin = mapVec3(centre, (at, c) =>
    steps.reduce((sum, step, axis) => sum - (step[c] * size[axis]) / 2, at),
  );
  const frame = frameOfSteps(steps, origin);
  if (typeof frame !== "string") return gridOfFrame(frame, size);
  throw invalidFile(`MGH header places no voxels: ${frame}`, { given });
}
