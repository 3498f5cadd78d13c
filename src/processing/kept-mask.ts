import { type Box, crop, wholeBox } from "../volume/box.ts";
import { asMask, type Mask } from "../volume/mask.ts";
import {
  countGridVoxels,
  type Grid,
  gridOf,
  type Identity,
  identityOf,
  type Volume,
  type VoxelArray,
} from "../volume/volume.ts";
import { reframe } from "./resample.ts";

/**
 * A mask of which only the bounding box of its region is kept, so that many masks fit into memory.
 */
export interface KeptMask {
  /** The part of the mask in `box`: 0 and 1, or what the settings make a region of. */
  readonly kept: Volume;
  /** Bounding box of the region on `grid`. */
  readonly box: Box;
  /** The grid of the whole mask. */
  readonly grid: Grid & Identity;
}

/** @throws VoxomicsError `invalid-mask` or `empty-mask` */
export function keepMask(volume: Volume): KeptMask {
  const { mask, box } = asMask(volume);
  return { kept: crop(mask, box), box, grid: { ...gridOf(volume), ...identityOf(volume) } };
}

/** The whole mask on its own grid. */
export function restoreMask({ kept, box, grid }: KeptMask): Volume {
  if (kept.data instanceof Uint8Array) {
    return { ...reframe(kept as Mask, box, grid, wholeBox(grid)), ...identityOf(grid) };
  }
  const [nx, ny] = grid.size;
  const TypedArray = kept.data.constructor as new (length: number) => VoxelArray;
  const data = new TypedArray(countGridVoxels(grid));
  const [mx, my, mz] = kept.size;
  for (let z = 0, from = 0; z < mz; z++) {
    for (let y = 0; y < my; y++, from += mx) {
      const to = box.min[0] + nx * (box.min[1] + y + ny * (box.min[2] + z));
      data.set(kept.data.subarray(from, from + mx), to);
    }
  }
  return { ...gridOf(grid), ...identityOf(grid), data };
}
