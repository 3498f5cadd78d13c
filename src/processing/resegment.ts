import { resolveSettings } from "../settings/resolve.ts";
import type { NonFinite, ResegmentSettings } from "../settings/settings.ts";
import { checkSameGrid } from "../volume/geometry.ts";
import { checkMask, type Mask } from "../volume/mask.ts";
import { checkVolume, type Volume } from "../volume/volume.ts";
import { completeStage, type StageInput } from "./complete-stage.ts";
import { finiteMask, nonFiniteRule } from "./finite-mask.ts";
import { intensitiesIn } from "./intensities-in.ts";

/**
 * The voxels of a mask whose intensities lie in the range (IBSI USB3) and are no outliers
 * (IBSI 7ACA): the re-segmentation of the intensity mask (IBSI IF9H).
 *
 * Both intervals are closed. The outliers' mean and standard deviation (of the population) are
 * those of the whole mask, not of the range. The result can be empty.
 *
 * A voxel that is NaN or infinite lies in no range, also not in one with an open end, and never
 * counts in mean and standard deviation. Without a range it is refused, or left out under `exclude`.
 *
 * @param nonFinite as in the settings of `extract`
 * @throws VoxomicsError `invalid-settings`, `invalid-volume`, `invalid-mask`, `geometry-mismatch` if
 * the mask does not lie on the image's grid, `invalid-intensity` if one inside the mask is no number.
 */
export function resegment(
  image: Volume,
  mask: Mask,
  settings: StageInput<"resegment">,
  nonFinite: NonFinite = "refuse",
): Mask {
  const completed = completeStage("resegment", settings);
  const checkedImage = checkVolume(image, "image");
  const checkedMask = checkMask(mask);
  checkSameGrid(checkedImage, checkedMask);
  const { nonFinite: checked } = resolveSettings({ nonFinite });
  const rule = nonFiniteRule({ resegment: completed, nonFinite: checked });
  return narrowMask(checkedImage, finiteMask(checkedImage, checkedMask, rule), completed);
}

/** `resegment` of an image and a mask that are known to be sound, with finite intensities. */
export function narrowMask(image: Volume, mask: Mask, settings: ResegmentSettings): Mask {
  const intensities = intensitiesIn(image, mask);
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
