import type { WindowMeasure } from "../families/windows.ts";
import { type HistogramSummary, summariseHistogram } from "../features/histogram-summary.ts";
import { type Distribution, summariseSample } from "../math/distribution.ts";
import type { Window } from "./window.ts";

/** Intensity statistics in a window (IBSI UHIW). */
export function statisticsWindow(window: Window): WindowMeasure<Distribution> {
  const { local, flatOffsets } = window;
  const { intensities } = window.grid;
  const sample = new Float64Array(local.length);
  let count = 0;
  return {
    groups: 1,
    count: () => {
      count = 0;
      for (let p = 0; p < local.length; p++) {
        if (local[p] !== 0) sample[count++] = intensities[window.centre + flatOffsets[p]];
      }
    },
    summarise: () => (count === 0 ? null : summariseSample(sample.subarray(0, count))),
  };
}

/** The intensity histogram in a window (IBSI ZVCW). The window itself keeps the counts. */
export function histogramWindow({ voxels }: Window): WindowMeasure<HistogramSummary> {
  const counts = voxels.subarray(1);
  return {
    groups: 1,
    count: () => {},
    summarise: () => summariseHistogram(counts),
  };
}
