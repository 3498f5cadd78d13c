import type { WindowMeasure } from "../families/windows.ts";
import type { Aggregation } from "../features/aggregation.ts";
import type { LevelSizeSummary } from "../features/level-size.ts";
import type { Dimension } from "../matrices/neighbourhood.ts";
import type { Vec3 } from "../volume/volume.ts";
import { placeFinder, stepBeyond } from "./places.ts";
import type { Window } from "./window.ts";
import type { WindowZones } from "./window-zones.ts";
import { zoneWindow } from "./zone-window.ts";

/**
 * Grey level distance zones in a window (IBSI VMDZ): the border is that of the neighbourhood, not of
 * the region.
 */
export function distanceZoneWindow(
  window: Window,
  aggregation: Aggregation,
  zones: WindowZones,
): WindowMeasure<LevelSizeSummary> {
  const { steps } = window;
  const { first } = zones;
  const ways = waysOut(steps, aggregation.dimension);
  const distance = new Int32Array(steps.length + 1); // the last place is outside: 0
  const nearest = new Int32Array(steps.length);
  return zoneWindow(window, aggregation, zones, steps.length, nearest, () => {
    borderDistances(window, ways, distance);
    nearest.fill(steps.length);
    for (let p = 0; p < first.length; p++) {
      if (first[p] >= 0) nearest[first[p]] = Math.min(nearest[first[p]], distance[p]);
    }
  });
}

/** The places next to each place along the axes, `along` of them for each; those outside are the last. */
interface Ways {
  readonly along: number;
  readonly back: Int32Array;
  readonly ahead: Int32Array;
}

function waysOut(steps: readonly Vec3[], dimension: Dimension): Ways {
  const axes: readonly Vec3[] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]; // biome-ignore format: a matrix
  const vectors = axes.slice(0, dimension);
  const placeOf = placeFinder(steps);
  const placesBeyond = (times: number) =>
    Int32Array.from(
      steps.flatMap((step) =>
        vectors.map((vector) => placeOf(stepBeyond(step, vector, times)) ?? steps.length),
      ),
    );
  return { along: dimension, back: placesBeyond(-1), ahead: placesBeyond(1) };
}

/** City-block distance of each place to the outside of the neighbourhood; two sweeps. */
function borderDistances(
  { grid: { shape }, flat, centre }: Window,
  { along, back, ahead }: Ways,
  distance: Int32Array,
): void {
  for (let p = 0; p < flat.length; p++) {
    const inside = shape[centre + flat[p]];
    distance[p] = inside * (1 + least(distance, back, p * along, along));
  }
  for (let p = flat.length - 1; p >= 0; p--) {
    distance[p] = Math.min(distance[p], 1 + least(distance, ahead, p * along, along));
  }
}

function least(distance: Int32Array, places: Int32Array, from: number, count: number): number {
  let least = distance[places[from]];
  for (let k = 1; k < count; k++) least = Math.min(least, distance[places[from + k]]);
  return least;
}
