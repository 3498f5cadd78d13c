import { type Box, boundingBox, crop, wholeBox } from "../volume/box.ts";
import { asMask, type Mask } from "../volume/mask.ts";
import { type Grid, gridOf, type Identity, identityOf, type Volume } from "../volume/volume.ts";
import { reframe } from "./resample.ts";

/** A mask of which only the box of its region is kept, so that there is room for many. */
export interface KeptMask {
  readonly kept: Mask;
  /** Where the kept part lies on the mask's own grid. */
  readonly box: Box;
  readonly grid: Grid & Identity;
}

/** @throws VoxomicsError `invalid-mask` or `empty-mask` */
export function keepMask(volume: Volume): KeptMask {
  const mask = asMask(volume);
  const box = boundingBox(mask) as Box; // it is not empty
  return { kept: crop(mask, box), box, grid: { ...gridOf(volume), ...identityOf(volume) } };
}

/** The whole mask again. */
export function restoreMask({ kept, box, grid }: KeptMask): Mask {
  return { ...reframe(kept, box, grid, wholeBox(grid)), ...identityOf(grid) };
}
