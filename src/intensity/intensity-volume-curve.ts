// IBSI P88C: the fraction of the region's volume whose intensity is at least a given one

import { rangeOf } from "../math/range.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { alignedEdges, edgesReached } from "../processing/bin-edges.ts";
import type { DiscretiseSettings } from "../processing/discretise.ts";
import { valuesAtRanks } from "./values-at-ranks.ts";

/**
 * An intensity-volume histogram, kept as the positions of the voxels on a scale of levels.
 *
 * Position or level p stands for the intensity `origin + step * p`.
 */
export interface IntensityVolumeCurve {
  /** Position of each voxel, at most `high`; integers unless levels are `dense`. */
  readonly positions: Float64Array;
  /** First level, the lower end of the standard's total range G. */
  readonly low: number;
  /** Last level, the upper end of the total range G. */
  readonly high: number;
  /** Lowest of the positions. */
  readonly lowest: number;
  /** Highest of the positions. */
  readonly highest: number;
  readonly origin: number;
  readonly step: number;
  /** true: every number from low to high is a level; false: low, low + 1, low + 2 … high are. */
  readonly dense: boolean;
}

type Range = readonly [number | null, number | null] | null;

/** Rounding error that comparisons with a fraction allow for. */
const rounding = 1e-9;

/**
 * The intensity-volume histogram of a non-empty set of finite intensities.
 *
 * - `none`, all intensities integers: the levels are the integers of the range.
 * - `none` otherwise: the limit of `fixedBinSize` for ever smaller bins. The standard defines no
 *   histogram without bins for such intensities; with this one, features change continuously with
 *   them.
 * - `fixedBinSize`: the levels are bin centres, from `minimum` to the range's upper end. If `minimum` is
 *   `aligned`, edges are multiples of the width, from the last one that is not above the lowest intensity.
 * - `fixedBinNumber`: the levels are the bin numbers 1 .. N; only 1 if all intensities are equal.
 *
 * @param range the re-segmentation range, which contains all intensities. An end that is null is the
 *   lowest or highest intensity, and so are both if the range is null.
 * @throws VoxomicsError `discretisation` when an intensity lies below the first bin
 */
export function intensityVolumeCurve(
  intensities: Float64Array,
  settings: DiscretiseSettings,
  range: Range,
): IntensityVolumeCurve {
  const { lowest, highest, whole } = rangeOf(intensities);
  const from = range?.[0] ?? lowest;
  const to = range?.[1] ?? highest;
  if (Math.max(to, highest) - Math.min(from, lowest) > widest)
    return shrunkCurve(intensities, settings, range);
  const plain = { origin: 0, step: 1, dense: false };

  switch (settings.method) {
    case "none":
      return {
        ...plain,
        positions: intensities,
        low: whole ? Math.ceil(from) : from,
        high: whole ? Math.floor(to) : to,
        lowest,
        highest,
        dense: !whole,
      };
    case "fixedBinSize": {
      const { width } = settings;
      if (settings.minimum === "aligned") return alignedCurve(intensities, lowest, to, width);
      const minimum = settings.minimum ?? from;
      if (lowest < minimum) {
        throw new VoxomicsError(
          "discretisation",
          `intensity ${lowest} in the region lies below the first bin, which starts at ${minimum}; lower intensityVolume.minimum or re-segment with that range`,
          { lowest, minimum },
        );
      }
      // an intensity equal to the range's upper end is in the last bin
      const bins = Math.max(1, Math.ceil((to - minimum) / width - rounding));
      const scale = { origin: minimum - width / 2, step: width, dense: false };
      return { ...scale, ...inBins(intensities, minimum, 1, width, bins) };
    }
    case "fixedBinNumber": {
      const extent = highest - lowest;
      if (extent === 0) return { ...plain, ...inBins(intensities, lowest, 0, 1, 1) };
      return { ...plain, ...inBins(intensities, lowest, settings.bins, extent, settings.bins) };
    }
  }
}

