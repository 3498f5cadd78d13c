import type { WindowMeasure } from "../families/windows.ts";
import { type LevelSizeSummary, levelSizeSums, summariseCounts } from "../features/level-size.ts";
import { addCount, clearCounts, noCounts, type SparseCounts } from "./sparse-counts.ts";
import type { Window } from "./window.ts";

/** The count matrices of a window's groups, of grey level against a size. */
export interface LevelSizeCounts {
  readonly groups: readonly SparseCounts[];
  /** Adds to n(level, size) of a group. */
  readonly add: (group: number, level: number, size: number, amount: number) => void;
}

/**
 * A family of grey level against a size from 1 to `largest`. Every window is counted anew: what a
 * step along x changes of its runs and zones is most of them.
 *
 * @param capacity of entries in a group
 * @param fill counts the window where it stands
 */
export function levelSizeWindow(
  window: Window,
  groups: number,
  largest: number,
  capacity: number,
  fill: (counts: LevelSizeCounts) => void,
): WindowMeasure<LevelSizeSummary> {
  const { levelCount } = window.grid;
  const { slot, slots } = window;
  const width = largest + 1;
  const matrices = Array.from({ length: groups }, () =>
    noCounts(levelCount, slots * width, capacity),
  );
  const counts: LevelSizeCounts = {
    groups: matrices,
    add: (group, level, size, amount) =>
      addCount(matrices[group], slot[level] * width + size, level, size, amount),
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
