import { VoxomicsError } from "../messages/errors.ts";
import { withDefault } from "../schema/defaults.ts";
import { choice } from "../schema/values.ts";
import type { Mask } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";

const overWords = ["image", "foreground", "mask"] as const;

/** The voxels whose intensities a normalisation is computed from. */
export type Over = (typeof overWords)[number];

/** Those, or the mask of white matter that is given beside the region's. */
export type Sampled = Over | "whiteMatter";

/** A schema of the voxels that a normalisation is computed from. */
export function overSetting(initial: Over) {
  return withDefault(
    choice(overWords, {
      description:
        "Whose intensities it is computed from: image: all voxels; foreground: those above the mean of all, which leaves out the air around a head; mask: those of the region, before it is interpolated.",
    }),
    initial,
  );
}

/**
 * The finite intensities that a normalisation is computed from, in the order of the voxels.
 *
 * @param mask of 0 and 1 on the image's grid; null where there is none
 * @throws VoxomicsError `invalid-settings` for a mask that is asked for and not there, `normalisation` if there
 *   is no such voxel
 */
export function intensitySample({ data }: Volume, mask: Mask | null, over: Sampled): Float64Array {
  if (over === "mask" && mask === null) {
    const problem =
      'normalise: found over "mask" without a region, expected "image" or "foreground" where there is no mask';
    throw new VoxomicsError("invalid-settings", problem, { problems: [problem], found: over });
  }
  const isInMask = over === "mask" || over === "whiteMatter";
  const inside = isInMask ? (mask as Mask).data : null;
  let sample = finiteOf(data, (v) => inside === null || inside[v] !== 0);
  if (over === "foreground") {
    let sum = 0;
    for (let v = 0; v < sample.length; v++) sum += sample[v];
    const mean = sum / sample.length;
    sample = sample.filter((x) => x > mean);
  }
  if (sample.length > 0) return sample;
  const of = {
    image: "the image",
    foreground: "the image's foreground",
    mask: "the region",
    whiteMatter: "the mask of white matter",
  }[over];
  throw new VoxomicsError(
    "normalisation",
    `${of} has no voxel with a finite intensity that intensities could be normalised by`,
    { over },
  );
}

function finiteOf(data: Volume["data"], isAsked: (v: number) => boolean): Float64Array {
  const sample = new Float64Array(data.length);
  let n = 0;
  for (let v = 0; v < data.length; v++) {
    if (isAsked(v) && Number.isFinite(data[v])) sample[n++] = data[v];
  }
  return sample.subarray(0, n);
}
