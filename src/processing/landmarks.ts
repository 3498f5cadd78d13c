// Nyúl and Udupa, On standardizing the MR image intensity scale, Magnetic Resonance in Medicine 42 (1999) 1072;
// Nyúl, Udupa and Zhang, New variants of a method of MRI scale standardization, IEEE Transactions on Medical
// Imaging 19 (2000) 143; percentiles as landmarks as Shah et al., Medical Image Analysis 15 (2011) 267, have them

import { selectQuantiles } from "../math/quantile.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { completed } from "../schema/check.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptions } from "../schema/check-options.ts";
import { withDefault } from "../schema/defaults.ts";
import { list, tuple } from "../schema/list.ts";
import { object } from "../schema/object.ts";
import type { Given, Resolved } from "../schema/schema.ts";
import { integer, number } from "../schema/values.ts";
import { checkSameGrid } from "../volume/geometry.ts";
import { checkMask, type Mask } from "../volume/mask.ts";
import { checkVolume, type Volume } from "../volume/volume.ts";
import { intensitySample, type Over, overSetting } from "./intensity-sample.ts";

const percentiles = list(number({ minimum: 0, maximum: 100 }), {
  description: "Which percentiles of an image's intensities the landmarks are, ascending.",
  minItems: 2,
});

/** Landmarks that were learned on a cohort. */
export const landmarksSchema = object(
  {
    percentiles,
    values: list(number(), {
      description: "The standard intensity of each landmark, ascending.",
      minItems: 2,
    }),
    over: overSetting("foreground"),
    images: withDefault(
      integer({ description: "How many images they were learned on.", minimum: 1 }),
      1,
    ),
  },
  {
    description:
      "Landmarks of a cohort's intensities, as `learnLandmarks` and `voxomics landmarks` make them.",
    rule: ({ percentiles: of, values }) => {
      if (values.length !== of.length) {
        return `values: found ${values.length}, expected one for each of ${of.length} percentiles`;
      }
      for (const [key, numbers] of Object.entries({ percentiles: of, values })) {
        if (!isAscending(numbers)) {
          return `${key}: found ${numbers.join(", ")}, expected each above the one before`;
        }
      }
      return null;
    },
  },
);

/** Landmarks of the intensities of a cohort. They can be written as JSON. */
export type Landmarks = Resolved<typeof landmarksSchema>;

const optionsSchema = object({
  percentiles: withDefault(percentiles, [1, 10, 20, 30, 40, 50, 60, 70, 80, 90, 99]),
  to: withDefault(
    tuple(number(), 2, { description: "Standard intensities of the first and last landmark." }),
    [0, 100],
  ),
  over: overSetting("foreground"),
});

/** How landmarks are learned: which percentiles they are, of which voxels, and the ends of the standard scale. */
export type LandmarkOptions = Given<typeof optionsSchema>;

/** An image that landmarks are learned on; with its region where they are those of regions. */
export type LandmarkSource = Volume | { readonly image: Volume; readonly mask: Mask };

/**
 * Learns the landmarks of a cohort's intensities: those of each image, moved linearly so that the first and the last
 * lie at the ends of the standard scale, are averaged over the images (Nyúl and Udupa 1999).
 *
 * Images are read one after another, and none is kept. The settings `normalise: { method: "nyul", landmarks }` bring
 * an image's intensities to the scale.
 *
 * @param images of one modality and sequence, in any order; a generator may read them
 * @throws VoxomicsError `invalid-settings`, `invalid-argument` for no image, `invalid-volume`, and `normalisation`
 *   for an image whose landmarks do not ascend; the error names the image by its number from 1
 *
 * @example
 * ```ts
 * import { extract, learnLandmarks } from "voxomics";
 *
 * const landmarks = await learnLandmarks([image, image]); // in a study: images of many patients
 * console.log(JSON.stringify(landmarks));
 * const { features } = extract(image, mask, { normalise: { method: "nyul", landmarks } });
 * console.log(features.length);
 * ```
 */
