import type { WindowMeasure } from "../families/windows.ts";
import type { Aggregation } from "../features/aggregation.ts";
import type { LevelSizeSummary } from "../features/level-size.ts";
import { type NgtdmSummary, summariseNgtdm } from "../features/ngtdm-summary.ts";
import { levelSizeWindow } from "./level-size-window.ts";
import type { Window } from "./window.ts";
import type { WindowNeighbours } from "./window-neighbours.ts";
import { groupsOfPlaces } from "./window-parts.ts";

/** Neighbouring grey level dependence in a window (IBSI REK0). */
export function dependenceWindow(
  window: Window,
  aggregation: Aggregation,
  { dependence, update, dependWithin }: WindowNeighbours,
  alpha: number,
): WindowMeasure<LevelSizeSummary> {
  dependWithin(alpha);
  const { steps, local } = window;
  const { groups, groupOf } = groupsOfPlaces(steps, aggregation);
  return levelSizeWindow(window, groups, steps.length, steps.length, (counts) => {
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
  const { steps, local, slot, slots } = window;
  const { groups, groupOf } = groupsOfPlaces(steps, aggregation);
  // by slot: n_i and s_i, and the levels that occur, ascending
  const n = new Float64Array(slots);
  const s = new Float64Array(slots);
  const levels = new Int32Array(slots);
  return {
    groups,
    count: update,
    summarise: (group) => {
      let occurring = 0;
      for (let p = 0; p < local.length; p++) {
        if (count[p] === 0 || groupOf[p] !== group) continue;
        const level = local[p];
        const at = slot[level];
        if (n[at]++ === 0) occurring = insert(levels, occurring, level);
        s[at] += Math.abs(level - sum[p] / count[p]);
      }
      if (occurring === 0) return null;
      const i = levels.slice(0, occurring);
      const matrix = {
        i,
        n: Float64Array.from(i, (level) => n[slot[level]]),
        s: Float64Array.from(i, (level) => s[slot[level]]),
      };
      for (let e = 0; e < occurring; e++) {
        n[slot[i[e]]] = 0;
        s[slot[i[e]]] = 0;
      }
      return summariseNgtdm(matrix);
    },
  };
}

/** Puts a level in its place in an ascending list; the new length. */
function insert(levels: Int32Array, length: number, level: number): number {
  let at = length;
  for (; at > 0 && levels[at - 1] > level; at--) levels[at] = levels[at - 1];
  levels[at] = level;
  return length + 1;
}
