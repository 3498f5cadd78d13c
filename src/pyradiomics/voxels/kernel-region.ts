import { once } from "../../base/once.ts";
import type { LevelVolume } from "../../processing/discretise.ts";
import { type Box, crop, intersectBoxes, wholeBox, widenBox } from "../../volume/box.ts";
import type { Vec3 } from "../../volume/volume.ts";
import { type ClassRegion, regionOfLevels } from "../classes/class-region.ts";
import type { PlaneSettings } from "../image-types/image-type.ts";

/** What the kernels of a region are cut out of. */
export interface KernelSource extends Pick<ClassRegion, "image" | "mask" | "presentLevels"> {
  /** Grey levels of all voxels that kernels may have, with x first. */
  readonly levels: LevelVolume;
}

/**
 * The voxels around one voxel, as feature classes take a region: those of the source's mask within a radius,
 * with the grey levels that they have in the whole; with `force2D` in the plane of the voxel.
 *
 * @param centre may lie outside the mask
 */
export function kernelRegion(
  { image, mask, levels, presentLevels }: KernelSource,
  centre: Vec3,
  radius: number,
  planes: PlaneSettings,
): ClassRegion {
  const box = kernelBox(centre, radius, planes, image.size);
  const inside = crop(mask, box);
  const volumes = { image: crop(image, box), mask: inside, shapeMask: inside };
  const cut = once(() => ({ ...crop(levels, box), levels: levels.levels }));
  return regionOfLevels(volumes, cut, presentLevels, planes);
}

function kernelBox(centre: Vec3, radius: number, planes: PlaneSettings, size: Vec3): Box {
  const { force2D, force2Ddimension } = planes;
  const reach = [0, 1, 2].map((axis) => (force2D && axis === 2 - force2Ddimension ? 0 : radius));
  const around = widenBox({ min: centre, max: centre }, [reach[0], reach[1], reach[2]]);
  return intersectBoxes(around, wholeBox({ size }));
}
