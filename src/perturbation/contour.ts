import { gaussian } from "../filters/gaussian.ts";
import { respondTo } from "../filters/respond.ts";
import { type RandomStream, randomStream, uniformAt } from "../math/random.ts";
import type { NonFinite } from "../processing/finite-mask.ts";
import { finiteMask } from "../processing/finite-mask.ts";
import { reframe } from "../processing/resample.ts";
import { alignMask } from "../volume/align-mask.ts";
import { type Box, boundingBox, crop, growBox, wholeBox, widenBox } from "../volume/box.ts";
import { type Mask, rangeIn, toMask } from "../volume/mask.ts";
import { mapVec3 } from "../volume/vec3.ts";
import { checkVolume, type Grid, type Vec3, type Volume } from "../volume/volume.ts";
import { innerLayer, outerLayer, setVoxels } from "./mask-layers.ts";
import { supervoxels } from "./supervoxels.ts";

/** Supervoxels are made of the image within this distance of the region's box, in mm. */
export const contourReach = 25;

/** Least volume of a supervoxel in mm³, and its least number of voxels. */
const supervoxelSize = { volume: 500, voxels: 20 } as const;

/**
 * Compactness of the supervoxels, as a fraction of the region's intensity range with a tenth more at
 * both ends.
 */
const compactness = 0.05;

/**
 * Fraction of a supervoxel inside the region from which it always belongs to the new region, and below
 * which never.
 */
const overlaps = { always: 0.9, never: 0.2 } as const;

/** A region with a randomised outline. */
export interface RandomContour {
  readonly mask: Mask;
  /** Number of supervoxels that overlap with the old region. */
  readonly overlapping: number;
  /** Number of supervoxels that make up the new region. */
  readonly included: number;
}

/**
 * A mask whose outline follows randomly chosen supervoxels (Zwanenburg et al. 2019,
 * https://doi.org/10.1038/s41598-018-36938-4, "contour randomisation").
 *
 * The image within 25 mm of the region is clipped to the region's range of intensities with a tenth more
 * at both ends, smoothed by a Gaussian whose sigma is the smallest voxel spacing, and divided into
 * supervoxels of 500 mm³, or of 20 voxels if these are larger. A supervoxel of which nine tenths or more
 * lie in the mask is taken; with less than two tenths it is not; in between it is taken with a probability
 * equal to that fraction. The one with the largest fraction is always taken. Gaps of one voxel are
 * closed. The constants are those of MIRP.
 *
 * @param image intensities, in any unit
 * @param seed an integer from 0 to 2^53 - 1
 * @param nonFinite what happens if voxels of the mask are NaN or infinite: `refuse` throws, `exclude`
 *   treats them like such voxels outside the mask
 * @throws VoxomicsError `invalid-volume`, `invalid-mask`, `empty-mask`, `geometry-mismatch`,
 *   `invalid-intensity`, `invalid-settings`
 *
 * @example
 * ```ts
 * import { countVoxels } from "voxomics";
 * import { randomiseContour } from "voxomics/reproducibility";
 *
 * const { mask: drawn, overlapping, included } = randomiseContour(image, mask, 1);
 * console.log(countVoxels(drawn), `${included} of ${overlapping} supervoxels`);
 * ```
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
 * `randomiseContour` of an image and a mask that were checked: the mask is not empty and on the image's
 * grid.
 *
 * @param nonFinite with `exclude`, a voxel of the mask without a finite intensity is treated like one outside
 *   the mask, and does not count in the region's range of intensities
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

/** `contourReach` in voxels along x, y, z, rounded up. */
export function reachInVoxels({ spacing }: Grid): Vec3 {
  return mapVec3(spacing, (s) => Math.ceil(contourReach / s - 1e-9));
}

function isChosen(overlap: number, chance: number): boolean {
  return overlap >= overlaps.always || (overlap >= overlaps.never && chance < overlap);
}

/**
 * What supervoxels are made from: smoothed intensities, scaled so that the region's range with its margins is
 * 0 to 1 (x fastest), and the edge of a supervoxel in mm.
 */
function prepare(image: Volume, mask: Mask): { edge: number; intensities: Float64Array } {
  const { lowest: low, highest: high } = rangeIn(image, finiteMask(image, mask, "exclude"));
  const margin = (high - low) / 10;
  const from = low - margin;
  const width = high - low + 2 * margin;
  const data = new Float64Array(image.data.length);
  // 0 for voxels that are not finite, and for all voxels if the region is flat
  for (let v = 0; v < data.length && width > 0; v++) {
    const x = (image.data[v] - from) / width;
    data[v] = x > 0 ? Math.min(1, x) : 0;
  }
  const { spacing } = image;
  const smooth = gaussian.prepare({
    type: "gaussian",
    sigma: Math.min(...spacing),
    undersampled: true, // the weights along a longer axis still sum to 1
  });
  const voxel = spacing[0] * spacing[1] * spacing[2];
  return {
    edge: Math.cbrt(Math.max(supervoxelSize.volume, supervoxelSize.voxels * voxel)),
    intensities: respondTo({ ...image, data }, smooth).data,
  };
}

/** A mask dilated and then eroded by its six neighbours: gaps of one voxel are filled, no voxel is lost. */
function closed(mask: Mask): Mask {
  const box = wholeBox(mask);
  const wider = widenBox(box, [1, 1, 1]);
  const framed = reframe(mask, box, mask, wider);
  const dilated = setVoxels(framed, outerLayer(framed), 1);
  return reframe(setVoxels(dilated, innerLayer(dilated), 0), wider, mask, box);
}
