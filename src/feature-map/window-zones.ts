import { type Dimension, directions } from "../matrices/neighbourhood.ts";
import { type Links, linkPlaces } from "./places.ts";
import type { Window } from "./window.ts";

/** The zones of equal grey level in a window, connected in its slices (2D) or in space (3D). */
export interface WindowZones {
  /** The first place of the zone of each place; -1 where there is no level. */
  readonly first: Int32Array;
  /** Labels the zones where the window stands, unless that has been done. */
  readonly label: () => void;
}

export function windowZones(window: Window, dimension: Dimension): WindowZones {
  const links = linkPlaces(window.steps, directions(dimension));
  const first = new Int32Array(window.steps.length);
  let labelled = -1;
  return {
    first,
    label: () => {
      if (labelled !== window.centre) joinEquals(window.local, links, first);
      labelled = window.centre;
    },
  };
}

/** Union-find; the root of a zone is its first place. */
function joinEquals(local: Uint16Array, { start, places }: Links, first: Int32Array): void {
  for (let p = 0; p < local.length; p++) {
    const level = local[p];
    first[p] = p;
    for (let k = start[p]; k < start[p + 1]; k++) {
      const q = places[k];
      if (local[q] !== level) continue;
      const a = rootOf(first, p);
      const b = rootOf(first, q);
      first[Math.max(a, b)] = Math.min(a, b);
    }
  }
  // roots come before what they lead, so one look up is enough
  for (let p = 0; p < local.length; p++) first[p] = local[p] === 0 ? -1 : first[first[p]];
}

function rootOf(first: Int32Array, p: number): number {
  while (first[p] !== p) p = first[p];
  return p;
}
