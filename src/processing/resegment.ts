import { completed } from "../schema/check.ts";
import { orNull, withDefault } from "../schema/defaults.ts";
import { tuple } from "../schema/list.ts";
import { object } from "../schema/object.ts";
import type { Given, Resolved } from "../schema/schema.ts";
import { boolean, number } from "../schema/values.ts";
import { checkSameGrid } from "../volume/geometry.ts";
import { checkMask, intensitiesIn, type Mask } from "../volume/mask.ts";
import { checkVolume, type Volume } from "../volume/volume.ts";
import { finiteMask, type NonFinite, nonFiniteRule, nonFiniteSchema } from "./finite-mask.ts";

/** Re-segmentation of the intensity mask (IBSI IF9H). */
export const resegmentSchema = object(
  {
    range: withDefault(
      orNull(
        tuple(orNull(number()), 2, {
          description:
            "Keep lowest <= intensity <= highest (IBSI USB3); null for an open end, or for no range.",
        }),
      ),
      null,
    ),
    outlierSigma: withDefault(
      orNull(
        number({
          description:
            "Keep intensities within this many standard deviations of the mean (IBSI 7ACA). null: keep all.",
          exclusiveMinimum: 0,
        }),
      ),
      null,
    ),
    morphological: withDefault(
      boolean({
        description:
          "Cut the morphological mask too: shape is then that of the voxels that are kept. The IBSI keeps it as it was.",
      }),
      false,
    ),
  },
  {
    description:
      "Re-segmentation of the intensity mask (IBSI IF9H). null: it equals the morphological mask.",
    rule: ({ range }) => {
      const [lowest, highest] = range ?? [null, null];
      return lowest === null || highest === null || lowest <= highest
        ? null
        : `range: found [${lowest}, ${highest}], expected the lower end first and the upper end second`;
    },
  },
);

/** The settings of re-segmentation, every default spelled out. */
export type ResegmentSettings = Resolved<typeof resegmentSchema>;

/** `ResegmentSettings` as users write them: what has a default may be left out. */
export type ResegmentInput = Given<typeof resegmentSchema>;

/**
 * The voxels of a mask whose intensities lie in the range (IBSI USB3) and are no outliers
 * (IBSI 7ACA): the re-segmentation of the intensity mask (IBSI IF9H).
 *
 * Both intervals are closed. Mean and standard deviation (of the population), which define outliers,
 * are those of the whole mask, not of the range. The result can be empty.
 * What `morphological` says is done by `extract` and `prepareRegion`; here it has no effect.
 *
 * A voxel that is NaN or infinite lies in no range, also not in one with an open end, and does not
 * count in mean and standard deviation. Without a range such a voxel is refused, or removed under
 * `exclude`.
 *
 * @param nonFinite as in the settings of `extract`
 * @throws VoxomicsError `invalid-settings`, `invalid-volume`, `invalid-mask`, `geometry-mismatch`
 *   if the mask does not lie on the image's grid, `invalid-intensity` if an intensity inside the
 *   mask is NaN or infinite.
 *
 * @example
 * ```ts
 * import { countVoxels, resegment } from "voxomics";
 *
 * const kept = resegment(image, mask, { range: [-1000, 400], outlierSigma: 3 });
 * console.log(countVoxels(mask) - countVoxels(kept), "voxels left out");
 * ```
 */
export function resegment(
  image: Volume,
  mask: Mask,
  settings: ResegmentInput,
  nonFinite: NonFinite = "refuse",
): Mask {
  const step = completed(resegmentSchema, settings, "resegment");
  const word = completed(nonFiniteSchema, nonFinite, "nonFinite");
  const checkedImage = checkVolume(image, "image");
  const checkedMask = checkMask(mask);
  checkSameGrid(checkedImage, checkedMask);
  const rule = nonFiniteRule({ resegment: step, nonFinite: word });
  return narrowMask(checkedImage, finiteMask(checkedImage, checkedMask, rule), step);
}

/** `resegment` of an image and a mask that have been checked, with finite intensities. */
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

/** mean - n sd and mean + n sd; infinite if n is null or there is no value. */
function outlierLimits(values: Float64Array, n: number | null): readonly [number, number] {
  if (n === null || values.length === 0)
    return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  // deviations from one of the values: exact if all are equal, and accurate for a large mean
  const anchor = values[0];
  let sum = 0;
  for (const value of values) sum += value - anchor;
  const shift = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - anchor - shift) ** 2;
  const sd = Math.sqrt(squares / values.length);
  return [anchor + shift - n * sd, anchor + shift + n * sd];
}
