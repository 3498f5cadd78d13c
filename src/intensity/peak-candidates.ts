import { fresh, type Workspace } from "../base/workspace.ts";
import { boundingBox, boxSize } from "../volume/box.ts";
import type { Mask } from "../volume/mask.ts";
import { mapVec3 } from "../volume/vec3.ts";
import type { Vec3, Volume } from "../volume/volume.ts";
import { voxelSphere } from "./sphere.ts";
import { sphereSums } from "./sphere-sums.ts";

/**
 * The centres whose spheres of `radius` (mm) may have a mean above `known`: all centres whose spheres
 * do, and in most images few others.
 *
 * The image is divided into blocks of 2 × 2 × 2 voxels. All spheres around the voxels of one block
 * contain the same core of blocks and lie within the same hull of blocks. The sum of x - known over
 * such a sphere is at most the sum of the positive terms in the hull plus the sum of the negative
 * terms in the core. If this bound is not above 0, no mean is above `known`.
 */
export function peakCandidates(
  image: Volume<Float64Array>,
  centres: Mask,
  radius: number,
  known: number,
  workspace = fresh,
): Mask {
  const size = mapVec3(image.size, (n) => (n + 1) >> 1);
  // the indices of voxels in blocks whose indices differ by d differ by 2 d - 1 to 2 d + 1
  const hull = voxelSphere(radius, size, image.spacing, (d) => Math.max(0, 2 * d - 1));
  const core = voxelSphere(radius, size, image.spacing, (d) => 2 * d + 1);
  if (core.length === 0) return centres;

  const { above, below, occupied } = sumBlocks(image, centres, known, size, workspace);
  const blocks: Mask = { ...image, size, data: occupied };
  const box = boundingBox(blocks);
  if (box === null) return centres;
  const gain = sphereSums(above, blocks, box, hull, workspace);
  const loss = sphereSums(below, blocks, box, core, workspace);

  const [bx, by, bz] = boxSize(box);
  const data = workspace.bytes(centres.data.length);
  for (let z = 0, b = 0; z < bz; z++) {
    for (let y = 0; y < by; y++) {
      for (let x = 0; x < bx; x++, b++) {
        if (gain[b] <= loss[b] * (1 - 1e-9)) continue; // a rounding error must not exclude a block
        copyBlock(centres, box.min[0] + x, box.min[1] + y, box.min[2] + z, data);
      }
    }
  }
  return { ...centres, data };
}

/**
 * For each block, the sum of the positive x - known (`above`), minus the sum of the negative ones
 * (`below`), and 1 if a centre is in the block (`occupied`).
 */
function sumBlocks(
  { data, size: [nx, ny, nz] }: Volume<Float64Array>,
  centres: Mask,
  known: number,
  [bx, by, bz]: Vec3,
  { floats, bytes }: Workspace,
): { above: Float64Array; below: Float64Array; occupied: Uint8Array } {
  const inside = centres.data;
  const above = floats(bx * by * bz);
  const below = floats(above.length);
  const occupied = bytes(above.length);
  for (let z = 0, v = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      const row = bx * ((y >> 1) + by * (z >> 1));
      for (let x = 0; x < nx; x++, v++) {
        const b = row + (x >> 1);
        occupied[b] |= inside[v];
        const excess = data[v] - known;
        if (excess > 0) {
          if (excess < Number.POSITIVE_INFINITY) above[b] += excess;
        } else if (excess > Number.NEGATIVE_INFINITY) below[b] -= excess;
      }
    }
  }
  return { above, below, occupied };
}

/** Copies the voxels of block (x, y, z) from a mask. */
function copyBlock(
  { data, size: [nx, ny, nz] }: Mask,
  x: number,
  y: number,
  z: number,
  out: Uint8Array,
): void {
  for (let vz = 2 * z; vz < Math.min(nz, 2 * z + 2); vz++) {
    for (let vy = 2 * y; vy < Math.min(ny, 2 * y + 2); vy++) {
      for (let vx = 2 * x; vx < Math.min(nx, 2 * x + 2); vx++) {
        const v = vx + nx * (vy + ny * vz);
        out[v] = data[v];
      }
    }
  }
}
