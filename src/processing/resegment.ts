import type { ResegmentSettings } from "../settings/settings.ts";
import { checkSameGrid } from "../volume/geometry.ts";
import type { Mask } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";

/**
 * The voxels of a mask whose intensities lie in the range (IBSI USB3) and are no outliers
 * (IBSI 7ACA): the re-segmentation of the intensity mask (IBSI IF9H).
 *
 * Both intervals are closed. The outliers' mean and standard deviation (of the population) are
 * those of the whole mask, not of the range. The result can be empty.
 *
 * @throws VoxomicsError `geometry-mismatch` if the mask does not lie on the image's grid.
 */
export function resegment(image: Volume, mask: Mask, settings: ResegmentSettings): Mask {
  checkSameGrid(image, mask);
  const intensities = maskedIntensities(image, mask);
  const [from, to] = outlierLimits(intensities, settings.outlierSigma);
  const low = Math.max(from, settings.range?.[0] ?? Number.NEGATIVE_INFINITY);
  const high = Math.min(to, settings.range?.[1] ?? Number.POSITIVE_INFINITY);

  const data = mask.data.slice();
  for (let v = 0, n = 0; v < data.length; v++) {
    if (data[v] === 0) continue;
    const intensity = intensities[n++];
    if (!(intensity >= low && intensity <= high)) data[v] = 0;
  }
  return { ...mask, data };
}

/** The intensities inside a mask, in voxel order. */
function maskedIntensities(image: Volume, mask: Mask): Float64Array {
  const values = image.data;
  const { data } = mask;
  let count = 0;
  for (let v = 0; v < data.length; v++) count += data[v];
  const out = new Float64Array(count);
  for (let v = 0, n = 0; v < data.length; v++) {
    if (data[v] !== 0) out[n++] = values[v];
  }
  return out;
}

/** mean - n sd and mean + n sd; everything if n is null or there is no value. */
function outlierLimits(values: Float64Array, n: number | null): readonly [number, number] {
  if (n === null || values.length === 0)
    return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  // deviations from a value of the set: exact for equal values, and sound for a large mean
  const anchor = values[0];
  let sum = 0;
  for (const value of values) sum += value - anchor;
  const shift = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - anchor - shift) ** 2;
  const sd = Math.sqrt(squares / values.length);
  return [anchor + shift - n * sd, anchor + shift + n * sd];
}
