import {
  cross,
  divide,
  dot,
  mapVec3,
  matrixOfColumns,
  norm,
  type PerAxis,
  scale,
} from "../volume/vec3.ts";
import type { Grid, Vec3 } from "../volume/volume.ts";

/** Where voxels lie in a file's world, in the file's unit of length. */
export interface Frame {
  /** Distances between voxels along x, y and z. */
  readonly spacing: Vec3;
  /** Unit vectors along x, y and z. */
  readonly axes: PerAxis<Vec3>;
  /** Position of the centre of the first voxel. */
  readonly origin: Vec3;
}

/** Largest cosine between two axes that still count as orthogonal. */
export const largestCosine = 1e-3;

/**
 * The frame in which neighbouring voxels along x, y and z are `steps` apart; a text says why there is
 * none.
 */
export function frameOfSteps(steps: PerAxis<Vec3>, origin: Vec3): Frame | string {
  const spacing = mapVec3(steps, norm);
  if (!spacing.every((length) => length > 0 && length < Number.POSITIVE_INFINITY)) {
    return `its columns have lengths ${spacing.join(", ")}, expected positive numbers`;
  }
  const axes = mapVec3(steps, (step, a) => divide(step, spacing[a]));
  const cosines = [dot(axes[0], axes[1]), dot(axes[0], axes[2]), dot(axes[1], axes[2])];
  if (cosines.some((cosine) => Math.abs(cosine) > largestCosine)) {
    return (
      `it is sheared: the cosines between its columns are ${cosines.join(", ")} (xy, xz, yz), ` +
      `expected at most ${largestCosine}`
    );
  }
  return checkOrigin({ spacing, axes, origin });
}

/** The frame itself, or a text if its origin is not finite. */
export function checkOrigin(frame: Frame): Frame | string {
  const finite = frame.origin.every(Number.isFinite);
  return finite ? frame : `its origin is ${frame.origin.join(", ")}, expected finite numbers`;
}

/** The grid of a frame in LPS and mm. Numbers that are -0 become 0. */
export function gridOfFrame({ spacing, axes, origin }: Frame, size: Vec3): Grid {
  const withoutMinusZero = (v: Vec3) => mapVec3(v, (component) => component + 0);
  return {
    size,
    spacing,
    origin: withoutMinusZero(origin),
    direction: matrixOfColumns(mapVec3(axes, withoutMinusZero)),
  };
}

/** A step of the given length at right angles to two others. */
export function perpendicularStep(x: Vec3, y: Vec3, length: number): Vec3 {
  const normal = cross(divide(x, norm(x)), divide(y, norm(y)));
  return scale(normal, length);
}
