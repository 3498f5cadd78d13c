import { convexHull } from "./convex-hull.ts";
import type { PaddedMask } from "./padded-mask.ts";

/**
 * Points with the same convex hull as a mask's marching cubes mesh, in doubled voxel indices (all
 * integers): x, y, z of one point after another.
 *
 * The mesh's outermost vertices lie half a voxel along an axis from a voxel centre. Those at a
 * corner of the hull belong to voxels that are corners of the hull of all centres.
 */
export function hullPoints(mask: PaddedMask): number[] {
  const centres: number[] = [];
  for (let z = 0; z < mask.size[2]; z++) {
    for (const [x, y] of sliceCorners(mask, z)) centres.push(2 * x, 2 * y, 2 * z);
  }
  const corners = new Set(convexHull(centres));
  const flat = corners.size === 0; // then the hull of the centres says nothing

  const points: number[] = [];
  for (let k = 0; k < centres.length / 3; k++) {
    if (!flat && !corners.has(k)) continue;
    const [x, y, z] = [centres[3 * k], centres[3 * k + 1], centres[3 * k + 2]];
    points.push(x - 1, y, z, x + 1, y, z, x, y - 1, z, x, y + 1, z, x, y, z - 1, x, y, z + 1);
  }
  return points;
}

type Pixel = readonly [x: number, y: number];

/** Corners of the convex hull of the voxels in a slice. */
function sliceCorners({ data, size: [nx, ny] }: PaddedMask, z: number): Pixel[] {
  const left: Pixel[] = [];
  const right: Pixel[] = [];
  for (let y = 0; y < ny; y++) {
    const row = nx * (y + ny * z);
    let first = 0;
    while (first < nx && data[row + first] === 0) first++;
    if (first === nx) continue;
    let last = nx - 1;
    while (data[row + last] === 0) last--;
    extend(left, [first, y], 1);
    extend(right, [last, y], -1);
  }
  return left.concat(right);
}

/** Appends a point to a convex chain, dropping those that it takes out of the hull. */
function extend(chain: Pixel[], [x, y]: Pixel, side: 1 | -1): void {
  for (let n = chain.length; n >= 2; n--) {
    const [ax, ay] = chain[n - 2];
    const [bx, by] = chain[n - 1];
    if (side * ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) < 0) break;
    chain.pop();
  }
  chain.push([x, y]);
}
