import type { Vec3 } from "../volume/volume.ts";

/**
 * A sphere of voxels as runs along x: voxel (dx, dy, dz) from its centre belongs to it where
 * |dx| <= sphere[|dz|][|dy|]. Its reach is sphere.length - 1 along z, sphere[0].length - 1 along y
 * and sphere[0][0] along x.
 */
export type Sphere = readonly (readonly number[])[];

/**
 * The voxels whose centres lie within `radius` (mm) of a voxel's centre. Offsets that are
 * impossible on a grid of the given size are left out.
 *
 * @param spacing in mm
 * @param steps distance, in voxel spacings, of two voxels whose indices differ by d
 */
export function voxelSphere(
  radius: number,
  size: Vec3,
  spacing: Vec3,
  steps: (d: number) => number = (d) => d,
): Sphere {
  const [nx, ny, nz] = size;
  const [sx, sy, sz] = spacing;
  const within = (dx: number, dy: number, dz: number) =>
    (steps(dx) * sx) ** 2 + (steps(dy) * sy) ** 2 + (steps(dz) * sz) ** 2 <= radius ** 2;

  const discs: number[][] = [];
  for (let dz = 0; dz < nz && within(0, 0, dz); dz++) {
    const disc: number[] = [];
    for (let dy = 0; dy < ny && within(0, dy, dz); dy++) {
      let dx = 0;
      while (dx + 1 < nx && within(dx + 1, dy, dz)) dx++;
      disc.push(dx);
    }
    discs.push(disc);
  }
  return discs;
}

/** Number of voxels in a sphere. */
export function sphereVoxels(sphere: Sphere): number {
  let count = 0;
  sphere.forEach((disc, dz) => {
    disc.forEach((dx, dy) => {
      count += (dz === 0 ? 1 : 2) * (dy === 0 ? 1 : 2) * (2 * dx + 1);
    });
  });
  return count;
}
