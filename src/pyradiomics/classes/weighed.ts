import type { Part } from "../../matrices/count-matrix.ts";
import type { Vec3 } from "../../volume/volume.ts";
import { lengthOf, type WeightingNorm } from "../angles.ts";

/** A matrix of one angle. */
export interface AnglePart extends Part {
  /** The step from a voxel to its neighbour, in voxels. */
  readonly angle: Vec3;
}

/**
 * The matrices of angles, each multiplied by the weight of its angle. Voxels count as often as their matrix
 * weighs, so that they can be merged.
 *
 * @param spacing of the voxels that angles count, in mm
 * @param weightOf the weight of an angle of a length in mm; `no_weighting` gives 1 whatever the length
 */
export function weighed(
  parts: readonly AnglePart[],
  spacing: Vec3,
  norm: WeightingNorm | null,
  weightOf: (mm: number) => number,
): readonly Part[] {
  if (norm === null || norm === "no_weighting") return parts;
  return parts.map((part) => {
    const weight = weightOf(lengthOf(part.angle, spacing, norm));
    const { matrix } = part;
    const n = matrix.n.map((count) => weight * count);
    return { ...part, matrix: { ...matrix, voxels: weight * matrix.voxels, n } };
  });
}
