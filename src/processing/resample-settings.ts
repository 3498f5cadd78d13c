import { orNull, withDefault } from "../schema/defaults.ts";
import { tuple } from "../schema/list.ts";
import { object } from "../schema/object.ts";
import type { Given, Resolved } from "../schema/schema.ts";
import { boolean, choice, number } from "../schema/values.ts";

const interpolations = ["nearest", "linear", "cubic"] as const;

/**
 * How values between voxel centres are computed; `cubic` is the cubic B-spline with its prefilter.
 */
export type Interpolation = (typeof interpolations)[number];

/** How an image is interpolated. */
export const interpolationSchema = withDefault(
  choice(interpolations, {
    description: "How the image is interpolated; cubic is the cubic B-spline.",
  }),
  "linear",
);

/** Interpolation of image and mask to another voxel spacing (IBSI VTM2). */
export const resampleSchema = object(
  {
    spacing: tuple(orNull(number({ exclusiveMinimum: 0 })), 3, {
      description: "Voxel spacing along x, y and z in mm; null keeps an axis as it is.",
      contains: { type: "number" },
    }),
    interpolation: interpolationSchema,
    maskInterpolation: withDefault(
      choice(interpolations, { description: "How the mask is interpolated." }),
      "linear",
    ),
    maskThreshold: withDefault(
      number({
        description: "A voxel is in the region when its interpolated mask value reaches this.",
        exclusiveMinimum: 0,
        maximum: 1,
      }),
      0.5,
    ),
    roundIntensities: withDefault(
      boolean({ description: "Round interpolated intensities to the nearest integer, as for CT." }),
      false,
    ),
  },
  {
    description:
      "Interpolation of image and mask to another voxel spacing (IBSI VTM2). null: both stay on their grid.",
  },
);

/** The settings of resampling, every default spelled out; spacing in mm. */
export type ResampleSettings = Resolved<typeof resampleSchema>;

/** `ResampleSettings` as users write them: what has a default may be left out. */
export type ResampleInput = Given<typeof resampleSchema>;
