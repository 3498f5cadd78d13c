import { type Box, boxSize, growBox, scanVolume, wholeBox } from "../../volume/box.ts";
import type { Mask } from "../../volume/mask.ts";
import type { Vec3 } from "../../volume/volume.ts";

/** The voxels that features see: the box of a region, grown by `margin` voxels within the image. */
export function seenBox(mask: Mask, margin: number): Box {
  const box = scanVolume(mask).box ?? wholeBox(mask);
  return growBox(box, [margin, margin, margin], mask.size);
}

/**
 * Copies the values of a part to where it lies in a volume.
 *
 * @param from the first voxel that is copied, in the part
 * @param box where the values lie in the volume
 */
export function placePart(
  part: Float32Array | Float64Array,
  partSize: Vec3,
  from: Vec3,
  out: Float32Array | Float64Array,
  size: Vec3,
  box: Box,
): void {
  const [mx, my, mz] = boxSize(box);
  for (let z = 0; z < mz; z++) {
    for (let y = 0; y < my; y++) {
      const row = from[0] + partSize[0] * (from[1] + y + partSize[1] * (from[2] + z));
      const to = box.min[0] + size[0] * (box.min[1] + y + size[1] * (box.min[2] + z));
      out.set(part.subarray(row, row + mx), to);
    }
  }
}
