import { boundingBox, crop } from "../volume/box.ts";
import { toMask } from "../volume/mask.ts";
import { placeMask } from "../volume/place-mask.ts";
import { gridOf, type Volume } from "../volume/volume.ts";

/**
 * A function that makes a mask again. Between its calls only the box of the region is kept, so that
 * there is room for many.
 *
 * @throws VoxomicsError `invalid-mask` or `empty-mask`
 */
export function keepMask(volume: Volume): () => Volume {
  const mask = toMask(volume);
  const box = boundingBox(mask);
  if (box === null) return () => mask;
  const kept = crop(mask, box);
  const grid = gridOf(volume);
  return () => placeMask(kept, grid).mask;
}
