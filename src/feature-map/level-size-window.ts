import type { WindowMeasure } from "../families/windows.ts";
import { type LevelSizeSummary, levelSizeSums, summariseCounts } from "../features/level-size.ts";
import { addCount, clearCounts, noCounts, type SparseCounts } from "./sparse-counts.ts";
import type { Window } from "./window.ts";

/** Count matrices of grey level against a size, one for each group of a window. */
export interface LevelSizeCounts {
  readonly groups: readonly SparseCounts[];
  /** Adds `amount` to n(level, size) of a group. */
  readonly add: (group: number, level: number, size: number, amount: number) => void;
}

/**
 * A family whose matrices count grey level against a size: run length, zone size, zone distance or
 * dependence. Every window is counted anew, because one step along x changes most of its runs and
 * zones.
 *
 * @param groups number of matrices
 * @param largest the largest size
 * @param capacity the most entries that are not 0 in a matrix
 * @param fill counts the window at its present centre
 */
export function levelSizeWindow(
  window: Window,
  groups: number,
  largest: number,
  capacity: number,
  fill: (counts: LevelSizeCounts) => void,
): WindowMeasure<LevelSizeSummary> {
  const { levelCount } = window.grid;
  const { levelIndex, indexCount } = window;
  const width = largest + 1;
  const matrices = Array.from({ length: groups }, () =>
    noCounts(levelCount, indexCount * width, capacity),
  );
  const counts: LevelSizeCounts = {
    groups: matrices,
    add: (group, level, size, amount) =>
      addCount(matrices[group], levelIndex[level] * width + size, level, size, amount),
  };
  const sums = levelSizeSums(levelCount, largest);
  return {
    groups,
    count: () => {
      matrices.forEach(clearCounts);
      fill(counts);
    },
    summarise: (group) => {
      const { entries } = matrices[group];
      return entries === 0 ? null : summariseCounts(matrices[group], entries, sums);
    },
  };
}
