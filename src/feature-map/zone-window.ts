import type { WindowMeasure } from "../families/windows.ts";
import type { Aggregation } from "../features/aggregation.ts";
import type { LevelSizeSummary } from "../features/level-size.ts";
import { levelSizeWindow } from "./level-size-window.ts";
import type { Window } from "./window.ts";
import { groupsOfPositions } from "./window-parts.ts";
import type { WindowZones } from "./window-zones.ts";

/** Grey level size zones in a window (IBSI 9SAK). */
export function sizeZoneWindow(
  window: Window,
  aggregation: Aggregation,
  zones: WindowZones,
): WindowMeasure<LevelSizeSummary> {
  const { first } = zones;
  const sizes = new Int32Array(first.length);
  return zoneWindow(window, aggregation, zones, first.length, sizes, () => {
    sizes.fill(0);
    for (let p = 0; p < first.length; p++) if (first[p] >= 0) sizes[first[p]]++;
  });
}

/**
 * A family that counts zones by grey level and a size of the zone.
 *
 * @param largest the largest size
 * @param size of each zone, from 1 to `largest`, at the zone's first kernel position
 * @param measure writes `size` for the window at its present centre
 */
export function zoneWindow(
  window: Window,
  aggregation: Aggregation,
  { first, label }: WindowZones,
  largest: number,
  size: Int32Array,
  measure: () => void,
): WindowMeasure<LevelSizeSummary> {
  const { offsets, local } = window;
  const { groups, groupOf } = groupsOfPositions(offsets, aggregation);
  return levelSizeWindow(window, groups, largest, offsets.length, ({ groups: matrices, add }) => {
    label();
    measure();
    for (let p = 0; p < local.length; p++) {
      if (local[p] === 0) continue;
      matrices[groupOf[p]].voxels++;
      if (first[p] === p) add(groupOf[p], local[p], size[p], 1);
    }
  });
}
