import { orDefault, orNull, withDefault } from "../../schema/defaults.ts";
import { tuple } from "../../schema/list.ts";
import { boolean, choice, integer, number } from "../../schema/values.ts";
import { interpolatorNames } from "./interpolators.ts";

/** SimpleITK's numbers of the interpolators, in their order. */
const interpolatorNumbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

/** How image and mask are resampled, or cut out of their grids. */
export const resamplingSettings = {
  resampledPixelSpacing: withDefault(
    orNull(
      tuple(number({ minimum: 0 }), 3, {
        description:
          "Voxel spacing along x, y and z in mm; 0 keeps that of the mask. null: no resampling.",
      }),
    ),
    null,
  ),
  interpolator: withDefault(
    orNull(
      choice([...interpolatorNames, ...interpolatorNumbers], {
        description:
          "How the image is interpolated, by SimpleITK's name or number. null: no resampling.",
      }),
    ),
    "sitkBSpline",
  ),
  padDistance: orDefault(
    integer({
      description: "Voxels around the region's box that are kept when it is resampled or cut out.",
      minimum: 0,
    }),
    5,
  ),
  preCrop: orDefault(
    boolean({ description: "Cut the region's box out before filters see the image." }),
    false,
  ),
} as const;

/** The settings of resampling, every default spelled out. */
export interface ResamplingRules {
  readonly resampledPixelSpacing: readonly [number, number, number];
  readonly interpolator: (typeof interpolatorNames | typeof interpolatorNumbers)[number];
  readonly padDistance: number;
}

/** The name of an interpolator that is given by its name or number. */
export function interpolatorName(
  given: ResamplingRules["interpolator"],
): (typeof interpolatorNames)[number] {
  return typeof given === "number" ? interpolatorNames[given - 1] : given;
}
