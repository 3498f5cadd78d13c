import { fresh } from "../base/workspace.ts";
import type { Box } from "../volume/box.ts";
import { boxSize, growBox } from "../volume/box.ts";
import type { Mask } from "../volume/mask.ts";
import type { Vec3, Volume } from "../volume/volume.ts";
import { type Sphere, sphereVoxels } from "./sphere.ts";
import { sphereSums } from "./sphere-sums.ts";

/** Mean of the finite intensities in the sphere around voxel (cx, cy, cz). */
export function sphereMean(
  { data, size: [nx, ny, nz] }: Volume<Float64Array>,
  sphere: Sphere,
  [cx, cy, cz]: Vec3,
): number {
  let sum = 0;
  let count = 0;
  for (let z = Math.max(0, cz - sphere.length + 1); z < Math.min(nz, cz + sphere.length); z++) {
    const disc = sphere[Math.abs(z - cz)];
    for (let y = Math.max(0, cy - disc.length + 1); y < Math.min(ny, cy + disc.length); y++) {
      const h = disc[Math.abs(y - cy)];
      const row = nx * (y + ny * z);
      const last = row + Math.min(nx - 1, cx + h);
      for (let v = row + Math.max(0, cx - h); v <= last; v++) {
        if (!Number.isFinite(data[v])) continue;
        sum += data[v];
        count++;
      }
    }
  }
  return sum / count;
}

/** The centre whose sphere has the largest mean of finite intensities; `box` contains all centres. */
export function highestMean(
  image: Volume<Float64Array>,
  centres: Mask,
  box: Box,
  sphere: Sphere,
  workspace = fresh,
): Vec3 {
  const finite = finiteVoxels(image.data);
  const values = finite === null ? image.data : image.data.map((x, v) => (finite[v] ? x : 0));
  const sums = sphereSums(values, centres, box, sphere, workspace);
  // all spheres have the same number of voxels if none meets the border or a non-finite voxel
  const counts =
    finite === null && isInside(sphere, box, image.size)
      ? workspace.floats(sums.length).fill(sphereVoxels(sphere))
      : sphereSums(
          finite ?? workspace.floats(values.length).fill(1),
          centres,
          box,
          sphere,
          workspace,
        );

  const [nx, ny] = image.size;
  const [bx, by, bz] = boxSize(box);
  const [x0, y0, z0] = box.min;
  let highest = Number.NEGATIVE_INFINITY;
  let best = box.min;
  for (let z = 0, b = 0; z < bz; z++) {
    for (let y = 0; y < by; y++) {
      const row = x0 + nx * (y0 + y + ny * (z0 + z));
      for (let x = 0; x < bx; x++, b++) {
        if (centres.data[row + x] === 0 || sums[b] / counts[b] <= highest) continue;
        highest = sums[b] / counts[b];
        best = [x0 + x, y0 + y, z0 + z];
      }
    }
  }
  return best;
}

/** For each value 1 if it is finite, else 0; null if all are finite. */
function finiteVoxels(data: Float64Array): Float64Array | null {
  let check = 0; // NaN from the first non-finite value on
  for (let v = 0; v < data.length; v++) check += data[v] * 0;
  return check === 0 ? null : data.map((x) => (Number.isFinite(x) ? 1 : 0));
}

/** Whether no sphere around a voxel of the box reaches beyond the grid. */
function isInside(sphere: Sphere, box: Box, size: Vec3): boolean {
  const reach: Vec3 = [sphere[0][0], sphere[0].length - 1, sphere.length - 1];
  const grown = boxSize(growBox(box, reach, size));
  return boxSize(box).every((n, a) => n + 2 * reach[a] === grown[a]);
}
