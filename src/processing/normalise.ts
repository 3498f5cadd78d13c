import { spreadOf } from "../math/spread.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { type Note, noteOf } from "../messages/note.ts";
import { counted } from "../messages/phrases.ts";
import { completed } from "../schema/check.ts";
import { checkSameGrid } from "../volume/geometry.ts";
import { checkMask, type Mask } from "../volume/mask.ts";
import { checkVolume, type Volume } from "../volume/volume.ts";
import { intensitySample, type Sampled } from "./intensity-sample.ts";
import { landmarksOf, mapPiecewise } from "./landmarks.ts";
import {
  isOfMask,
  type NormaliseInput,
  type NormaliseSettings,
  normaliseSchema,
} from "./normalise-settings.ts";

import { alignWhiteMatter } from "./white-matter.ts";
import { findWhiteStripe } from "./white-stripe.ts";

/** An image after normalisation, with notes on how it was normalised. */
export interface Normalised {
  readonly image: Volume;
  readonly notes: readonly Note[];
}

/**
 * An image whose intensities are normalised, as the settings `normalise` of `extract` have it.
 *
 * - `zScore`: (X - mean) / sd, clipped at ± `removeOutliers`, times `scale`; sd with N - 1. PyRadiomics' values.
 * - `percentiles`: the line through (percentile `lower`, `to[0]`) and (percentile `upper`, `to[1]`).
 * - `nyul`: the lines between the image's landmarks and those that were learned (`learnLandmarks`); beyond the first
 *   and the last landmark the line of the nearest two goes on.
 * - `whiteStripe`: (X - mean) / sd of a stripe around the mode of white matter, in the mask `whiteMatter`.
 *
 * Means and percentiles are those of the finite intensities that `over` names; what is NaN or infinite stays so.
 *
 * @param mask the region of `over: "mask"`, on the image's grid; null without one
 * @param whiteMatter 0 and 1 on the image's grid: white matter or the brain, for `whiteStripe` and for nothing else
 * @throws VoxomicsError `normalisation` for intensities that are all equal, for percentiles or landmarks that do not
 *   ascend, and for a white stripe of no spread; `invalid-settings`, `invalid-volume`, `invalid-mask`, `geometry-mismatch`
 *
 * @example
 * ```ts
 * import { normalise } from "voxomics";
 *
 * const { data } = normalise(image, { method: "zScore", scale: 100, removeOutliers: 3 });
 * console.log(data.length);
 * ```
 */
export function normalise(
  image: Volume,
  settings: NormaliseInput,
  mask: Mask | null = null,
  whiteMatter: Volume | null = null,
): Volume<Float64Array> {
  const step = completed(normaliseSchema, settings, "normalise");
  const checkedImage = checkVolume(image, "image");
  const checkedMask = mask === null ? null : checkMask(mask);
  if (checkedMask !== null) checkSameGrid(checkedImage, checkedMask);
  const given = alignWhiteMatter(whiteMatter, checkedImage, step);
  return normaliseIn(checkedImage, checkedMask, given, step).image as Volume<Float64Array>;
}

/**
 * What normalises an image for each of its regions. A normalisation that does not depend on the region is done once,
 * when it is first asked for.
 *
 * @param settings null for none: the image stays as it is
 * @param whiteMatter as it was given; null without one
 * @throws VoxomicsError `invalid-settings` for a mask of white matter without `whiteStripe`, and the other way round
 */
export function imageNormaliser(
  image: Volume,
  settings: NormaliseSettings | null,
  whiteMatter: Volume | null,
): (mask: Mask | null) => Normalised {
  const given = alignWhiteMatter(whiteMatter, image, settings);
  if (settings === null) return () => ({ image, notes: [] });
  let made: Normalised | null = null;
  return (mask) => {
    if (isOfMask(settings)) return normaliseIn(image, mask, given, settings);
    made ??= normaliseIn(image, null, given, settings);
    return made;
  };
}

