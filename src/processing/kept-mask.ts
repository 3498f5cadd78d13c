import { type Box, crop, wholeBox } from "../volume/box.ts";
import { asMask, type Mask } from "../volume/mask.ts";
import { type Grid, gridOf, type Identity, identityOf, type Volume } from "../volume/volume.ts";
import { reframe } from "./resample.ts";

/**
 * A mask of which only the bounding box of its region is kept, so that many masks fit into memory.
 */
export interface KeptMask {
  /** The part of the mask in `box`. */
  readonly kept: Mask;
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
export function restoreMask({ kept, box, grid }: KeptMask): Mask {
  return { ...reframe(kept, box, grid, wholeBox(grid)), ...identityOf(grid) };
}
