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
 * The offsets from a voxel to the voxels of its kernel, in voxels along x, y, z, in the order of
 * memory; [0, 0, 0] is one of them.
 *
 * @param size voxels of the grid along x, y, z. Offsets that would leave it from every voxel are
 *   left out.
 */
export function kernelOffsets({ radius, shape, dimensions }: Kernel, size: Vec3): Vec3[] {
  const [rx, ry, rz] = size.map((n) => Math.min(radius, n - 1));
  const ranges = [range(rx), range(ry), range(dimensions === 2 ? 0 : rz)];
  const [xs, ys, zs] = ranges;
  return zs
    .flatMap((z) => ys.flatMap((y) => xs.map((x): Vec3 => [x, y, z])))
    .filter(([x, y, z]) => shape === "cubic" || x * x + y * y + z * z <= radius * radius);
}

/** The largest offset of a kernel along each axis, in voxels. */
export function reachOf(offsets: readonly Vec3[]): Vec3 {
  return offsets.reduce<Vec3>(
    (reach, offset) => [
      Math.max(reach[0], offset[0]),
      Math.max(reach[1], offset[1]),
      Math.max(reach[2], offset[2]),
    ],
    [0, 0, 0],
  );
}

/** -reach .. reach. */
function range(reach: number): number[] {
  return Array.from({ length: 2 * reach + 1 }, (_, k) => k - reach);
}