/** `normalise` of an image and masks that have been checked and lie on one grid. */
function normaliseIn(
  image: Volume,
  mask: Mask | null,
  whiteMatter: Mask | null,
  settings: NormaliseSettings,
): Normalised {
  const { data, note } = byMethod(image, mask, whiteMatter, settings);
  for (let v = 0; v < data.length; v++) {
    if (!Number.isFinite(image.data[v])) data[v] = image.data[v];
  }
  return { image: { ...image, data }, notes: [note] };
}

function byMethod(
  image: Volume,
  mask: Mask | null,
  whiteMatter: Mask | null,
  settings: NormaliseSettings,
): { readonly data: Float64Array; readonly note: Note } {
  switch (settings.method) {
    case "zScore": {
      const { over, scale, removeOutliers } = settings;
      const { mean, sd } = spreadOf(intensitySample(image, mask, over));
      if (!(sd > 0 && Number.isFinite(sd))) {
        throw new VoxomicsError(
          "normalisation",
          `found a standard deviation of ${sd} of the intensities that they are normalised by (over "${over}"), expected at least two of different value`,
          { over, mean, sd },
        );
      }
      const data = zScores(new Float64Array(image.data.length), image, mean, sd, {
        scale,
        limit: removeOutliers ?? Number.POSITIVE_INFINITY,
      });
      const found = `mean ${mean}, standard deviation ${sd}`;
      return { data, note: told("zScore", over, found, { mean, sd }) };
    }
    case "percentiles": {
      const { over, lower, upper, to, clip } = settings;
      const from = landmarksOf(intensitySample(image, mask, over), [lower, upper]);
      const data = mapPiecewise(image, from, to);
      if (clip) clipTo(data, to);
      const found = `percentile ${lower} at ${from[0]}, percentile ${upper} at ${from[1]}`;
      return { data, note: told("percentiles", over, found, { from, to }) };
    }
    case "nyul": {
      const { percentiles, values, over } = settings.landmarks;
      const from = landmarksOf(intensitySample(image, mask, over), percentiles);
      const data = mapPiecewise(image, from, values);
      const found = `landmarks at ${from.join(", ")}`;
      return { data, note: told("nyul", over, found, { from, to: values }) };
    }
    case "whiteStripe": {
      const stripe = findWhiteStripe(intensitySample(image, whiteMatter, "whiteMatter"), settings);
      const { mode, lower, upper, voxels, mean, sd } = stripe;
      const data = zScores(new Float64Array(image.data.length), image, mean, sd, {
        scale: 1,
        limit: Number.POSITIVE_INFINITY,
      });
      const found = `mode ${mode}, stripe from ${lower} to ${upper} with ${counted(voxels, "voxel")}, mean ${mean}, standard deviation ${sd}`;
      return { data, note: told("whiteStripe", "whiteMatter", found, { ...stripe }) };
    }
  }
}

/**
 * Writes (X - mean) / sd, clipped at ± `limit`, times `scale`, in the precision of `out`: after the division, and after
 * the product.
 */
export function zScores<A extends Float32Array | Float64Array>(
  out: A,
  { data }: Pick<Volume, "data">,
  mean: number,
  sd: number,
  { scale, limit }: { readonly scale: number; readonly limit: number },
): A {
  for (let v = 0; v < out.length; v++) {
    out[v] = (data[v] - mean) / sd;
    if (out[v] > limit) out[v] = limit;
    else if (out[v] < -limit) out[v] = -limit;
    out[v] *= scale;
  }
  return out;
}

function clipTo(data: Float64Array, [low, high]: readonly [number, number]): void {
  for (let v = 0; v < data.length; v++) {
    if (data[v] < low) data[v] = low;
    else if (data[v] > high) data[v] = high;
  }
}

function told(method: string, over: Sampled, found: string, numbers: object): Note {
  return noteOf(
    "normalised",
    `intensities were normalised by ${method} over the ${over === "whiteMatter" ? "mask of white matter" : over} (${found}): values in units of intensity are in normalised ones`,
    { method, over, ...numbers },
  );
}
