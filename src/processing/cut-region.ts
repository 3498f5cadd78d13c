import { VoxomicsError } from "../messages/errors.ts";
import type { Box } from "../volume/box.ts";
import { boundingBox, crop, growBox, isInside, shiftBox, wholeBox } from "../volume/box.ts";
import type { Mask } from "../volume/mask.ts";
import { countVoxels } from "../volume/mask.ts";
import { mapVec3 } from "../volume/vec3.ts";
import type { Grid, Vec3, Volume, VoxelArray } from "../volume/volume.ts";
import { gridOf, thicknessOf } from "../volume/volume.ts";
import { checkOneSlice } from "./assumed-thickness.ts";
import { finiteMask, type NonFinite, nonFiniteRule } from "./finite-mask.ts";
import type { Region } from "./region.ts";
import { reframe, resampleMaskBox, resampleWindow, usesSplines } from "./resample.ts";
import { centredGrid } from "./resample-grid.ts";
import type { ResampleSettings } from "./resample-settings.ts";
import type { ResegmentSettings } from "./resegment.ts";
import { narrowMask } from "./resegment.ts";

/**
 * The processing steps from an image and its mask to a region of interest; null for a step that is
 * left out.
 */
export interface ProcessingSettings {
  readonly resample: ResampleSettings | null;
  readonly resegment: ResegmentSettings | null;
  readonly nonFinite: NonFinite;
}

/** No resampling, as a resampling that leaves every axis as it is. */
const keepGrid: ResampleSettings = {
  spacing: [null, null, null],
  interpolation: "nearest",
  maskInterpolation: "nearest",
  maskThreshold: 0.5,
  roundIntensities: false,
};

/**
 * `prepareRegion` of an image and a mask that have been checked and lie on one grid.
 *
 * @param box bounding box of the mask's voxels; null if it has none
 */
export function cutRegion(
  image: Volume,
  mask: Mask,
  settings: ProcessingSettings,
  marginMm: number,
  box: Box | null = boundingBox(mask),
): Region {
  const resample = settings.resample ?? keepGrid;
  const target = centredGrid(image, resample.spacing);
  checkOneSlice(image, target);
  const shape = shapeOnGrid({ ...gridOf(image), data: mask.data }, target, resample, box);
  const window = growBox(shape.region, marginVoxels(marginMm, target.spacing), target.size);

  const morphologicalMask = reframe(shape.mask, shape.box, target, window);
  const processed = resampleWindow(image, target, window, resample);
  const { interpolation } = resample;
  const finite = finiteMask(
    processed,
    morphologicalMask,
    nonFiniteRule(settings),
    { grid: target, window, interpolation },
    () => usesSplines(image, target, window, interpolation),
  );
  const intensityMask =
    settings.resegment === null ? finite : narrowMask(processed, finite, settings.resegment);
  const marked = { ...processed, ...thicknessOf(image) };
  if (settings.resegment?.morphological !== true) {
    return { image: marked, morphologicalMask, intensityMask, window };
  }
  checkLeft(intensityMask, morphologicalMask, settings.resegment);
  return {
    image: marked,
    morphologicalMask: intensityMask,
    intensityMask,
    uncutMask: morphologicalMask,
    window,
  };
}

/** Refuses a region whose morphological mask is empty after re-segmentation has cut it. */
function checkLeft(kept: Mask, before: Mask, { range, outlierSigma }: ResegmentSettings): void {
  if (boundingBox(kept) !== null) return;
  const voxels = countVoxels(before);
  throw new VoxomicsError(
    "empty-mask",
    `mask is empty after re-segmentation (range ${JSON.stringify(range)}, outlierSigma ${outlierSigma}), which cuts the morphological mask too: none of its ${voxels} voxels is kept`,
    { voxels },
  );
}

/** The part of a region that ends `marginMm` beyond its voxels; the region itself if that is all of it. */
export function narrowRegion(region: Region, marginMm: number): Region {
  const { image, morphologicalMask, intensityMask, window = wholeBox(image) } = region;
  const box = boundingBox(morphologicalMask) as Box; // a region that is empty was refused
  const around = growBox(box, marginVoxels(marginMm, image.spacing), image.size);
  if (isInside(wholeBox(image), around)) return region;
  const narrow = <A extends VoxelArray>(volume: Volume<A>) => crop(volume, around);
  const morphological = narrow(morphologicalMask);
  return {
    image: narrow(image),
    morphologicalMask: morphological,
    intensityMask: intensityMask === morphologicalMask ? morphological : narrow(intensityMask),
    window: shiftBox(around, window.min),
  };
}

/** A margin in mm as whole voxels along x, y and z, rounded up. */
export function marginVoxels(marginMm: number, spacing: Vec3): Vec3 {
  return mapVec3(spacing, (mm) => Math.max(0, Math.ceil(marginMm / mm - 1e-9)));
}

/** The bounding box, on the whole grid, of the voxels of a mask that lies in a box of that grid. */
function boundingBoxIn({ mask, box }: { readonly mask: Mask; readonly box: Box }): Box | null {
  const local = boundingBox(mask);
  return local === null ? null : shiftBox(local, box.min);
}

/**
 * The resampled mask in a `box` of the target grid, and the bounding box `region` of its voxels on
 * that grid.
 *
 * @param own bounding box of the voxels of `mask`
 */
function shapeOnGrid(
  mask: Mask,
  target: Grid,
  resample: ResampleSettings,
  own: Box | null,
): { mask: Mask; box: Box; region: Box } {
  const part = resampleMaskBox(mask, target, resample, own);
  if (part !== null) {
    const { region = boundingBoxIn(part) } = part;
    if (region !== null) return { ...part, region };
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
