import { orNull, withDefault } from "../schema/defaults.ts";
import { tuple } from "../schema/list.ts";
import { object } from "../schema/object.ts";
import type { Given, Resolved } from "../schema/schema.ts";
import { union } from "../schema/union.ts";
import { boolean, choice, constant, number } from "../schema/values.ts";
import { overSetting } from "./intensity-sample.ts";
import { landmarksSchema } from "./landmarks.ts";

/** How intensities are normalised before all other steps. */
export const normaliseSchema = union(
  "method",
  [
    object(
      {
        method: constant("zScore"),
        over: overSetting("image"),
        scale: withDefault(
          number({
            description: "What normalised intensities are multiplied by.",
            exclusiveMinimum: 0,
          }),
          1,
        ),
        removeOutliers: withDefault(
          orNull(
            number({
              description:
                "Clip at this many standard deviations from the mean. null: clip nothing.",
              exclusiveMinimum: 0,
            }),
          ),
          null,
        ),
      },
      {
        description:
          "Subtract the mean and divide by the standard deviation (N - 1), as PyRadiomics does.",
      },
    ),
    object(
      {
        method: constant("percentiles"),
        over: overSetting("image"),
        lower: withDefault(
          number({
            description: "The percentile that becomes the first number of `to`.",
            minimum: 0,
            maximum: 100,
          }),
          1,
        ),
        upper: withDefault(
          number({
            description: "The percentile that becomes the second number of `to`.",
            minimum: 0,
            maximum: 100,
          }),
          99,
        ),
        to: withDefault(
          tuple(number(), 2, { description: "What the two percentiles become." }),
          [0, 1],
        ),
        clip: withDefault(
          boolean({ description: "Clip intensities outside the two percentiles to them." }),
          false,
        ),
      },
      {
        description: "Move and stretch intensities so that two percentiles become two numbers.",
        rule: ({ lower, upper, to }) => {
          if (!(lower < upper)) {
            return `lower: found ${lower} with upper ${upper}, expected the lower percentile below the upper one`;
          }
          return to[0] < to[1]
            ? null
            : `to: found [${to.join(", ")}], expected the first number below the second`;
        },
      },
    ),
    object(
      { method: constant("nyul"), landmarks: landmarksSchema },
      {
        description:
          "Bring the landmarks of the image to those of a cohort, linearly between two (Nyúl and Udupa).",
      },
    ),
    object(
      {
        method: constant("whiteStripe"),
        peak: withDefault(
          choice(["last", "largest", "first"], {
            description:
              "Which peak of the smoothed histogram is white matter. last: the brightest, for T1; largest: for T2, or where the mask holds white matter alone; first: the darkest. A peak below a fifth of the highest is none.",
          }),
          "last",
        ),
        width: withDefault(
          number({
            description:
              "How far the stripe reaches on both sides of the peak, as a share of the mask's voxels (tau).",
            exclusiveMinimum: 0,
            maximum: 0.5,
          }),
          0.05,
        ),
      },
      {
        description:
          "Subtract the mean and divide by the standard deviation of a stripe around the mode of white matter (Shinohara et al. 2014), in a mask of white matter or of the brain that is given (whiteMatter, --white-matter).",
      },
    ),
  ],
  {
    description:
      "Normalisation of the image's intensities, before interpolation and every other step. What is in intensity units after it (resegment.range, discretise.width, features) is in normalised ones. null: intensities stay as they are.",
  },
);

/** The settings of normalisation, every default spelled out. */
export type NormaliseSettings = Resolved<typeof normaliseSchema>;

/** `NormaliseSettings` as users write them: what has a default may be left out. */
export type NormaliseInput = Given<typeof normaliseSchema>;

/** Whether a normalisation is that of a region, so that each region of an image has its own. */
export function isOfMask(settings: NormaliseSettings): boolean {
  switch (settings.method) {
    case "nyul":
      return settings.landmarks.over === "mask";
    case "whiteStripe":
      return false;
    default:
      return settings.over === "mask";
  }
}
