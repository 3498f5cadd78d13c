import { inSteps } from "../base/watch.ts";
import { allocate } from "../convolution/allocate.ts";
import { filterAxis } from "../convolution/filter-axis.ts";
import { kernelOf } from "../convolution/kernel.ts";
import type { Footprint } from "../convolution/reach.ts";
import type { Axis } from "../volume/vec3.ts";
import { filter, type SettingsOf } from "./filter.ts";

/**
 * The length of the gradient by central differences, in intensities a mm, as in PyRadiomics, which
 * uses ITK's GradientMagnitudeImageFilter. (ITK's boundary is `nearest`, which for direct
 * neighbours is the same as `mirror`.)
 */
export const gradient = filter({
  type: "gradient",
  title: "Length of the intensity gradient, in intensities a mm.",
  settings: {},
  respond: ({ data, size, spacing }, { boundary, dimensions }, watch) => {
    const out = allocate(data.length);
    const slope = allocate(data.length);
    const next = inSteps(dimensions, watch);
    for (let axis = 0; axis < dimensions; axis++) {
      next("xyz"[axis]);
      const half = 0.5 / spacing[axis];
      filterAxis(data, slope, size, axis as Axis, [kernelOf([half, 0, -half])], boundary);
      for (let v = 0; v < out.length; v++) out[v] += slope[v] * slope[v];
    }
    for (let v = 0; v < out.length; v++) out[v] = Math.sqrt(out[v]);
    return out;
  },
  // the two neighbours along each axis, without the voxel itself
  reach: ({ dimensions }) => {
    const along: Footprint[] = [
      [[beside], [], []],
      [[], [beside], []],
      [[], [], [beside]],
    ];
    return along.slice(0, dimensions);
  },
});

const beside = [-1, 1];

export type GradientFilter = SettingsOf<typeof gradient>;
