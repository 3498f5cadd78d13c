import type { PaddedMask } from "../../morphology/padded-mask.ts";
import { measureVoxels } from "../../morphology/voxel-moments.ts";
import { mapVec3 } from "../../volume/vec3.ts";
import type { Vec3 } from "../../volume/volume.ts";

/** 2 √λ in mm, largest first: λ are the eigenvalues of the covariance of voxel centres, divided by N. */
export function semiAxes(mask: PaddedMask, spacing: Vec3): Vec3 {
  const { voxels, variances } = measureVoxels(mask, spacing);
  return mapVec3(variances, (variance) => 2 * Math.sqrt((variance * (voxels - 1)) / voxels));
}
