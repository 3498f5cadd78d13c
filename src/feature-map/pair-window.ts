import type { WindowMeasure } from "../families/windows.ts";
import type { Aggregation } from "../features/aggregation.ts";
import { type GlcmSummary, glcmSums, summarisePairs } from "../features/glcm-summary.ts";
import type { DistanceWeighting } from "../matrices/distance-weighting.ts";
import { directionWeights } from "../matrices/distance-weighting.ts";
import { directions } from "../matrices/neighbourhood.ts";
import type { Vec3 } from "../volume/volume.ts";
import { positionFinder, shifted } from "./kernel-positions.ts";
import {
  addCount,
  clearCounts,
  noCounts,
  removeCount,
  type SparseCounts,
} from "./sparse-counts.ts";
import type { Window } from "./window.ts";
import { partsOf } from "./window-parts.ts";

/** Pairs of voxels, as flat offsets from the centre. */
interface Pairs {
  readonly first: Int32Array;
  readonly second: Int32Array;
}

/** The pairs of one part; those that a step along x adds (`entering`) and takes away (`leaving`). */
interface PartPairs {
  readonly group: number;
  readonly weight: number;
  readonly all: Pairs;
  readonly entering: Pairs;
  readonly leaving: Pairs;
}

/**
 * Grey level co-occurrence in a window (IBSI LFYI).
 *
 * After a step along x, the pairs that left the window are subtracted from the counts and those that
 * entered are added. Weighted counts are no whole numbers, and subtracting would leave rounding
 * errors: with weights every window is counted anew.
 */
export function pairWindow(
  window: Window,
  aggregation: Aggregation,
  distance: number,
  weighting: DistanceWeighting | null,
): WindowMeasure<GlcmSummary> {
  const { levelCount } = window.grid;
  const { groups, parts } = pairsOf(window, aggregation, distance, weighting);
  const counts = Array.from({ length: groups }, (_, group) => {
    const pairs = parts.filter((part) => part.group === group);
    const capacity = pairs.reduce((sum, { all }) => sum + all.first.length, 0);
    return noCounts(levelCount, window.indexCount ** 2, capacity);
  });
  const largest = Math.max(0, ...counts.map(({ n }) => n.length));
  const sums = glcmSums(levelCount, largest, weighting === null ? 2 * largest : 0);
  return {
    groups,
    count: (stepped) => {
      if (stepped && weighting === null) {
        for (const part of parts) {
          removePairs(window, part.leaving, counts[part.group]);
          addPairs(window, part.entering, 1, counts[part.group]);
        }
      } else {
        counts.forEach(clearCounts);
        for (const part of parts) addPairs(window, part.all, part.weight, counts[part.group]);
      }
    },
    summarise: (group) => {
      const { entries } = counts[group];
      return entries === 0 ? null : summarisePairs(counts[group], entries, sums);
    },
  };
}

function addPairs(
  { grid: { levels }, levelIndex, indexCount, centre }: Window,
  { first, second }: Pairs,
  weight: number,
  counts: SparseCounts,
): void {
  for (let p = 0; p < first.length; p++) {
    const i = levels[centre + first[p]];
    const j = levels[centre + second[p]];
    if (i === 0 || j === 0) continue;
    const cell =
      i < j
        ? levelIndex[i] * indexCount + levelIndex[j]
        : levelIndex[j] * indexCount + levelIndex[i];
    addCount(counts, cell, Math.min(i, j), Math.max(i, j), weight);
  }
}

function removePairs(
  { grid: { levels }, levelIndex, indexCount, centre }: Window,
  { first, second }: Pairs,
  counts: SparseCounts,
): void {
  for (let p = 0; p < first.length; p++) {
    const i = levels[centre + first[p]];
    const j = levels[centre + second[p]];
    if (i === 0 || j === 0) continue;
    removeCount(
      counts,
      i < j
        ? levelIndex[i] * indexCount + levelIndex[j]
        : levelIndex[j] * indexCount + levelIndex[i],
    );
  }
}

/** The pairs of each part; parts without pairs are left out. */
function pairsOf(
  { offsets, grid }: Window,
  aggregation: Aggregation,
  distance: number,
  weighting: DistanceWeighting | null,
): { groups: number; parts: PartPairs[] } {
  const { dimension } = aggregation;
  const vectors = directions(dimension);
  const weights = weighting && directionWeights(dimension, distance, weighting);
  const positionOf = positionFinder(offsets);
  const [nx, ny] = grid.size;
  const flat = ([x, y, z]: Vec3) => x + nx * (y + ny * z);

  const { groups, parts } = partsOf(offsets, aggregation, vectors.length);
  return {
    groups,
    parts: parts.flatMap(({ direction, group, has }) => {
      const across = (start: Vec3) => shifted(start, vectors[direction], distance);
      const isPair = (start: Vec3) =>
        positionOf(start) !== undefined && positionOf(across(start)) !== undefined;
      const toPairs = (starts: readonly Vec3[]): Pairs => ({
        first: Int32Array.from(starts, flat),
        second: Int32Array.from(starts, (start) => flat(across(start))),
      });
      const starts = offsets.filter((offset) => has(offset) && isPair(offset));
      if (starts.length === 0) return [];
      const back = starts.map((start) => shifted(start, alongX, -1));
      return {
        group,
        weight: weights?.[direction] ?? 1,
        all: toPairs(starts),
        entering: toPairs(starts.filter((start) => !isPair(shifted(start, alongX)))),
        leaving: toPairs(back.filter((start) => !isPair(start))),
      };
    }),
  };
}

const alongX: Vec3 = [1, 0, 0];
