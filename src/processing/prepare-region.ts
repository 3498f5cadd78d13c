import { VoxomicsError } from "../errors.ts";
import type { ResampleSettings, Settings } from "../settings/settings.ts";
import type { Box } from "../volume/box.ts";
import { boundingBox, boxOf, growBox } from "../volume/box.ts";
import { checkSameGrid, indexToWorld } from "../volume/geometry.ts";
import type { Mask } from "../volume/mask.ts";
import { countVoxels } from "../volume/mask.ts";
import type { Grid, Vec3, Volume } from "../volume/volume.ts";
import { gridOf } from "../volume/volume.ts";
import type { Region } from "./region.ts";
import { reframe, resampleMaskBox, resampleWindow } from "./resample.ts";
import { resampledGrid } from "./resampled-grid.ts";
import { resegment } from "./resegment.ts";

/** No resampling, as a resampling that leaves every axis as it is. */
const keepGrid: ResampleSettings = {
  spacing: [null, null, null],
  interpolation: "nearest",
  maskInterpolation: "nearest",
  maskThreshold: 0.5,
  roundIntensities: false,
};

/**
 * The region of a mask in an image: both interpolated, intensities rounded, the intensity mask
 * re-segmented, in IBSI's order.
 *
 * The region covers its own box and `marginMm` around it, as far as the image goes; nothing else is
 * computed, and every voxel is the same as if the whole image were.
 *
 * Inside the region every intensity must be finite, also those that re-segmentation would leave
 * out. Around it, in the margin, they may be NaN or infinite and stay so. One that interpolation
 * carries into the region counts as inside; with `cubic` that reaches up to 32 voxels far.
 * The intensity mask can be empty after re-segmentation.
 *
 * @throws VoxomicsError `geometry-mismatch`, `empty-mask` if no voxel is left after interpolation,
 * `invalid-intensity`, `too-large`.
 */
export function prepareRegion(
  image: Volume,
  mask: Mask,
  settings: Pick<Settings, "resample" | "resegment">,
  marginMm: number,
): Region {
  checkSameGrid(image, mask);
  const resample = settings.resample ?? keepGrid;
  const target = resampledGrid(image, resample.spacing);
  const shape = shapeOnGrid({ ...gridOf(image), data: mask.data }, target, resample);
  const margin = target.spacing.map((s) => Math.ceil(marginMm / s - 1e-9)) as unknown as Vec3;
  const box = growBox(shape.region, margin, target.size);

  const morphologicalMask = reframe(shape.mask, shape.box, target, box);
  const processed = resampleWindow(image, target, box, resample);
  checkIntensities(processed, morphologicalMask, target);
  const intensityMask =
    settings.resegment === null
      ? morphologicalMask
      : resegment(processed, morphologicalMask, settings.resegment);
  return { image: processed, morphologicalMask, intensityMask };
}

/** The resampled mask within `box` of the target grid, and the box of its voxels there. */
function shapeOnGrid(
  mask: Mask,
  target: Grid,
  resample: ResampleSettings,
): { mask: Mask; box: Box; region: Box } {
  const part = resampleMaskBox(mask, target, resample);
  const local = part === null ? null : boundingBox(part.mask);
  if (part !== null && local !== null) {
    const { min } = part.box;
    const shifted = (v: Vec3): Vec3 => [v[0] + min[0], v[1] + min[1], v[2] + min[2]];
    return { ...part, region: { min: shifted(local.min), max: shifted(local.max) } };
  }
  const voxels = countVoxels(mask);
  const before = `${voxels} of ${mask.data.length} voxels of ${mask.spacing.join(" × ")} mm`;
  throw new VoxomicsError(
    "empty-mask",
    voxels === 0
      ? `mask is empty: none of its ${mask.data.length} voxels is 1`
      : `mask is empty after interpolation: it had ${before}, and no voxel of ${target.spacing.join(" × ")} mm reaches the threshold ${resample.maskThreshold} (${resample.maskInterpolation})`,
    {
      voxels,
      spacing: mask.spacing,
      resampledSpacing: target.spacing,
      maskThreshold: resample.maskThreshold,
    },
  );
}

/**
 * Refuses a region with an intensity that is no number.
 *
 * @param grid what image and mask were cut from; the message counts voxels there
 * @throws VoxomicsError `invalid-intensity`
 */
export function checkIntensities(image: Volume<Float64Array>, mask: Mask, grid: Grid): void {
  const {
    data,
    size: [nx, ny],
  } = image;
  let count = 0;
  let first = -1;
  for (let v = 0; v < data.length; v++) {
    if (mask.data[v] === 0 || Number.isFinite(data[v])) continue;
    if (count++ === 0) first = v;
  }
  if (count === 0) return;
  const { min } = boxOf(image, grid);
  const row = Math.floor(first / nx);
  const voxel: Vec3 = [min[0] + (first % nx), min[1] + (row % ny), min[2] + Math.floor(row / ny)];
  const position = indexToWorld(grid, voxel);
  throw new VoxomicsError(
    "invalid-intensity",
    `${count} of the region's ${countVoxels(mask)} voxels have no finite intensity; the first is voxel (${voxel.join(", ")}) of the ${grid.size.join(" × ")} voxels of ${grid.spacing.join(" × ")} mm, at (${position.map((p) => p.toFixed(2)).join(", ")}) mm, with ${data[first]}`,
    { count, voxel, position, intensity: data[first] },
  );
}
