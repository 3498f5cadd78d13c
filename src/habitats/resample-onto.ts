import { indexToWorld, worldToIndex } from "../volume/geometry.ts";
import { checkSameFrame } from "../volume/same-frame.ts";
import {
  checkGrid,
  checkVolume,
  countGridVoxels,
  type Grid,
  gridOf,
  type Identity,
  identityOf,
  type Vec3,
  type Volume,
} from "../volume/volume.ts";

/** Positions this close to a voxel centre, in voxels, have its value: they miss it by rounding alone. */
const tie = 1e-6;

/**
 * An image on the grid of another image of the same patient, by linear interpolation between the eight voxels around
 * each position; NaN beyond the outer voxel centres.
 *
 * @throws VoxomicsError `invalid-volume`, `geometry-mismatch` for images of different frames of reference
 *
 * @example
 * ```ts
 * import { resampleOnto } from "voxomics/habitats";
 *
 * console.log(resampleOnto(image, mask).size); // that of the mask, whose grid may be another one
 * ```
 */
export function resampleOnto(image: Volume, grid: Grid & Identity): Volume<Float64Array> {
  checkVolume(image, "image");
  const target = gridOf(checkGrid(grid, "grid"));
  checkSameFrame(grid, image, "image");
  const data = new Float64Array(countGridVoxels(target));
  const [nx, ny, nz] = target.size;
  const at = new Float64Array(3);
  const index = (v: Vec3) => worldToIndex(image, indexToWorld(target, v));
  for (let z = 0, v = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      const start = index([0, y, z]);
      const next = index([1, y, z]);
      for (let x = 0; x < nx; x++, v++) {
        for (let a = 0; a < 3; a++) at[a] = start[a] + x * (next[a] - start[a]);
        data[v] = linearAt(image, at);
      }
    }
  }
  return { ...target, ...identityOf(image), data };
}

/** The value at a fractional index; NaN outside. A voxel without a weight does not count. */
function linearAt({ data, size: [nx, ny, nz] }: Volume, at: Float64Array): number {
  const size = [nx, ny, nz];
  for (let a = 0; a < 3; a++) {
    const near = Math.round(at[a]);
    if (Math.abs(at[a] - near) < tie) at[a] = near;
    if (at[a] < 0 || at[a] > size[a] - 1) return Number.NaN;
  }
  const [x, y, z] = [Math.floor(at[0]), Math.floor(at[1]), Math.floor(at[2])];
  const [u, v, w] = [at[0] - x, at[1] - y, at[2] - z];
  let sum = 0;
  for (let corner = 0; corner < 8; corner++) {
    const [i, j, k] = [corner & 1, (corner >> 1) & 1, corner >> 2];
    const weight = (i ? u : 1 - u) * (j ? v : 1 - v) * (k ? w : 1 - w);
    if (weight > 0) sum += weight * data[x + i + nx * (y + j + ny * (z + k))];
  }
  return sum;
}
