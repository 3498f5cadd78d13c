import type { WindowMeasure } from "../families/windows.ts";
import type { Aggregation } from "../features/aggregation.ts";
import type { LevelSizeSummary } from "../features/level-size.ts";
import type { DistanceWeighting } from "../matrices/distance-weighting.ts";
import { directionWeights } from "../matrices/distance-weighting.ts";
import { directions } from "../matrices/neighbourhood.ts";
import type { Vec3 } from "../volume/volume.ts";
import { positionFinder, shifted } from "./kernel-positions.ts";
import { type LevelSizeCounts, levelSizeWindow } from "./level-size-window.ts";
import type { Window } from "./window.ts";
import { partsOf } from "./window-parts.ts";

/** The lines of one part, one after another. */
interface Lines {
  readonly group: number;
  readonly weight: number;
  /** Kernel positions along each line, with -1 after the end of a line. */
  readonly positions: Int32Array;
}

/** Grey level run lengths in a window (IBSI TP0I). */
export function runWindow(
  window: Window,
  aggregation: Aggregation,
  weighting: DistanceWeighting | null,
): WindowMeasure<LevelSizeSummary> {
  const { groups, lines } = linesOf(window.offsets, aggregation, weighting);
  const longest = window.offsets.reduce((n, offset) => Math.max(n, ...offset.map(lengthAcross)), 1);
  // each run has at least one voxel
  const capacity = (lines.length / groups) * window.offsets.length;
  return levelSizeWindow(window, groups, longest, capacity, (counts) => {
    for (const line of lines) countRuns(window.local, line, counts);
  });
}

/** Number of voxels from an offset along one axis to its mirror image. */
function lengthAcross(offset: number): number {
  return 2 * Math.abs(offset) + 1;
}

function countRuns(
  local: Uint16Array,
  { group, weight, positions }: Lines,
  { groups, add }: LevelSizeCounts,
): void {
  let level = 0;
  let length = 0;
  let voxels = 0;
  for (let k = 0; k < positions.length; k++) {
    const here = positions[k] < 0 ? 0 : local[positions[k]];
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
  offsets: readonly Vec3[],
  aggregation: Aggregation,
  weighting: DistanceWeighting | null,
): { groups: number; lines: Lines[] } {
  const { dimension } = aggregation;
  const vectors = directions(dimension);
  const weights = weighting && directionWeights(dimension, 1, weighting);
  const positionOf = positionFinder(offsets);
  const { groups, parts } = partsOf(offsets, aggregation, vectors.length);
  const lines = parts.map(({ direction, group, has }) => {
    const vector = vectors[direction];
    const starts = offsets.filter(
      (offset) => has(offset) && positionOf(shifted(offset, vector, -1)) === undefined,
    );
    const positions = starts.flatMap((start) => [...lineFrom(start, vector, positionOf), -1]);
    return { group, weight: weights?.[direction] ?? 1, positions: Int32Array.from(positions) };
  });
  return { groups, lines };
}

function lineFrom(
  start: Vec3,
  vector: Vec3,
  positionOf: ReturnType<typeof positionFinder>,
): number[] {
  const line: number[] = [];
  for (
    let p = positionOf(start);
    p !== undefined;
    p = positionOf(shifted(start, vector, line.length))
  ) {
    line.push(p);
  }
  return line;
}