/** The histogram in bins whose edges are multiples of the width. */
function alignedCurve(
  intensities: Float64Array,
  lowest: number,
  to: number,
  width: number,
): IntensityVolumeCurve {
  const edges = alignedEdges(lowest, width);
  const { first, step } = edges;
  const bins = Math.max(1, Math.ceil((to - first) / step - rounding));
  const positions = intensities.map((x) => Math.min(edgesReached(x, edges), bins));
  const ends = rangeOf(positions);
  return {
    positions,
    low: 1,
    high: bins,
    lowest: ends.lowest,
    highest: ends.highest,
    origin: first - step / 2,
    step,
    dense: false,
  };
}

/** If the range of intensities is larger, its product with the number of bins may overflow. */
const widest = 2 ** 1000;

/**
 * Factor for intensities with too large a range. Products with a power of 2 are exact, except for
 * intensities that are negligible compared with the range.
 */
const shrink = 2 ** -40;

/**
 * `intensityVolumeCurve` of intensities with too large a range: that of the intensities times
 * `shrink`.
 */
function shrunkCurve(
  intensities: Float64Array,
  settings: DiscretiseSettings,
  range: Range,
): IntensityVolumeCurve {
  const times = (x: number | null) => (x === null ? null : x * shrink);
  const smallMinimum = (x: number | "aligned" | null) => (x === "aligned" ? x : times(x));
  const small = intensities.map((x) => x * shrink);
  const ends = range === null ? null : ([times(range[0]), times(range[1])] as const);
  if (settings.method === "fixedBinNumber") return intensityVolumeCurve(small, settings, ends);
  const binned =
    settings.method === "none"
      ? settings
      : { ...settings, width: settings.width * shrink, minimum: smallMinimum(settings.minimum) };
  const curve = intensityVolumeCurve(small, binned, ends);
  return { ...curve, origin: curve.origin / shrink, step: curve.step / shrink };
}

/** Bin numbers floor(factor (x - minimum) / divisor) + 1, but at most `bins`. */
function inBins(
  x: Float64Array,
  minimum: number,
  factor: number,
  divisor: number,
  bins: number,
): Pick<IntensityVolumeCurve, "positions" | "low" | "high" | "lowest" | "highest"> {
  const positions = new Float64Array(x.length);
  for (let k = 0; k < x.length; k++) {
    const bin = Math.floor((factor * (x[k] - minimum)) / divisor) + 1;
    positions[k] = Math.min(bin, bins);
  }
  const { lowest, highest } = rangeOf(positions);
  return { positions, low: 1, high: bins, lowest, highest };
}

/** V_x (IBSI BC2M): the largest volume fraction at an intensity fraction of at least `fraction`. */
export function volumeAt(curve: IntensityVolumeCurve, fraction: number): number {
  const { positions, low, high, dense } = curve;
  const along = (fraction - rounding) * (high - low);
  const level = low + (dense ? along : Math.ceil(along));
  let count = 0;
  for (let k = 0; k < positions.length; k++) if (positions[k] >= level) count++;
  return count / positions.length;
}

/**
 * I_x (IBSI GBPN) for each of `fractions` (below 1): the intensity of the lowest level that at most
 * this fraction of the volume reaches. It is the level after the last one if more reach the last
 * level.
 */
export function intensitiesAt(curve: IntensityVolumeCurve, fractions: readonly number[]): number[] {
  const { positions, lowest, highest, origin, step, dense } = curve;
  const last = positions.length - 1;
  const ranks = fractions.map((x) => last - Math.floor(x * positions.length + rounding));
  return valuesAtRanks(positions, ranks, lowest, highest, !dense).map(
    (position) => origin + step * (dense ? position : position + 1),
  );
}

/**
 * Area under the volume fraction over the intensity fraction (IBSI 9CMM), by trapezoids; 0 for one
 * level.
 */
export function areaUnder(curve: IntensityVolumeCurve): number {
  const { positions, low, high, dense } = curve;
  if (low === high) return 0;
  // the sum over levels of the voxels that reach them; by trapezoids the first and last level count
  // half
  let sum = 0;
  for (let k = 0; k < positions.length; k++) sum += positions[k] - low;
  const ends = dense ? 0 : (1 - volumeAt(curve, 1)) / 2;
  return (sum / positions.length + ends) / (high - low);
}
