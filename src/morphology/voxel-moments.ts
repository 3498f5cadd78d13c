import { symmetricEigen } from "../math/eigen.ts";
import type { Vec3 } from "../volume/volume.ts";
import type { PaddedMask } from "./padded-mask.ts";

/** Count, centre and principal variances of a mask's voxel centres. */
export interface VoxelMoments {
  readonly voxels: number;
  /** Mean position in mm, from the centre of the box's first voxel. */
  readonly centre: Vec3;
  /**
   * Eigenvalues of the covariance matrix, divided by N - 1, in mm², largest first. 0 along a
   * direction in which the region is one voxel thick; NaN for a single voxel.
   */
  readonly variances: Vec3;
}

/** A variance below this part of the largest one is the rounding error of 0. */
const FLAT = 1e-12;

/**
 * Moments of the voxel centres, from sums over rows.
 *
 * @param spacing in mm along x, y, z
 */
export function measureVoxels(mask: PaddedMask, [sx, sy, sz]: Vec3): VoxelMoments {
  const { data, size } = mask;
  const [nx, ny, nz] = size;
  const words = new Uint32Array(data.buffer); // four voxels of a row at once
  // offsets from the middle of the grid keep the sums small; doubled they are integers
  let n = 0;
  let [x1, y1, z1] = [0, 0, 0];
  let [xx, yy, zz, xy, xz, yz] = [0, 0, 0, 0, 0, 0];
  for (let z = 0, row = 0; z < nz; z++) {
    const w = 2 * z - nz + 1;
    for (let y = 0; y < ny; y++, row += nx) {
      let count = 0;
      let sum = 0;
      let squares = 0;
      for (let k = 0; k < nx; k += 4) {
        const four = words[(row + k) >> 2];
        if (four === 0) continue;
        const u = 2 * k - nx + 1;
        if (four === 0x01010101) {
          count += 4;
          sum += 4 * u + 12;
          squares += 4 * u * u + 24 * u + 56;
          continue;
        }
        for (let b = 0; b < 4; b++) {
          const inside = (four >>> (8 * b)) & 1;
          const w = (u + 2 * b) * inside;
          count += inside;
          sum += w;
          squares += w * w;
        }
      }
      if (count === 0) continue;
      const v = 2 * y - ny + 1;
      n += count;
      x1 += sum;
      y1 += v * count;
      z1 += w * count;
      xx += squares;
      yy += v * v * count;
      zz += w * w * count;
      xy += v * sum;
      xz += w * sum;
      yz += v * w * count;
    }
  }

  const covariance = (ab: number, a: number, b: number) => (ab - (a * b) / n) / (4 * (n - 1));
  const cxy = covariance(xy, x1, y1) * sx * sy;
  const cxz = covariance(xz, x1, z1) * sx * sz;
  const cyz = covariance(yz, y1, z1) * sy * sz;
  const { values } = symmetricEigen([
    covariance(xx, x1, x1) * sx * sx, cxy, cxz,
    cxy, covariance(yy, y1, y1) * sy * sy, cyz,
    cxz, cyz, covariance(zz, z1, z1) * sz * sz,
  ]); // biome-ignore format: a matrix reads as a matrix
  const variance = (k: number) => (values[k] < FLAT * values[0] ? 0 : values[k]);
  const mean = (sum: number, length: number, s: number) => s * ((sum / n + length - 1) / 2 - 1);
  return {
    voxels: n,
    centre: [mean(x1, nx, sx), mean(y1, ny, sy), mean(z1, nz, sz)],
    variances: [variance(0), variance(1), variance(2)],
  };
}
