import type { Watch } from "../base/watch.ts";
import type { Volume } from "../volume/volume.ts";
import { checkSetting } from "./check-setting.ts";
import type { Dimensions, MeanFilter } from "./filter.ts";
import { type Cascade, kernelOf } from "./kernel.ts";
import { type FilterReach, separableReach } from "./reach.ts";
import { filterSeparably } from "./separable.ts";

/**
 * The mean of the square or cube around every voxel (IBSI S60F).
 *
 * @throws VoxomicsError `invalid-settings` unless the support is odd.
 */
export function meanFilter(
  image: Volume<Float64Array>,
  { support, boundary, dimensions }: MeanFilter,
  watch: Watch,
): Float64Array {
  checkSupport(support);
  return filterSeparably(image.data, image.size, meanKernels(support, dimensions), boundary, watch);
}

/** How far the mean looks. */
export function meanReach({ support, dimensions }: MeanFilter): FilterReach {
  checkSupport(support);
  return [separableReach(meanKernels(support, dimensions))];
}

function checkSupport(support: number): void {
  checkSetting(
    Number.isInteger(support) && support > 0 && support % 2 === 1,
    "mean.support",
    support,
    "an odd integer of at least 1",
  );
}

/** Equal weights along every filtered axis. */
export function meanKernels(support: number, dimensions: Dimensions): Cascade[] {
  const cascade = [kernelOf(new Array(support).fill(1 / support))];
  return new Array(dimensions).fill(cascade);
}
