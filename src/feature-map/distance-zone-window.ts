import type { WindowMeasure } from "../families/windows.ts";
import type { Aggregation } from "../features/aggregation.ts";
import type { LevelSizeSummary } from "../features/level-size.ts";
import type { Dimension } from "../matrices/neighbourhood.ts";
import type { Vec3 } from "../volume/volume.ts";
import { positionFinder, shifted } from "./kernel-positions.ts";
import type { Window } from "./window.ts";
import type { WindowZones } from "./window-zones.ts";
import { zoneWindow } from "./zone-window.ts";

/**
 * Grey level distance zones in a window (IBSI VMDZ). Distances are to the border of the
 * neighbourhood, not of the region.
 */
export function distanceZoneWindow(
  window: Window,
  aggregation: Aggregation,
  zones: WindowZones,
): WindowMeasure<LevelSizeSummary> {
  const { offsets } = window;
  const { first } = zones;
  const ways = waysOut(offsets, aggregation.dimension);
  const distance = new Int32Array(offsets.length + 1); // the last entry stands for the outside: 0
  const nearest = new Int32Array(offsets.length);
  return zoneWindow(window, aggregation, zones, offsets.length, nearest, () => {
    borderDistances(window, ways, distance);
    nearest.fill(offsets.length);
    for (let p = 0; p < first.length; p++) {
      if (first[p] >= 0) nearest[first[p]] = Math.min(nearest[first[p]], distance[p]);
    }
  });
}

/**
 * The neighbours of each kernel position along the axes: those of position p are entries
 * p * `along` to (p + 1) * `along` - 1. A neighbour outside the kernel is the number of positions.
 */
interface Ways {
  /** Axes: 2 or 3. */
  readonly along: number;
  readonly back: Int32Array;
  readonly ahead: Int32Array;
}

function waysOut(offsets: readonly Vec3[], dimension: Dimension): Ways {
  const axes: readonly Vec3[] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]; // biome-ignore format: a matrix
  const vectors = axes.slice(0, dimension);
  const positionOf = positionFinder(offsets);
  const positionsBeyond = (times: number) =>
    Int32Array.from(
      offsets.flatMap((offset) =>
        vectors.map((vector) => positionOf(shifted(offset, vector, times)) ?? offsets.length),
      ),
    );
  return { along: dimension, back: positionsBeyond(-1), ahead: positionsBeyond(1) };
}

/**
 * City-block distance of each kernel position to the outside of the neighbourhood, in voxels, by the
 * two sweeps of `borderDistance`.
 */
function borderDistances(
  { grid: { shape }, flatOffsets, centre }: Window,
  { along, back, ahead }: Ways,
  distance: Int32Array,
): void {
  for (let p = 0; p < flatOffsets.length; p++) {
    const inside = shape[centre + flatOffsets[p]];
    distance[p] = inside * (1 + least(distance, back, p * along, along));
  }
  for (let p = flatOffsets.length - 1; p >= 0; p--) {
    distance[p] = Math.min(distance[p], 1 + least(distance, ahead, p * along, along));
  }
}

function least(distance: Int32Array, positions: Int32Array, from: number, count: number): number {
  let least = distance[positions[from]];
  for (let k = 1; k < count; k++) least = Math.min(least, distance[positions[from + k]]);
  return least;
}
