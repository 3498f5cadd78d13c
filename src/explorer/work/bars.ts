import type { Region } from "../../processing/region.ts";

/** A bar of a histogram: intensities from one value up to another. */
export interface Bar {
  readonly from: number;
  readonly to: number;
  /** Voxels of the intensity mask. */
  readonly kept: number;
  /** Voxels of the morphological mask that re-segmentation leaves out. */
  readonly leftOut: number;
}

/** The most bars. */
const most = 96;

/**
 * Bars of one width over all finite intensities of a region's morphological mask. Few whole numbers get a bar
 * each.
 */
export function barsOf({ image, morphologicalMask, intensityMask }: Region): {
  readonly bars: readonly Bar[];
  readonly voxels: number;
} {
  const { data } = image;
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  let isWhole = true;
  let voxels = 0;
  for (let v = 0; v < data.length; v++) {
    if (morphologicalMask.data[v] === 0) continue;
    voxels++;
    const value = data[v];
    if (!Number.isFinite(value)) continue;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
    if (isWhole && !Number.isInteger(value)) isWhole = false;
  }
  if (lowest > highest) return { bars: [], voxels };
  const { start, width, count } = scaleOf(lowest, highest, isWhole);
  const kept = new Float64Array(count);
  const leftOut = new Float64Array(count);
  for (let v = 0; v < data.length; v++) {
    if (morphologicalMask.data[v] === 0 || !Number.isFinite(data[v])) continue;
    const bar = Math.min(count - 1, Math.floor((data[v] - start) / width));
    if (intensityMask.data[v] === 0) leftOut[bar]++;
    else kept[bar]++;
  }
  const bars = Array.from({ length: count }, (_, n) => ({
    from: start + n * width,
    to: start + (n + 1) * width,
    kept: kept[n],
    leftOut: leftOut[n],
  }));
  return { bars, voxels };
}

function scaleOf(lowest: number, highest: number, isWhole: boolean) {
  if (isWhole) {
    // a bar holds the same number of whole numbers as every other
    const width = Math.max(1, Math.ceil((highest - lowest + 1) / most));
    return { start: lowest - 0.5, width, count: Math.ceil((highest - lowest + 1) / width) };
  }
  if (lowest === highest) return { start: lowest - 0.5, width: 1, count: 1 };
  return { start: lowest, width: (highest - lowest) / most, count: most };
}
