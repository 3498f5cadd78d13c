import { spreadOf } from "../math/spread.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { zScores } from "../processing/normalise.ts";
import { orDefault, orNull, withDefault } from "../schema/defaults.ts";
import { boolean, number } from "../schema/values.ts";
import type { Volume } from "../volume/volume.ts";

/** How intensities are normalised, before all else. */
export const normaliseSettings = {
  normalize: orDefault(
    boolean({ description: "Subtract the image's mean, and divide by its standard deviation." }),
    false,
  ),
  normalizeScale: orDefault(
    number({ description: "What normalised intensities are multiplied by.", exclusiveMinimum: 0 }),
    1,
  ),
  removeOutliers: withDefault(
    orNull(
      number({
        description: "Clip at this many standard deviations from the mean. null: clip nothing.",
        exclusiveMinimum: 0,
      }),
    ),
    null,
  ),
} as const;

/** The settings that `normalise` reads. */
export interface NormaliseRules {
  readonly normalizeScale: number;
  readonly removeOutliers: number | null;
}

/**
 * An image less its mean, over its standard deviation (N - 1), clipped and scaled: over all voxels of the image.
 *
 * As in ITK, results are numbers of 32 bits, unless the image holds numbers of 64 bits.
 *
 * @throws VoxomicsError `invalid-intensity` for an image whose voxels are all equal, or not finite
 */
export function normalise(
  image: Volume,
  { normalizeScale, removeOutliers }: NormaliseRules,
): Volume<Float32Array | Float64Array> {
  const { data } = image;
  const { mean, sd } = spreadOf(data);
  if (!(sd > 0 && Number.isFinite(sd))) refuse(image, sd);
  const out =
    data instanceof Float64Array ? new Float64Array(data.length) : new Float32Array(data.length);
  const limit = removeOutliers ?? Number.POSITIVE_INFINITY;
  return { ...image, data: zScores(out, image, mean, sd, { scale: normalizeScale, limit }) };
}

function refuse({ data, size: [nx, ny] }: Volume, sd: number): never {
  const at = Math.max(
    0,
    data.findIndex((x) => !Number.isFinite(x)),
  );
  throw new VoxomicsError(
    "invalid-intensity",
    `normalize needs voxels of different, finite intensities; found a standard deviation of ${sd}`,
    {
      count: data.length,
      voxel: [at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))],
      position: [],
      intensity: data[at],
    },
  );
}
