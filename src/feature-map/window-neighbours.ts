import type { Dimension } from "../matrices/neighbourhood.ts";
import type { Vec3 } from "../volume/volume.ts";
import { reachOf } from "./kernel.ts";
import { type Links, linkPositions } from "./kernel-positions.ts";
import type { Window } from "./window.ts";

/**
 * What NGTDM and NGLDM count around every kernel position, over its neighbours within the window.
 * The arrays have one entry for each position.
 */
export interface WindowNeighbours {
  /** Sum of the neighbours' grey levels. */
  readonly sum: Float64Array;
  /** Number of neighbours with a grey level. */
  readonly count: Int32Array;
  /** 1 + the number of neighbours whose grey level differs by at most α. */
  readonly dependence: Int32Array;
  /** Counts the window at its present centre, unless it is counted already. */
  readonly update: () => void;
  /** Sets α for all windows that are counted from now on; α is 0 at first. */
  readonly dependWithin: (alpha: number) => void;
}

/** @param distance Chebyshev distance in voxels, in the slice plane (2D) or in space (3D) */
export function windowNeighbours(
  window: Window,
  dimension: Dimension,
  distance: number,
): WindowNeighbours {
  const { length } = window.offsets;
  const links = linkPositions(window.offsets, vectorsWithin(window.offsets, dimension, distance));
  const neighbours = {
    sum: new Float64Array(length),
    count: new Int32Array(length),
    dependence: new Int32Array(length),
  };
  let alpha = 0;
  let counted = -1;
  return {
    ...neighbours,
    update: () => {
      if (counted !== window.centre) countPairs(window.local, links, alpha, neighbours);
      counted = window.centre;
    },
    dependWithin: (largest) => {
      alpha = largest;
    },
  };
}

/** The vectors up to a distance that point forwards in memory and fit into the kernel. */
function vectorsWithin(offsets: readonly Vec3[], dimension: Dimension, distance: number): Vec3[] {
  const [x, y, z] = reachOf(offsets).map((reach) => {
    const longest = Math.min(distance, 2 * reach);
    return Array.from({ length: 2 * longest + 1 }, (_, k) => k - longest);
  });
  const slices = dimension === 2 ? [0] : z;
  return slices
    .flatMap((dz) => y.flatMap((dy) => x.map((dx): Vec3 => [dx, dy, dz])))
    .filter(([dx, dy, dz]) => dz > 0 || (dz === 0 && (dy > 0 || (dy === 0 && dx > 0))));
}

/** Visits every pair of neighbours once, and counts it for both voxels. */
function countPairs(
  local: Uint16Array,
  { start, positions }: Links,
  alpha: number,
  { sum, count, dependence }: Omit<WindowNeighbours, "update" | "dependWithin">,
): void {
  for (let p = 0; p < local.length; p++) {
    const here = local[p];
    sum[p] = 0;
    count[p] = 0;
    dependence[p] = 1;
    if (here === 0) continue;
    for (let k = start[p]; k < start[p + 1]; k++) {
      const q = positions[k];
      const there = local[q];
      if (there === 0) continue;
      sum[p] += there;
      sum[q] += here;
      count[p]++;
      count[q]++;
      const dependent = Math.abs(here - there) <= alpha ? 1 : 0;
      dependence[p] += dependent;
      dependence[q] += dependent;
    }
  }
}
