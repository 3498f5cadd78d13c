import { VoxomicsError } from "../messages/errors.ts";
import { counted } from "../messages/phrases.ts";
import { orDefault, orNull, withDefault } from "../schema/defaults.ts";
import { list } from "../schema/list.ts";
import type { Schema } from "../schema/schema.ts";
import { boolean, choice, number } from "../schema/values.ts";
import { countVoxels, intensitiesIn, type Mask } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";

const modes = ["absolute", "relative", "sigma"] as const;

/** What the ends of the range are numbers of. */
export type ResegmentMode = (typeof modes)[number];

const ends = list(number(), {
  description:
    "The lowest intensity of the region, and the highest if there are two. null: keep every voxel.",
  minItems: 1,
});

/** One number or two. */
const range: Schema<readonly number[]> = {
  ...ends,
  json: { ...ends.json, maxItems: 2 },
  complete: (value, path, problems, expected) => {
    if (Array.isArray(value) && value.length > 2) {
      problems.push(`${path}: found an array of ${value.length}, expected one of 1 or 2`);
    }
    return ends.complete(value, path, problems, expected);
  },
};

/** How a region is re-segmented. */
export const resegmentSettings = {
  resegmentRange: withDefault(orNull(range), null),
  resegmentMode: orDefault(
    choice(modes, {
      description:
        "absolute: intensities; relative: parts of the region's maximum; sigma: standard deviations from its mean.",
    }),
    "absolute",
  ),
  resegmentShape: orDefault(
    boolean({ description: "Whether shape is that of the re-segmented region." }),
    false,
  ),
} as const;

/** The settings that `resegment` reads. */
export interface ResegmentRules {
  readonly resegmentRange: readonly number[];
  readonly resegmentMode: ResegmentMode;
}

/**
 * The voxels of a region whose intensities lie in a range, its ends included.
 *
 * @throws VoxomicsError `too-small` if fewer than two voxels are left
 */
export function resegment(
  image: Volume,
  mask: Mask,
  { resegmentRange, resegmentMode }: ResegmentRules,
): Mask {
  const [lowest, highest = Number.POSITIVE_INFINITY] = [...resegmentRange]
    .sort((a, b) => a - b)
    .map(limitBy(resegmentMode, intensitiesIn(image, mask)));
  const data = mask.data.map((inside, v) =>
    inside !== 0 && image.data[v] >= lowest && image.data[v] <= highest ? 1 : 0,
  );
  const kept = { ...mask, data };
  const voxels = countVoxels(kept);
  if (voxels > 1) return kept;
  throw new VoxomicsError(
    "too-small",
    `resegmentRange [${resegmentRange.join(", ")}] (${resegmentMode}) leaves ${counted(voxels, "voxel")} of ${countVoxels(mask)}, expected at least 2`,
    { voxels, expected: 2 },
  );
}

/** What turns an end of the range into an intensity. */
function limitBy(mode: ResegmentMode, intensities: Float64Array): (end: number) => number {
  if (mode === "absolute") return (end) => end;
  if (mode === "relative") {
    const maximum = intensities.reduce((a, b) => Math.max(a, b));
    return (end) => maximum * end;
  }
  const mean = intensities.reduce((sum, x) => sum + x, 0) / intensities.length;
  const squares = intensities.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  const sd = Math.sqrt(squares / intensities.length);
  return (end) => mean + sd * end;
}