export async function learnLandmarks(
  images: Iterable<LandmarkSource> | AsyncIterable<LandmarkSource>,
  options: LandmarkOptions = {},
): Promise<Landmarks> {
  checkOptions(options, { percentiles: null, to: null, over: null });
  const { percentiles: of, to, over } = completed(optionsSchema, options, "");
  if (!isAscending(of) || !isAscending(to)) {
    const [key, numbers] = isAscending(of) ? ["to", to] : ["percentiles", of];
    const problem = `${key}: found ${numbers.join(", ")}, expected each above the one before`;
    throw new VoxomicsError("invalid-settings", problem, { problems: [problem], found: numbers });
  }
  checkArgument(images, "images", "iterable");
  const sums = new Float64Array(of.length);
  let count = 0;
  for await (const source of images) {
    count++;
    const standard = standardised(landmarksIn(source, of, over, count), to);
    for (let k = 0; k < sums.length; k++) sums[k] += standard[k];
  }
  if (count === 0) {
    const message = "images: found none, expected at least one to learn landmarks on";
    throw new VoxomicsError("invalid-argument", message, { what: "images", found: 0 });
  }
  return { percentiles: of, values: Array.from(sums, (sum) => sum / count), over, images: count };
}

/** The landmarks of an image of the cohort, by its number from 1. */
function landmarksIn(
  source: LandmarkSource,
  of: readonly number[],
  over: Over,
  number: number,
): number[] {
  checkArgument(source, `image ${number}`, "object");
  const given = "image" in source ? source : { image: source, mask: null };
  const image = checkVolume(given.image, `image ${number}`);
  const mask = given.mask === null ? null : checkMask(given.mask);
  if (mask !== null) checkSameGrid(image, mask);
  try {
    return landmarksOf(intensitySample(image, mask, over), of);
  } catch (error) {
    if (!(error instanceof VoxomicsError)) throw error;
    const { code, message, details } = error;
    throw new VoxomicsError(code, `image ${number}: ${message}`, details, { cause: error });
  }
}

/** Landmarks that were moved and stretched to the ends of the standard scale. */
function standardised(landmarks: readonly number[], [low, high]: readonly [number, number]) {
  const [first, last] = [landmarks[0], landmarks[landmarks.length - 1]];
  return landmarks.map((x) => low + ((x - first) * (high - low)) / (last - first));
}

/**
 * Percentiles of a sample, interpolated linearly between its order statistics.
 *
 * @throws VoxomicsError `normalisation` if one is not above the one before
 */
export function landmarksOf(sample: Float64Array, percentiles: readonly number[]): number[] {
  const found = selectQuantiles(
    sample,
    percentiles.map((p) => p / 100),
  );
  const k = found.findIndex((x, n) => n > 0 && !(x > found[n - 1]));
  if (k < 0) return found;
  throw new VoxomicsError(
    "normalisation",
    `percentiles ${percentiles[k - 1]} and ${percentiles[k]} of the intensities are ${found[k - 1]} and ${found[k]}, expected each above the one before: choose other percentiles, or over "foreground" where much of the image is one intensity`,
    { percentiles, values: found },
  );
}

/**
 * Maps intensities so that `from` becomes `to`, linearly between two neighbours; below the first and above the last, on the
 * line of the nearest two.
 *
 * @param from ascending, as many as `to`
 */
export function mapPiecewise(
  { data }: Pick<Volume, "data">,
  from: readonly number[],
  to: readonly number[],
): Float64Array {
  const out = new Float64Array(data.length);
  const last = from.length - 2;
  for (let v = 0; v < out.length; v++) {
    const x = data[v];
    let k = 0;
    while (k < last && x > from[k + 1]) k++;
    out[v] = to[k] + ((x - from[k]) * (to[k + 1] - to[k])) / (from[k + 1] - from[k]);
  }
  return out;
}

function isAscending(numbers: readonly number[]): boolean {
  return numbers.every((x, n) => n === 0 || x > numbers[n - 1]);
}
