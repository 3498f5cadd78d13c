import { type Dimension, directions, halfNeighbourhood } from "../matrices/neighbourhood.ts";
import { orDefault, orNull, withDefault } from "../schema/defaults.ts";
import { list } from "../schema/list.ts";
import { boolean, choice, integer } from "../schema/values.ts";
import type { Vec3 } from "../volume/volume.ts";

const norms = {
  manhattan: (lengths: readonly number[]) => lengths.reduce((sum, x) => sum + x, 0),
  euclidean: (lengths: readonly number[]) => Math.hypot(...lengths),
  infinity: (lengths: readonly number[]) => Math.max(...lengths),
} as const;

/** How the length of an angle is measured; `no_weighting` merges matrices that all weigh 1. */
export type WeightingNorm = keyof typeof norms | "no_weighting";

/** The angles along which voxels are compared. */
export const angleSettings = {
  force2D: orDefault(boolean({ description: "Compare voxels of one plane only." }), false),
  force2Ddimension: orDefault(
    integer({
      description: "The axis that the planes stand on: 0 is z, 1 is y, 2 is x.",
      minimum: 0,
      maximum: 2,
    }),
    0,
  ),
} as const;

/** How far apart the voxels are that are compared. */
export const distanceSettings = {
  distances: orDefault(
    list(integer({ exclusiveMinimum: 0 }), {
      description: "Chebyshev distances, in voxels; several count as more angles.",
      minItems: 1,
    }),
    [1],
  ),
} as const;

/** How the matrices of the angles are weighed before they are merged. */
export const weightingSettings = {
  weightingNorm: withDefault(
    orNull(
      choice(["infinity", "euclidean", "manhattan", "no_weighting"], {
        description:
          "Merge the matrices of all angles, weighed by the angle's length in mm. null: mean over angles.",
      }),
    ),
    null,
  ),
} as const;

/**
 * The angles at some Chebyshev distances, one of each opposite pair: the one that points forwards.
 *
 * @param size voxels of the region's box; no angle is longer than it
 */
export function anglesAt(
  distances: readonly number[],
  dimension: Dimension,
  size: Vec3,
): readonly Vec3[] {
  const isShort = (angle: Vec3) => angle.every((step, a) => Math.abs(step) < size[a]);
  if (isNear(distances)) return directions(dimension).filter(isShort);
  const reach = Math.min(Math.max(...distances), Math.max(...size));
  return halfNeighbourhood(dimension, reach).filter(
    (angle) => isShort(angle) && distances.includes(Math.max(...angle.map(Math.abs))),
  );
}

/** Whether voxels are compared with those that touch them, and with no other. */
export function isNear(distances: readonly number[]): boolean {
  return distances.every((distance) => distance === 1);
}

/** The length of an angle in mm. */
export function lengthOf(angle: Vec3, spacing: Vec3, norm: keyof typeof norms): number {
  return norms[norm](angle.map((step, a) => Math.abs(step) * spacing[a]));
}
