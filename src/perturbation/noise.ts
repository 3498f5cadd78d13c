import { respondTo } from "../filters/respond.ts";
import { wavelet } from "../filters/wavelet.ts";
import { selectQuantiles } from "../math/quantile.ts";
import type { RandomStream } from "../math/random.ts";
import { normalQuantile } from "../reproducibility/normal-quantile.ts";
import { type Box, crop } from "../volume/box.ts";
import type { Volume } from "../volume/volume.ts";
import { checkVolume } from "../volume/volume.ts";
import { normalAt } from "./normal-at.ts";

/**
 * The standard deviation of an image's noise: the median of the absolute response to the high-pass
 * filters of coiflet 1 along x and y, over the 75 % quantile of the normal distribution (Chang, Yu
 * and Vetterli 2000, https://doi.org/10.1109/83.862633, as Zwanenburg et al. 2019 use it).
 *
 * The whole image counts, except responses whose kernel covers a voxel that is NaN or infinite. If more than
 * half of the image is constant, as around a patient whose background was cut out, the level is 0: then
 * give a level instead of estimating it.
 *
 * @throws VoxomicsError `invalid-volume`, `too-large`
 *
 * @example
 * ```ts
 * import { estimateNoise } from "voxomics/reproducibility";
 *
 * console.log(estimateNoise(image)); // in the image's unit
 * ```
 */
export function estimateNoise(image: Volume): number {
  const highPass = wavelet.prepare({
    type: "wavelet",
    wavelet: "coif1",
    subBand: "HH",
    dimensions: 2,
  });
  const { data } = respondTo(checkVolume(image, "image"), highPass);
  let count = 0;
  for (let v = 0; v < data.length; v++) {
    if (Number.isFinite(data[v])) data[count++] = Math.abs(data[v]);
  }
  if (count === 0) return 0;
  return selectQuantiles(data.subarray(0, count), [0.5])[0] / normalQuantile(0.75);
}

/** Gaussian noise. */
export interface Noise {
  /** Standard deviation, in the unit of the image. */
  readonly level: number;
  readonly stream: RandomStream;
}

/**
 * The part of an image in a box, with Gaussian noise. The noise of a voxel depends on its index in the
 * image, not on the box.
 */
export function cropWithNoise(
  image: Volume,
  box: Box,
  { level, stream }: Noise,
): Volume<Float64Array> {
  const part = crop(image, box);
  const data = Float64Array.from(part.data);
  const [nx, ny] = image.size;
  const [mx, my, mz] = part.size;
  for (let z = 0, v = 0; z < mz; z++) {
    for (let y = 0; y < my; y++) {
      const row = box.min[0] + nx * (box.min[1] + y + ny * (box.min[2] + z));
      for (let x = 0; x < mx; x++, v++) data[v] += level * normalAt(stream, row + x);
    }
  }
  return { ...part, data };
}
