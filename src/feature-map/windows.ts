import { once } from "../base/once.ts";
import type { Windows } from "../families/windows.ts";
import type { Dimension } from "../matrices/neighbourhood.ts";
import { distanceZoneWindow } from "./distance-zone-window.ts";
import { histogramWindow, statisticsWindow } from "./intensity-window.ts";
import { dependenceWindow, toneWindow } from "./neighbour-window.ts";
import { pairWindow } from "./pair-window.ts";
import { runWindow } from "./run-window.ts";
import type { Window } from "./window.ts";
import { windowNeighbours } from "./window-neighbours.ts";
import { windowZones } from "./window-zones.ts";
import { sizeZoneWindow } from "./zone-window.ts";

/**
 * What can be counted in a window. Zones and neighbours are found once for each dimension, and all
 * families share them.
 *
 * @param distance Chebyshev distance of neighbours, in voxels
 */
export function windowsOf(window: Window, distance: number): Windows {
  const zones = oncePerDimension((dimension) => windowZones(window, dimension));
  const neighbours = oncePerDimension((dimension) => windowNeighbours(window, dimension, distance));
  return {
    intensities: () => statisticsWindow(window),
    histogram: () => histogramWindow(window),
    pairs: (aggregation, weighting) => pairWindow(window, aggregation, distance, weighting),
    runs: (aggregation, weighting) => runWindow(window, aggregation, weighting),
    sizeZones: (aggregation) => sizeZoneWindow(window, aggregation, zones(aggregation.dimension)),
    distanceZones: (aggregation) =>
      distanceZoneWindow(window, aggregation, zones(aggregation.dimension)),
    toneDifferences: (aggregation) =>
      toneWindow(window, aggregation, neighbours(aggregation.dimension)),
    dependences: (aggregation, alpha) =>
      dependenceWindow(window, aggregation, neighbours(aggregation.dimension), alpha),
  };
}

function oncePerDimension<T>(make: (dimension: Dimension) => T): (dimension: Dimension) => T {
  const made = { 2: once(() => make(2)), 3: once(() => make(3)) };
  return (dimension) => made[dimension]();
}
