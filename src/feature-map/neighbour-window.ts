import type { WindowMeasure } from "../families/windows.ts";
import type { Aggregation } from "../features/aggregation.ts";
import type { LevelSizeSummary } from "../features/level-size.ts";
import { type NgtdmSummary, summariseNgtdm } from "../features/ngtdm-summary.ts";
import { levelSizeWindow } from "./level-size-window.ts";
import type { Window } from "./window.ts";
import type { WindowNeighbours } from "./window-neighbours.ts";
import { groupsOfPositions } from "./window-parts.ts";

/** Neighbouring grey level dependence in a window (IBSI REK0). */
export function dependenceWindow(
  window: Window,
  aggregation: Aggregation,
  { dependence, update, dependWithin }: WindowNeighbours,
  alpha: number,
): WindowMeasure<LevelSizeSummary> {
  dependWithin(alpha);
  const { offsets, local } = window;
  const { groups, groupOf } = groupsOfPositions(offsets, aggregation);
  return levelSizeWindow(window, groups, offsets.length, offsets.length, (counts) => {
    update();
    for (let p = 0; p < local.length; p++) {
      if (local[p] === 0) continue;
      counts.groups[groupOf[p]].voxels++;
      counts.add(groupOf[p], local[p], dependence[p], 1);
    }
  });
}

/** Neighbourhood grey tone difference in a window (IBSI IPET). */
export function toneWindow(
  window: Window,
  aggregation: Aggregation,
  { sum, count, update }: WindowNeighbours,
): WindowMeasure<NgtdmSummary> {
  const { offsets, local, levelIndex, indexCount } = window;
  const { groups, groupOf } = groupsOfPositions(offsets, aggregation);
  // n_i and s_i by level index
  const n = new Float64Array(indexCount);
  const s = new Float64Array(indexCount);
  const levels = new Int32Array(indexCount); // the levels that occur, ascending
  return {
    groups,
    count: update,
    summarise: (group) => {
      let occurring = 0;
      for (let p = 0; p < local.length; p++) {
        if (count[p] === 0 || groupOf[p] !== group) continue;
        const level = local[p];
        const at = levelIndex[level];
        if (n[at]++ === 0) occurring = insert(levels, occurring, level);
        s[at] += Math.abs(level - sum[p] / count[p]);
      }
      if (occurring === 0) return null;
      const i = levels.slice(0, occurring);
      const matrix = {
        i,
        n: Float64Array.from(i, (level) => n[levelIndex[level]]),
        s: Float64Array.from(i, (level) => s[levelIndex[level]]),
      };
      for (let e = 0; e < occurring; e++) {
        n[levelIndex[i[e]]] = 0;
        s[levelIndex[i[e]]] = 0;
      }
      return summariseNgtdm(matrix);
    },
  };
}

/** Inserts a level into an ascending list; returns the new length. */
function insert(levels: Int32Array, length: number, level: number): number {
  let at = length;
  for (; at > 0 && levels[at - 1] > level; at--) levels[at] = levels[at - 1];
  levels[at] = level;
  return length + 1;
}
