import type { Dimension } from "../matrices/neighbourhood.ts";
import type { Vec3 } from "../volume/volume.ts";
import { reachOf } from "./kernel.ts";
import { type Links, linkPlaces } from "./places.ts";
import type { Window } from "./window.ts";

/** What NGTDM and NGLDM count around every place of a window, within the window. */
export interface WindowNeighbours {
  /** Σ of the grey levels around it, and how many they are. */
  readonly sum: Float64Array;
  readonly count: Int32Array;
  /** 1 + how many of them have a grey level that differs by at most α. */
  readonly dependence: Int32Array;
  /** Counts where the window stands, unless that has been done. */
  readonly update: () => void;
  /** Sets α, which is 0 before, for all windows that are counted from now on. */
  readonly dependWithin: (alpha: number) => void;
}

/** @param distance Chebyshev, in the slice plane (2D) or in space (3D) */
export function windowNeighbours(
  window: Window,
  dimension: Dimension,
  distance: number,
): WindowNeighbours {
  const { length } = window.steps;
  const links = linkPlaces(window.steps, vectorsWithin(window.steps, dimension, distance));
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

/** The vectors up to a distance that point forwards in memory, as far as a kernel has room for them. */
function vectorsWithin(steps: readonly Vec3[], dimension: Dimension, distance: number): Vec3[] {
  const [x, y, z] = reachOf(steps).map((reach) => {
    const longest = Math.min(distance, 2 * reach);
    return Array.from({ length: 2 * longest + 1 }, (_, k) => k - longest);
  });
  const slices = dimension === 2 ? [0] : z;
  return slices
    .flatMap((dz) => y.flatMap((dy) => x.map((dx): Vec3 => [dx, dy, dz])))
    .filter(([dx, dy, dz]) => dz > 0 || (dz === 0 && (dy > 0 || (dy === 0 && dx > 0))));
}

/** Every pair of neighbours once, for both of them. */
function countPairs(
  local: Uint16Array,
  { start, places }: Links,
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
      const q = places[k];
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
