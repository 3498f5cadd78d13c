import { type Distribution, summariseTally } from "../math/distribution.ts";

/**
 * The intensity histogram: N_g bins, empty ones included, and the distribution of the levels in it.
 */
export interface HistogramSummary extends Distribution {
  /** `counts[i - 1]` voxels have grey level i. */
  readonly counts: Float64Array;
  /** Slope of the counts at each bin, from the bins next to it; one entry for each bin. */
  readonly gradient: Float64Array;
}

/** Summary of the counts of grey levels 1 .. N_g; at least one is not 0. */
export function summariseHistogram(counts: Float64Array): HistogramSummary {
  return { ...summariseTally(counts, 1), counts, gradient: histogramGradient(counts) };
}

/** Central differences, one-sided at both ends; 0 where there is only one bin. */
function histogramGradient(counts: Float64Array): Float64Array {
  const last = counts.length - 1;
  return counts.map((_, i) => {
    const from = Math.max(0, i - 1);
    const to = Math.min(last, i + 1);
    return to > from ? (counts[to] - counts[from]) / (to - from) : 0;
  });
}
