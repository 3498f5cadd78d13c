import { VoxomicsError } from "../messages/errors.ts";
import type { ResampleSettings } from "../processing/resample-settings.ts";
import { type Box, boundingBox, crop, shiftBox } from "../volume/box.ts";
import { countVoxels, type Mask } from "../volume/mask.ts";
import { sampleTurned } from "./move-image.ts";
import { boxInMoved, gridOfBox, inField, type MovedGrid } from "./moved-grid.ts";
import { sampleReach } from "./sample-moved.ts";
import type { BoxedMask } from "./volume-change.ts";

/**
 * A mask resampled to the moved grid, cropped to the box of its voxels.
 *
 * @param mask on the image's grid, its axes not turned
 * @param around the box of the mask after its axes were turned by right angles
 * @throws VoxomicsError `empty-mask`
 */
export function moveMask(
  mask: Mask,
  moved: MovedGrid,
  around: Box,
  { maskInterpolation, maskThreshold }: ResampleSettings,
): BoxedMask {
  // more than a voxel from the region every sample is 0, except with splines, which ring
  const reach = maskInterpolation === "cubic" ? sampleReach.cubic : 1;
  const box = boxInMoved(moved, around, reach);
  const values = sampleTurned(mask, moved, box, maskInterpolation);
  // an interpolated value that equals the threshold in theory misses it by rounding
  const threshold = maskThreshold - 1e-7;
  const data = new Uint8Array(values.length);
  for (let v = 0; v < data.length; v++) data[v] = values[v] >= threshold ? 1 : 0;
  const placed = withinField({ ...gridOfBox(moved, box), data }, moved, box);
  const own = boundingBox(placed);
  if (own === null) {
    throw new VoxomicsError(
      "empty-mask",
      `mask is empty after it was moved: it had ${countVoxels(mask)} voxels, and none of ${moved.spacing.join(" × ")} mm reaches the threshold ${maskThreshold} (${maskInterpolation})`,
      { voxels: countVoxels(mask), spacing: moved.spacing, maskThreshold },
    );
  }
  return { mask: crop(placed, own), box: shiftBox(own, box.min) };
}

/** A mask on a box of the moved grid, without the voxels whose centres lie outside the image. */
export function withinField(mask: Mask, moved: MovedGrid, { min }: Box): Mask {
  const [nx, ny, nz] = mask.size;
  const data = mask.data.slice();
  for (let z = 0, v = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, v++) {
        if (data[v] !== 0 && !inField(moved, [min[0] + x, min[1] + y, min[2] + z])) data[v] = 0;
      }
    }
  }
  return { ...mask, data };
}
