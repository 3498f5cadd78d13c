import { checkArgument } from "../schema/check-argument.ts";
import { checkSameGrid } from "../volume/geometry.ts";
import { checkMask } from "../volume/mask.ts";
import { checkVolume } from "../volume/volume.ts";
import { finiteMask, type NonFinite } from "./finite-mask.ts";
import type { Region } from "./region.ts";

/**
 * Checks a region that a caller passes in, which may be built by hand. Under `exclude`, voxels
 * without a finite intensity are removed from its intensity mask.
 *
 * @throws VoxomicsError `invalid-argument` for what is no region, `invalid-volume`, `invalid-mask`,
 *   `geometry-mismatch`, `invalid-intensity`
 */
export function checkRegion(region: Region, nonFinite: NonFinite): Region {
  checkArgument(region, "region", {
    image: "object",
    morphologicalMask: "object",
    intensityMask: "object",
  });
  const image = checkVolume(region.image, "region.image");
  const morphologicalMask = checkMask(region.morphologicalMask);
  const given = checkMask(region.intensityMask);
  checkSameGrid(image, morphologicalMask);
  checkSameGrid(image, given);
  const intensityMask = finiteMask(image, given, nonFinite);
  return { ...region, image, morphologicalMask, intensityMask };
}
