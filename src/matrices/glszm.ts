import { type Part, tally } from "./count-matrix.ts";
import type { TextureGrid } from "./texture-grid.ts";
import type { Zones } from "./zones.ts";

/** Grey level size zone matrices (IBSI 9SAK) of labelled zones: one for each slice, or one in 3D. */
export function countGlszm(grid: TextureGrid, zones: Zones): Part[] {
  return zoneParts(grid, zones, zones.size);
}

/** Matrices of zone level against any other number of each zone, one for each part of the zones. */
export function zoneParts(
  { levels, voxels, sliceStart }: TextureGrid,
  zones: Zones,
  measure: Int32Array,
): Part[] {
  const parts = zones.sliceStart.length - 1;
  return Array.from({ length: parts }, (_, slice) => {
    const from = zones.sliceStart[slice];
    const to = zones.sliceStart[slice + 1];
    const inPart = parts === 1 ? voxels.length : sliceStart[slice + 1] - sliceStart[slice];
    const matrix = tally(
      zones.level.subarray(from, to),
      measure.subarray(from, to),
      levels,
      inPart,
    );
    return { slice, direction: 0, matrix };
  });
}
