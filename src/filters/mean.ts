import type { Dimensions } from "../convolution/filter-axis.ts";
import { type Cascade, kernelOf } from "../convolution/kernel.ts";
import { separableReach } from "../convolution/reach.ts";
import { filterSeparably } from "../convolution/separable.ts";
import { integer } from "../schema/values.ts";
import { filter, type SettingsOf } from "./filter.ts";

/** The mean of the square or cube around every voxel. */
export const mean = filter({
  type: "mean",
  title: "Mean of a square or cube (IBSI S60F).",
  settings: {
    support: integer({ description: "Edge length in voxels, odd.", minimum: 1, maximum: 999 }),
  },
  rule: ({ support }) =>
    support % 2 === 1 ? null : `support: found ${support}, expected an odd integer`,
  respond: ({ data, size }, { support, boundary, dimensions }, watch) =>
    filterSeparably(data, size, meanKernels(support, dimensions), boundary, watch),
  reach: ({ support, dimensions }) => [separableReach(meanKernels(support, dimensions))],
});

export type MeanFilter = SettingsOf<typeof mean>;

/** Equal weights along every filtered axis. */
export function meanKernels(support: number, dimensions: Dimensions): Cascade[] {
  const cascade = [kernelOf(new Array(support).fill(1 / support))];
  return new Array(dimensions).fill(cascade);
}
