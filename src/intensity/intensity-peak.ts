import type { Box } from "../volume/box.ts";
import { boundingBox, boxSize, growBox } from "../volume/box.ts";
import type { Mask } from "../volume/mask.ts";
import type { Vec3, Volume } from "../volume/volume.ts";
import { type Sphere, sphereVoxels, voxelSphere } from "./sphere.ts";
import { sphereSums } from "./sphere-sums.ts";

/**
 * The largest mean intensity over a sphere of `radius` (mm) around any voxel of `centres`.
 *
 * The mean runs over every voxel of the image whose centre lies within the sphere, those beyond
 * the image left out, and so are those without a finite intensity.
 *
 * @param centres a non-empty mask on the image's grid, with finite intensities
 */
export function intensityPeak(image: Volume<Float64Array>, centres: Mask, radius: number): number {
  const box = boundingBox(centres) as Box;
  const sphere = voxelSphere(radius, image.size, image.spacing);
  const finite = finiteVoxels(image);
  const sums = sphereSums(
    finite === null ? image.data : masked(image, finite),
    centres,
    box,
    sphere,
  );
  // every sphere is complete unless one meets a border or a voxel that does not count
  const voxels =
    finite === null && isInside(sphere, box, image.size)
      ? null
      : sphereSums(finite ?? new Float64Array(image.data.length).fill(1), centres, box, sphere);
  return sphereMean(image, sphere, highestMean(centres, box, sums, voxels, sphereVoxels(sphere)));
}

/** Index of the centre whose sphere has the largest mean. */
function highestMean(
  { data, size: [nx, ny] }: Mask,
  box: Box,
  sums: Float64Array,
  voxels: Float64Array | null,
  complete: number,
): Vec3 {
  const [bx, by, bz] = boxSize(box);
  const [x0, y0, z0] = box.min;
  let highest = Number.NEGATIVE_INFINITY;
  let best: Vec3 = box.min;
  for (let z = 0, b = 0; z < bz; z++) {
    for (let y = 0; y < by; y++) {
      const row = x0 + nx * (y0 + y + ny * (z0 + z));
      for (let x = 0; x < bx; x++, b++) {
        if (data[row + x] === 0) continue;
        const mean = sums[b] / (voxels === null ? complete : voxels[b]);
        if (mean > highest) {
          highest = mean;
          best = [x0 + x, y0 + y, z0 + z];
        }
      }
    }
  }
  return best;
}

/** Mean over the sphere around one voxel, straight from the definition. */
function sphereMean(
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
      for (let x = Math.max(0, cx - h); x <= Math.min(nx - 1, cx + h); x++) {
        if (!Number.isFinite(data[row + x])) continue;
        sum += data[row + x];
        count++;
      }
    }
  }
  return sum / count;
}

/** 1 where the intensity is finite, else 0; null if it is everywhere. */
function finiteVoxels({ data }: Volume<Float64Array>): Float64Array | null {
  let check = 0; // NaN as soon as one is not finite
  for (let v = 0; v < data.length; v++) check += data[v] * 0;
  return check === 0 ? null : data.map((x) => (Number.isFinite(x) ? 1 : 0));
}

/** The intensities, 0 where they are not finite. */
function masked({ data }: Volume<Float64Array>, finite: Float64Array): Float64Array {
  return data.map((x, v) => (finite[v] === 1 ? x : 0));
}

/** Whether no sphere around a voxel of the box reaches beyond the grid. */
function isInside(sphere: Sphere, box: Box, size: Vec3): boolean {
  const reach: Vec3 = [sphere[0][0], sphere[0].length - 1, sphere.length - 1];
  const grown = boxSize(growBox(box, reach, size));
  return boxSize(box).every((n, a) => n + 2 * reach[a] === grown[a]);
}
