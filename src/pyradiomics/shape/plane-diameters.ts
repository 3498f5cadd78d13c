import type { PaddedMask } from "../../morphology/padded-mask.ts";
import { largestDistance } from "../../morphology/planar-extents.ts";
import { planarHull } from "../../morphology/planar-hull.ts";
import type { Vec3 } from "../../volume/volume.ts";

/**
 * The largest distance in mm between two vertices of a mask's mesh that lie in one plane across x, y and z. A
 * vertex is the middle between a voxel inside and a neighbour outside, so planes lie through voxels and between
 * them.
 */
export function planeDiameters({ data, size }: PaddedMask, spacing: Vec3): Vec3 {
  const [nx, ny, nz] = size;
  const planes = size.map((n) => Array.from({ length: 2 * n }, (): [number, number][] => []));
  const add = (x: number, y: number, z: number) => {
    planes[0][x].push([y * spacing[1], z * spacing[2]]);
    planes[1][y].push([x * spacing[0], z * spacing[2]]);
    planes[2][z].push([x * spacing[0], y * spacing[1]]);
  };
  for (let z = 0, v = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, v++) {
        // doubled indices; the padding is outside, so that no neighbour beyond the mask is read
        if (x + 1 < nx && data[v] !== data[v + 1]) add(2 * x + 1, 2 * y, 2 * z);
        if (y + 1 < ny && data[v] !== data[v + nx]) add(2 * x, 2 * y + 1, 2 * z);
        if (z + 1 < nz && data[v] !== data[v + nx * ny]) add(2 * x, 2 * y, 2 * z + 1);
      }
    }
  }
  const largest = (axis: number) =>
    planes[axis].reduce((most, points) => Math.max(most, largestDistance(planarHull(points))), 0) /
    2;
  return [largest(0), largest(1), largest(2)];
}
