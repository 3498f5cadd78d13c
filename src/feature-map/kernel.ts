import type { Dimension } from "../matrices/neighbourhood.ts";
import type { Vec3 } from "../volume/volume.ts";

/** Which voxels around a voxel are its neighbourhood. */
export interface Kernel {
  /** In voxels, whatever the spacing: 1 reaches to the next voxel along each axis. */
  readonly radius: number;
  /** All voxels up to the radius along each axis, or those within a ball of the radius. */
  readonly shape: "cubic" | "spherical";
  /** 2: in the slice plane only. */
  readonly dimensions: Dimension;
}

/**
 * The steps from a voxel to those of its kernel, itself included, in the order of memory.
 *
 * @param size of the grid, which no two voxels are further apart in: longer steps lead nowhere
 */
export function kernelSteps({ radius, shape, dimensions }: Kernel, size: Vec3): Vec3[] {
  const [rx, ry, rz] = size.map((n) => Math.min(radius, n - 1));
  const ranges = [range(rx), range(ry), range(dimensions === 2 ? 0 : rz)];
  const [xs, ys, zs] = ranges;
  return zs
    .flatMap((z) => ys.flatMap((y) => xs.map((x): Vec3 => [x, y, z])))
    .filter(([x, y, z]) => shape === "cubic" || x * x + y * y + z * z <= radius * radius);
}

/** How far the steps of a kernel lead along each axis. */
export function reachOf(steps: readonly Vec3[]): Vec3 {
  return steps.reduce<Vec3>(
    (reach, step) => [
      Math.max(reach[0], step[0]),
      Math.max(reach[1], step[1]),
      Math.max(reach[2], step[2]),
    ],
    [0, 0, 0],
  );
}

/** -reach .. reach. */
function range(reach: number): number[] {
  return Array.from({ length: 2 * reach + 1 }, (_, k) => k - reach);
}
