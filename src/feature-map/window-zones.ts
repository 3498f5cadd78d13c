import { type Dimension, directions } from "../matrices/neighbourhood.ts";
import { type Links, linkPositions } from "./kernel-positions.ts";
import type { Window } from "./window.ts";

/** The zones of equal grey level in a window, connected in its slices (2D) or in space (3D). */
export interface WindowZones {
  /** For each kernel position the first position of its zone; -1 at a voxel without a level. */
  readonly first: Int32Array;
  /** Finds the zones of the window at its present centre, unless they are found already. */
  readonly label: () => void;
}

export function windowZones(window: Window, dimension: Dimension): WindowZones {
  const links = linkPositions(window.offsets, directions(dimension));
  const first = new Int32Array(window.offsets.length);
  let labelled = -1;
  return {
    first,
    label: () => {
      if (labelled !== window.centre) joinEquals(window.local, links, first);
      labelled = window.centre;
    },
  };
}

/** Union-find; the root of a zone is its first position. */
function joinEquals(local: Uint16Array, { start, positions }: Links, first: Int32Array): void {
  for (let p = 0; p < local.length; p++) {
    const level = local[p];
    first[p] = p;
    for (let k = start[p]; k < start[p + 1]; k++) {
      const q = positions[k];
      if (local[q] !== level) continue;
      const a = rootOf(first, p);
      const b = rootOf(first, q);
      first[Math.max(a, b)] = Math.min(a, b);
    }
  }
  // in ascending order the root of every earlier position is known, so one look-up is enough
  for (let p = 0; p < local.length; p++) first[p] = local[p] === 0 ? -1 : first[first[p]];
}

function rootOf(first: Int32Array, p: number): number {
  while (first[p] !== p) p = first[p];
  return p;
}
