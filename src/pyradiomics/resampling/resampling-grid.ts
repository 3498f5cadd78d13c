import { type Box, boxSize } from "../../volume/box.ts";
import { indexToWorld } from "../../volume/geometry.ts";
import { mapVec3, perAxis } from "../../volume/vec3.ts";
import type { Grid, Vec3 } from "../../volume/volume.ts";

/**
 * The spacing that is resampled to: 0, and an axis on which the region has one voxel, keep that of the mask.
 */
export function spacingAfter(asked: Vec3, mask: Grid, region: Box): Vec3 {
  const size = boxSize(region);
  return mapVec3(asked, (s, a) => (s === 0 || size[a] === 1 ? mask.spacing[a] : s));
}

/** Whether an image already has a spacing, as numpy's `allclose` compares. */
export function hasSpacing({ spacing }: Grid, wanted: Vec3): boolean {
  return spacing.every((s, a) => Math.abs(s - wanted[a]) <= 1e-8 + 1e-5 * Math.abs(wanted[a]));
}

/**
 * The grid of another spacing over a region and the voxels around it. Its voxels begin at the outer corner of
 * the mask's first voxel, and it does not reach beyond the mask's grid.
 *
 * @param region box of the region, on the mask's grid
 * @param pad voxels of the new grid around the region
 */
export function resamplingGrid(mask: Grid, region: Box, spacing: Vec3, pad: number): Grid {
  const axes = perAxis((a) => {
    const ratio = mask.spacing[a] / spacing[a];
    const last = Math.ceil(mask.size[a] * ratio) - 1;
    const from = Math.max(0, Math.floor((region.min[a] - 0.5) * ratio - pad));
    const to = Math.min(last, Math.ceil((region.max[a] + 0.5) * ratio + pad));
    const corner = (0.5 * (spacing[a] - mask.spacing[a])) / mask.spacing[a];
    return { count: to - from + 1, first: corner + from / ratio };
  });
  return {
    size: mapVec3(axes, ({ count }) => count),
    spacing,
    origin: indexToWorld(
      mask,
      mapVec3(axes, ({ first }) => first),
    ),
    direction: mask.direction,
  };
}
