import { type Part, tally } from "./count-matrix.ts";
import { partRanges } from "./part-ranges.ts";
import type { TextureGrid } from "./texture-grid.ts";
import type { Zones } from "./zones.ts";

/** Grey level size zone matrices (IBSI 9SAK) of labelled zones: one for each slice, or one in 3D. */
export function countGlszm(grid: TextureGrid, zones: Zones): Part[] {
  return zoneParts(grid, zones, zones.size);
}

/**
 * Matrices of zone level against another number of each zone: one for each slice, or one in 3D.
 *
 * @param measure that number, one entry for each zone
 */
export function zoneParts(grid: TextureGrid, zones: Zones, measure: Int32Array): Part[] {
  return partRanges(grid, zones.dimension).map(({ slice, from, to }) => {
    const [first, last] = [zones.sliceStart[slice], zones.sliceStart[slice + 1]];
    const level = zones.level.subarray(first, last);
    const matrix = tally(level, measure.subarray(first, last), grid.levels, to - from);
    return { slice, direction: 0, matrix };
  });
}
