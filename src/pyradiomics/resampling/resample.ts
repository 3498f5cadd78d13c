import { VoxomicsError } from "../../messages/errors.ts";
import { type Box, boundingBox, crop, growBox } from "../../volume/box.ts";
import { indexToWorld, worldToIndex } from "../../volume/geometry.ts";
import type { Mask } from "../../volume/mask.ts";
import { mapVec3 } from "../../volume/vec3.ts";
import type { Grid, Vec3, Volume } from "../../volume/volume.ts";
import { castTo, type PixelType } from "../pixel-type.ts";
import { hasSpacing, resamplingGrid, spacingAfter } from "./resampling-grid.ts";
import { interpolatorName, type ResamplingRules } from "./resampling-settings.ts";
import { sampleImage } from "./sample-image.ts";

/** An image and a region on one grid. */
export interface Pair {
  readonly image: Volume;
  readonly mask: Mask;
}

/**
 * Image and mask at another spacing, around the region. The grid is the mask's; intensities become numbers of
 * the image's pixel type. An image that has this spacing already is only cut out.
 *
 * @throws VoxomicsError `geometry-mismatch` for a region that lies partly outside the image, `empty-mask` for
 *   one without a voxel, before or after
 */
export function resample(
  { image, mask }: Pair,
  { resampledPixelSpacing, interpolator, padDistance }: ResamplingRules,
  type: PixelType,
): Pair {
  const region = regionInside(image, mask);
  const spacing = spacingAfter(resampledPixelSpacing, mask, region);
  if (hasSpacing(image, spacing)) {
    const moved = maskOn(image, mask);
    return cutOut({ image, mask: moved }, boxOf(moved), padDistance);
  }
  const grid = resamplingGrid(mask, region, spacing, padDistance);
  const data = castTo(type, sampleImage(image, grid, interpolatorName(interpolator)));
  return { image: { ...grid, data }, mask: maskOn(grid, mask) };
}

/** A mask on another grid: the voxels whose centre lies in a voxel of the mask. */
export function maskOn({ size, spacing, origin, direction }: Grid, mask: Mask): Mask {
  const grid = { size, spacing, origin, direction };
  const data = Uint8Array.from(sampleImage(mask, grid, "sitkNearestNeighbor"));
  return { ...grid, data };
}

/** The part of image and mask around a box. */
export function cutOut({ image, mask }: Pair, box: Box, pad: number): Pair {
  const around = growBox(box, [pad, pad, pad], mask.size);
  return { image: crop(image, around), mask: crop(mask, around) };
}

/** How far a region may lie outside the image, in voxels: rounding errors. */
const outsideTolerance = 1e-3;

/**
 * The box of a region, whose voxels lie in the image.
 *
 * @throws VoxomicsError `geometry-mismatch`, `empty-mask`
 */
export function regionInside(image: Grid, mask: Mask): Box {
  const box = boxOf(mask);
  const corner = (index: Vec3) => worldToIndex(image, indexToWorld(mask, index));
  const ends = [
    corner(mapVec3(box.min, (low) => low - 0.5)),
    corner(mapVec3(box.max, (high) => high + 0.5)),
  ];
  const lows = mapVec3(ends[0], (x, a) => Math.min(x, ends[1][a]));
  const highs = mapVec3(ends[0], (x, a) => Math.max(x, ends[1][a]));
  const isInside = image.size.every(
    (n, a) => lows[a] >= -0.5 - outsideTolerance && highs[a] <= n - 0.5 + outsideTolerance,
  );
  if (isInside) return box;
  const shown = (index: Vec3) => index.map((x) => Number(x.toFixed(3))).join(", ");
  throw new VoxomicsError(
    "geometry-mismatch",
    `the region's box reaches from [${shown(lows)}] to [${shown(highs)}] in voxels of the image, expected it within [-0.5, -0.5, -0.5] to [${image.size.map((n) => n - 0.5).join(", ")}]`,
    { found: { lows, highs }, expected: image.size },
  );
}

function boxOf(mask: Mask): Box {
  const box = boundingBox(mask);
  if (box === null) {
    throw new VoxomicsError("empty-mask", "resampling left no voxel of the region", {
      spacing: mask.spacing,
    });
  }
  return box;
}
