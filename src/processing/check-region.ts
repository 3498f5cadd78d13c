import { checkSameGrid } from "../volume/geometry.ts";
import { checkMask } from "../volume/mask.ts";
import { checkVolume } from "../volume/volume.ts";
import { checkIntensities } from "./check-intensities.ts";
import type { Region } from "./region.ts";

/**
 * Checks a region as it comes from outside, built by hand maybe.
 *
 * @throws VoxomicsError `invalid-volume`, `invalid-mask`, `geometry-mismatch`, `invalid-intensity`
 */
export function checkRegion(region: Region): Region {
  const image = checkVolume(region.image, "image");
  const morphologicalMask = checkMask(region.morphologicalMask);
  const intensityMask = checkMask(region.intensityMask);
  checkSameGrid(image, morphologicalMask);
  checkSameGrid(image, intensityMask);
  checkIntensities(image, intensityMask);
  return { ...region, image, morphologicalMask, intensityMask };
}
