import type { Vec3 } from "../volume/volume.ts";

/** A region as kernels see it: padded, so that they can reach past its border. */
export interface WindowGrid {
  /** Voxels along x, y, z, padding included. */
  readonly size: Vec3;
  /** Width of the padding along x, y, z. */
  readonly pad: Vec3;
  /** N_g. */
  readonly levelCount: number;
  /** Grey levels, 0 where a voxel is in no neighbourhood. */
  readonly levels: Uint16Array;
  /** 1 where a voxel belongs to the shape of a neighbourhood. */
  readonly shape: Uint8Array;
  readonly intensities: Float64Array;
}

/** The data of a volume in the middle of 0. */
export function padded<A extends Uint8Array | Uint16Array | Float64Array>(
  data: A,
  [nx, ny, nz]: Vec3,
  [px, py, pz]: Vec3,
): A {
  const [mx, my, mz] = [nx + 2 * px, ny + 2 * py, nz + 2 * pz];
  const out = new (data.constructor as new (length: number) => A)(mx * my * mz);
  for (let z = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      const from = nx * (y + ny * z);
      out.set(data.subarray(from, from + nx), px + mx * (y + py + my * (z + pz)));
    }
  }
  return out;
}
