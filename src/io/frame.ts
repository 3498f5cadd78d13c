import type { Grid, Vec3 } from "../volume/volume.ts";

/** Where voxels lie in a file's world, in its unit of length. */
export interface Frame {
  readonly spacing: Vec3;
  /** Unit vectors along x, y and z. */
  readonly axes: readonly [Vec3, Vec3, Vec3];
  /** Position of the first voxel. */
  readonly origin: Vec3;
}

/** Largest cosine between two axes that still count as orthogonal. */
export const largestCosine = 1e-3;

/** The frame whose voxels are `steps` apart. Text says why there is none. */
export function frameOfSteps(steps: readonly [Vec3, Vec3, Vec3], origin: Vec3): Frame | string {
  const spacing = toVec3(steps.map(norm));
  if (!spacing.every((length) => length > 0 && length < Number.POSITIVE_INFINITY)) {
    return `its columns have lengths ${spacing.join(", ")}, expected positive numbers`;
  }
  const axes = steps.map((step, a) => divide(step, spacing[a])) as unknown as Frame["axes"];
  const cosines = [dot(axes[0], axes[1]), dot(axes[0], axes[2]), dot(axes[1], axes[2])];
  if (cosines.some((cosine) => Math.abs(cosine) > largestCosine)) {
    return (
      `it is sheared: the cosines between its columns are ${cosines.join(", ")} (xy, xz, yz), ` +
      `expected at most ${largestCosine}`
    );
  }
  return checkOrigin({ spacing, axes, origin });
}

/** The frame, or text if its first voxel has no place. */
export function checkOrigin(frame: Frame): Frame | string {
  const finite = frame.origin.every(Number.isFinite);
  return finite ? frame : `its origin is ${frame.origin.join(", ")}, expected finite numbers`;
}

/** The grid of a frame in the LPS world and mm. Adding 0 turns -0 into 0. */
export function gridOfFrame({ spacing, axes: [x, y, z], origin }: Frame, size: Vec3): Grid {
  const direction = [x[0], y[0], z[0], x[1], y[1], z[1], x[2], y[2], z[2]].map((d) => d + 0);
  return {
    size,
    spacing,
    origin: toVec3(origin.map((o) => o + 0)),
    direction: direction as unknown as Grid["direction"],
  };
}

/** A step of the given length at right angles to two others. */
export function perpendicularStep(x: Vec3, y: Vec3, length: number): Vec3 {
  const normal = cross(divide(x, norm(x)), divide(y, norm(y)));
  return toVec3(normal.map((component) => component * length));
}

export const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const divide = (v: Vec3, by: number): Vec3 => [v[0] / by, v[1] / by, v[2] / by];
export const toVec3 = (v: readonly number[]): Vec3 => [v[0], v[1], v[2]];

export function cross(a: Vec3, b: Vec3): Vec3 {
  return [
    a[1] * b[2] - a[2] * b[1],
    a[2] * b[0] - a[0] * b[2],
    a[0] * b[1] - a[1] * b[0],
  ]; // biome-ignore format: one component a line
}

/** Length of a vector; of one along an axis exactly its component, as squares would not give. */
export function norm(v: Vec3): number {
  const largest = Math.max(...v.map(Math.abs));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  const [x, y, z] = divide(v, largest);
  return largest * Math.sqrt(x * x + y * y + z * z);
}
