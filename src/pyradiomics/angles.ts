import { type Dimension, directions, halfNeighbourhood } from "../matrices/neighbourhood.ts";
import { VoxomicsError } from "../messages/errors.ts";
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

/** The settings that decide which angles there are. */
export interface AngleRules {
  readonly distances: readonly number[];
  readonly force2D: boolean;
  readonly force2Ddimension: number;
}

/**
 * Refuses a region whose box is too small for any angle, as PyRadiomics does.
 *
 * @param name of the feature class that needs an angle
 * @param size voxels of the box, x first
 * @throws VoxomicsError `too-small` if no distance is less than the box is long
 */
export function checkAngles(name: string, size: Vec3, rules: AngleRules): void {
  const { distances, force2D, force2Ddimension } = rules;
  const axes = [0, 1, 2].filter((axis) => !force2D || axis !== 2 - force2Ddimension);
  const nearest = Math.min(...distances);
  if (axes.some((axis) => nearest < size[axis])) return;
  const named = axes.map((axis) => "xyz"[axis]);
  const where = force2D ? `in planes of ${named.join(" and ")} (force2D)` : "in space";
  throw new VoxomicsError(
    "too-small",
    `${name} compares voxels ${where} at distances [${distances.join(", ")}], which needs a box of at least ${nearest + 1} voxels along ${named.join(" or ")}; the region's box has ${size.join(" × ")}`,
    { size, expected: nearest + 1 },
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
