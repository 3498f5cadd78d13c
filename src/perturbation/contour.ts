import { applyFilter } from "../filters/apply-filter.ts";
import { completeFilter } from "../filters/filters.ts";
import type { NonFinite } from "../processing/finite-mask.ts";
import { finiteMask } from "../processing/finite-mask.ts";
import { reframe } from "../processing/resample.ts";
import { alignMask } from "../volume/align-mask.ts";
import { type Box, boundingBox, crop, growBox, wholeBox, widenBox } from "../volume/box.ts";
import { type Mask, rangeIn, toMask } from "../volume/mask.ts";
import { mapVec3 } from "../volume/vec3.ts";
import { checkVolume, type Grid, type Vec3, type Volume } from "../volume/volume.ts";
import { innerLayer, outerLayer, setVoxels } from "./mask-layers.ts";
import { type RandomStream, randomStream, uniformAt } from "./random.ts";
import { supervoxels } from "./supervoxels.ts";

/** How far around the region, in mm, supervoxels are looked at. */
export const contourReach = 25;

/** Volume in mm³, and number of voxels, of a supervoxel: the larger of both. */
const supervoxelSize = { volume: 500, voxels: 20 } as const;

/** Of the region's intensity range, widened by a tenth on either side. */
const compactness = 0.05;

/** From this overlap on a supervoxel always belongs to the region; below the other it never does. */
const overlaps = { always: 0.9, never: 0.2 } as const;

/** A region whose outline was drawn anew. */
export interface RandomContour {
  readonly mask: Mask;
  /** Supervoxels that overlap with the region, and those of them that make up the new one. */
  readonly overlapping: number;
  readonly included: number;
}

/**
 * A mask whose outline follows randomly chosen supervoxels (Zwanenburg et al. 2019,
 * https://doi.org/10.1038/s41598-018-36938-4, "contour randomisation").
 *
 * The image within 25 mm of the region, smoothed by a Gaussian of one (smallest) voxel spacing and
 * clipped to the region's range of intensities and a tenth more, falls into supervoxels of 500 mm³, or 20
 * voxels where that is more. One that lies in the mask to nine tenths or more is taken, one below
 * two tenths is not, others with a probability equal to that part; the one that overlaps most
 * always is. Gaps of a voxel are closed. The constants are those of MIRP.
 *
 * @param image intensities
 * @param nonFinite what becomes of voxels of the mask that are NaN or infinite: refused, or looked at
 *   as those around it are (`exclude`)
 * @throws VoxomicsError `invalid-volume`, `invalid-mask`, `empty-mask`, `geometry-mismatch`,
 *   `invalid-intensity`, `invalid-settings`
 */
export function randomiseContour(
  image: Volume,
  mask: Volume,
  seed: number,
  nonFinite: NonFinite = "refuse",
): RandomContour {
  const checkedImage = checkVolume(image, "image");
  const { mask: aligned } = alignMask(checkVolume(mask, "mask"), checkedImage);
  return drawContour(checkedImage, toMask(aligned), randomStream(seed, "contour"), nonFinite);
}

/**
 * `randomiseContour` of an image and a mask, not empty, that are known to be sound and on one grid.
 *
 * @param nonFinite `exclude`: a voxel of the mask without a finite intensity is looked at as one
 *   around it is, and does not count in the range of intensities
 */
export function drawContour(
  image: Volume,
  mask: Mask,
  stream: RandomStream,
  nonFinite: NonFinite = "refuse",
): RandomContour {
  if (nonFinite === "refuse") finiteMask(image, mask, nonFinite);
  const around = growBox(boundingBox(mask) as Box, reachInVoxels(mask), mask.size);
  const part = crop(mask, around);
  const { edge, intensities } = prepare(crop(image, around), part);
  const { labels, count } = supervoxels(intensities, part.size, part.spacing, {
    edge,
    compactness,
  });

  const total = new Int32Array(count);
  const inside = new Int32Array(count);
  for (let v = 0; v < labels.length; v++) {
    total[labels[v]]++;
    inside[labels[v]] += part.data[v];
  }
  const overlap = Float64Array.from(inside, (n, label) => n / total[label]);
  const most = overlap.indexOf(Math.max(...overlap));
  const chosen = Uint8Array.from(overlap, (fraction, label) =>
    label === most || isChosen(fraction, uniformAt(stream, label)) ? 1 : 0,
  );
  const data = new Uint8Array(labels.length);
  for (let v = 0; v < labels.length; v++) data[v] = chosen[labels[v]];
  return {
    mask: reframe(closed({ ...part, data }), around, mask, wholeBox(mask)),
    overlapping: inside.filter((n) => n > 0).length,
    included: chosen.filter((taken) => taken === 1).length,
  };
}

/** Voxels of an axis within which supervoxels are looked at. */
export function reachInVoxels({ spacing }: Grid): Vec3 {
  return mapVec3(spacing, (s) => Math.ceil(contourReach / s - 1e-9));
}

function isChosen(overlap: number, chance: number): boolean {
  return overlap >= overlaps.always || (overlap >= overlaps.never && chance < overlap);
}

/** Intensities from 0 to 1 between the ends of the region's widened range, smoothed. */
function prepare(image: Volume, mask: Mask): { edge: number; intensities: Float64Array } {
  const { lowest: low, highest: high } = rangeIn(image, finiteMask(image, mask, "exclude"));
  const margin = (high - low) / 10;
  const from = low - margin;
  const width = high - low + 2 * margin;
  const data = new Float64Array(image.data.length);
  // no number, and every number where the region is flat, is as dark as can be
  for (let v = 0; v < data.length && width > 0; v++) {
    const x = (image.data[v] - from) / width;
    data[v] = x > 0 ? Math.min(1, x) : 0;
  }
  const { spacing } = image;
  const smooth = completeFilter({
    type: "gaussian",
    sigma: Math.min(...spacing),
    undersampled: true, // the weights along a longer axis still sum to 1
  });
  const voxel = spacing[0] * spacing[1] * spacing[2];
  return {
    edge: Math.cbrt(Math.max(supervoxelSize.volume, supervoxelSize.voxels * voxel)),
    intensities: applyFilter({ ...image, data }, smooth).data,
  };
}

/** Dilated and then eroded by the six neighbours: gaps of a voxel are filled, nothing is lost. */
function closed(mask: Mask): Mask {
  const box = wholeBox(mask);
  const wider = widenBox(box, [1, 1, 1]);
  const framed = reframe(mask, box, mask, wider);
  const dilated = setVoxels(framed, outerLayer(framed), 1);
  return reframe(setVoxels(dilated, innerLayer(dilated), 0), wider, mask, box);
}
