import type { WindowMeasure } from "../families/windows.ts";
import type { Aggregation } from "../features/aggregation.ts";
import type { LevelSizeSummary } from "../features/level-size.ts";
import type { DistanceWeighting } from "../matrices/distance-weighting.ts";
import { directionWeights } from "../matrices/distance-weighting.ts";
import { directions } from "../matrices/neighbourhood.ts";
import type { Vec3 } from "../volume/volume.ts";
import { type LevelSizeCounts, levelSizeWindow } from "./level-size-window.ts";
import { placeFinder, stepBeyond } from "./places.ts";
import type { Window } from "./window.ts";
import { partsOf } from "./window-parts.ts";

/** The lines of one part, end to end. */
interface Lines {
  readonly group: number;
  readonly weight: number;
  /** Places in the kernel in the order of the lines, -1 after each line. */
  readonly places: Int32Array;
}

/** Grey level run lengths in a window (IBSI TP0I). */
export function runWindow(
  window: Window,
  aggregation: Aggregation,
  weighting: DistanceWeighting | null,
): WindowMeasure<LevelSizeSummary> {
  const { groups, lines } = linesOf(window.steps, aggregation, weighting);
  const longest = window.steps.reduce((n, step) => Math.max(n, ...step.map(lengthAcross)), 1);
  // a run has a voxel at least
  const capacity = (lines.length / groups) * window.steps.length;
  return levelSizeWindow(window, groups, longest, capacity, (counts) => {
    for (const line of lines) countRuns(window.local, line, counts);
  });
}

/** The voxels of a line from a step to its mirror image. */
function lengthAcross(step: number): number {
  return 2 * Math.abs(step) + 1;
}

function countRuns(
  local: Uint16Array,
  { group, weight, places }: Lines,
  { groups, add }: LevelSizeCounts,
): void {
  let level = 0;
  let length = 0;
  let voxels = 0;
  for (let k = 0; k < places.length; k++) {
    const here = places[k] < 0 ? 0 : local[places[k]];
    voxels += here === 0 ? 0 : 1;
    if (here === level) {
      length++;
      continue;
    }
    if (level !== 0) add(group, level, length, weight);
    level = here;
    length = 1;
  }
  groups[group].voxels += voxels * weight;
}

function linesOf(
  steps: readonly Vec3[],
  aggregation: Aggregation,
  weighting: DistanceWeighting | null,
): { groups: number; lines: Lines[] } {
  const { dimension } = aggregation;
  const vectors = directions(dimension);
  const weights = weighting && directionWeights(dimension, 1, weighting);
  const placeOf = placeFinder(steps);
  const { groups, parts } = partsOf(steps, aggregation, vectors.length);
  const lines = parts.map(({ direction, group, has }) => {
    const vector = vectors[direction];
    const starts = steps.filter(
      (step) => has(step) && placeOf(stepBeyond(step, vector, -1)) === undefined,
    );
    const places = starts.flatMap((start) => [...lineFrom(start, vector, placeOf), -1]);
    return { group, weight: weights?.[direction] ?? 1, places: Int32Array.from(places) };
  });
  return { groups, lines };
}

function lineFrom(start: Vec3, vector: Vec3, placeOf: ReturnType<typeof placeFinder>): number[] {
  const line: number[] = [];
  for (
    let p = placeOf(start);
    p !== undefined;
    p = placeOf(stepBeyond(start, vector, line.length))
  ) {
    line.push(p);
  }
  return line;
}
