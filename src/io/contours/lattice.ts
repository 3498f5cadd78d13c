import { type PerAxis, perAxis } from "../../volume/vec3.ts";
import type { Grid } from "../../volume/volume.ts";

/** An axis of a grid, in a direction that is chosen by the patient's axes, not by the order of storage. */
export interface LatticeAxis {
  /** Which axis of the grid it is: 0, 1 or 2. */
  readonly axis: number;
  /** Number of voxels along the axis. */
  readonly count: number;
  /** Distance between voxels, mm. */
  readonly spacing: number;
  /** Whether it runs against the grid's axis. */
  readonly reversed: boolean;
  /** What voxel 0 of this axis adds to an index in the volume's data. */
  readonly start: number;
  /** What each further voxel adds. */
  readonly step: number;
  /** Rows of a plane run along the axis with the greater rank of its two. */
  readonly rank: number;
}

/** Weights of the patient's left, back and head (LPS), by which axes are directed and ranked. */
const preference = [4, 2, 1] as const;

/**
 * The axes of a grid, each directed towards the patient's left, back or head.
 *
 * To which region a voxel centre on an edge belongs is decided along these axes. The decision therefore
 * does not depend on the order in which a file stores its voxels.
 */
export function latticeOf({ size, spacing, direction: d }: Grid): PerAxis<LatticeAxis> {
  const strides = [1, size[0], size[0] * size[1]];
  return perAxis((axis) => {
    const lean =
      preference[0] * d[axis] + preference[1] * d[3 + axis] + preference[2] * d[6 + axis];
    const reversed = lean < 0;
    const stride = strides[axis];
    return {
      axis,
      count: size[axis],
      spacing: spacing[axis],
      reversed,
      start: reversed ? (size[axis] - 1) * stride : 0,
      step: reversed ? -stride : stride,
      rank: Math.abs(lean),
    };
  });
}

/**
 * Coordinates of world points along a lattice axis, in voxels: 0 at the centre of its voxel 0.
 *
 * @param points x, y and z of each in turn, LPS, mm
 */
export function coordinatesAlong(
  { axis, count, reversed }: LatticeAxis,
  { spacing, origin, direction: d }: Grid,
  points: Float64Array,
): Float64Array {
  const out = new Float64Array(points.length / 3);
  for (let n = 0, p = 0; n < out.length; n++, p += 3) {
    const x = d[axis] * (points[p] - origin[0]);
    const y = d[3 + axis] * (points[p + 1] - origin[1]);
    const z = d[6 + axis] * (points[p + 2] - origin[2]);
    const index = (x + y + z) / spacing[axis];
    out[n] = reversed ? count - 1 - index : index;
  }
  return out;
}
