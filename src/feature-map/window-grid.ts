import type { Vec3, Volume } from "../volume/volume.ts";
import { reachOf } from "./kernel.ts";
import type { MapFeature } from "./map-features.ts";
import type { NeighbourhoodVoxels } from "./neighbourhood-voxels.ts";

/** The grid of a region with padding, so that a kernel at its border stays within the arrays. */
export interface WindowGrid {
  /** Voxels along x, y, z, padding included. */
  readonly size: Vec3;
  /** Width of the padding along x, y, z. */
  readonly pad: Vec3;
  /** N_g. */
  readonly levelCount: number;
  /** Grey level of each voxel; 0 for a voxel that is in no neighbourhood. */
  readonly levels: Uint16Array;
  /** For each voxel, 1 if it belongs to the shape of neighbourhoods; empty unless GLDZM is mapped. */
  readonly shape: Uint8Array;
  /** Intensity of each voxel; empty unless statistics are mapped. */
  readonly intensities: Float64Array;
}

/**
 * The padded grid for a kernel, with the arrays that the features need.
 *
 * @param offsets of the kernel, in voxels
 */
export function windowGrid(
  image: Volume<Float64Array>,
  { levels, shape }: NeighbourhoodVoxels,
  offsets: readonly Vec3[],
  features: readonly MapFeature[],
): WindowGrid {
  const { size } = image;
  const pad = reachOf(offsets);
  const families = new Set(features.map(({ family }) => family));
  return {
    size: [size[0] + 2 * pad[0], size[1] + 2 * pad[1], size[2] + 2 * pad[2]],
    pad,
    levelCount: levels.levels,
    levels: padded(levels.data, size, pad),
    shape: families.has("gldzm") ? padded(shape, size, pad) : new Uint8Array(0),
    intensities: families.has("statistics") ? padded(image.data, size, pad) : new Float64Array(0),
  };
}

/** Flat index on the padded grid of a voxel [x, y, z] of the region's grid. */
export function indexOn({ size, pad }: WindowGrid, [x, y, z]: Vec3): number {
  return x + pad[0] + size[0] * (y + pad[1] + size[1] * (z + pad[2]));
}

/** The data of a volume, surrounded by px, py, pz layers of 0. */
function padded<A extends Uint8Array | Uint16Array | Float64Array>(
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
