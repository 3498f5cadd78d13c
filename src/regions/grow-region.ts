import { reframe } from "../processing/resample.ts";
import { checkValue, completed } from "../schema/check.ts";
import { boundingBox, wholeBox } from "../volume/box.ts";
import { checkMask, type Mask } from "../volume/mask.ts";
import { type CroppedRegion, cropRegion } from "./cropped-region.ts";
import { ringOf } from "./margin-step.ts";
import { grown, type Ring, rimmed, ringed, shrunk } from "./margins.ts";
import { ringSchema } from "./mask-settings.ts";

/**
 * A region grown by a margin: the voxels whose centre lies at most `mm` from the centre of a voxel of the region. The
 * image ends it. An empty region stays empty.
 *
 * @param mm above 0; a distance that exceeds it by less than a part in 10⁹ counts as `mm`
 * @throws VoxomicsError `invalid-volume`, `invalid-mask`, `invalid-settings`
 *
 * @example
 * ```ts
 * import { countVoxels, growRegion } from "voxomics";
 *
 * console.log(countVoxels(growRegion(mask, 3)) - countVoxels(mask)); // voxels within 3 mm around it
 * ```
 */
export function growRegion(mask: Mask, mm: number): Mask {
  checkMargin(mm, "mm");
  return changed(mask, (region, grid) => grown(region, mm, grid));
}

/**
 * A region shrunk by a margin: its voxels whose centre lies farther than `mm` from the centre of every voxel outside
 * of it. What lies beyond the image does not count as outside. The result can be empty.
 *
 * @param mm above 0; a distance that exceeds it by less than a part in 10⁹ counts as `mm`
 * @throws VoxomicsError `invalid-volume`, `invalid-mask`, `invalid-settings`
 *
 * @example
 * ```ts
 * import { countVoxels, shrinkRegion } from "voxomics";
 *
 * console.log(countVoxels(shrinkRegion(mask, 2)), "of", countVoxels(mask));
 * ```
 */
export function shrinkRegion(mask: Mask, mm: number): Mask {
  checkMargin(mm, "mm");
  return changed(mask, (region, grid) => shrunk(region, mm, grid));
}

/**
 * The ring around a region: the voxels outside of it that `growRegion` adds; with two distances those that lie farther
 * than `inner` from it and not farther than `outer`.
 *
 * @param ring the outer distance in mm, or both
 * @throws VoxomicsError `invalid-volume`, `invalid-mask`, `invalid-settings`
 *
 * @example
 * ```ts
 * import { extract, ringAround } from "voxomics";
 *
 * const peritumoural = ringAround(mask, { inner: 1, outer: 6 }); // mm
 * console.log(extract(image, peritumoural).roi.morphologicalVoxels);
 * ```
 */
export function ringAround(mask: Mask, ring: number | Ring): Mask {
  const both = ringOf(completed(ringSchema, ring, "ring"));
  return changed(mask, (region, grid) => ringed(region, both, grid));
}

/**
 * The rim of a region: its voxels that `shrinkRegion` takes away.
 *
 * @param mm above 0
 * @throws VoxomicsError `invalid-volume`, `invalid-mask`, `invalid-settings`
 *
 * @example
 * ```ts
 * import { countVoxels, rimOf } from "voxomics";
 *
 * console.log(countVoxels(rimOf(mask, 2))); // voxels within 2 mm of one outside
 * ```
 */
export function rimOf(mask: Mask, mm: number): Mask {
  checkMargin(mm, "mm");
  return changed(mask, (region, grid) => rimmed(region, mm, grid));
}

function checkMargin(mm: number, name: string): void {
  checkValue(Number.isFinite(mm) && mm > 0, name, mm, "a number of mm above 0");
}

/** A mask whose region is changed, on its whole grid. */
function changed(mask: Mask, change: (region: CroppedRegion, grid: Mask) => CroppedRegion): Mask {
  const checked = checkMask(mask);
  const own = boundingBox(checked);
  if (own === null) return { ...checked, data: checked.data.slice() };
  const { mask: made, box } = change(cropRegion(checked, own), checked);
  return { ...checked, data: reframe(made, box, checked, wholeBox(checked)).data };
}
