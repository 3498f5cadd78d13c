import { type Part, tally } from "./count-matrix.ts";
import type { NeighbourCounts } from "./neighbour-counts.ts";
import type { Dimension } from "./neighbourhood.ts";
import { partRanges } from "./part-ranges.ts";
import type { TextureGrid } from "./texture-grid.ts";

/**
 * Neighbouring grey level dependence matrices (IBSI REK0): n(i, j) is the number of voxels of level
 * i with dependence j. One for each slice (2D), or one (3D).
 */
export function countNgldm(
  grid: TextureGrid,
  dimension: Dimension,
  { dependence }: NeighbourCounts,
): Part[] {
  const { data, voxels, levels } = grid;
  const level = new Uint16Array(voxels.length);
  for (let k = 0; k < voxels.length; k++) level[k] = data[voxels[k]];
  return partRanges(grid, dimension).map(({ slice, from, to }) => ({
    slice,
    direction: 0,
    matrix: tally(level.subarray(from, to), dependence.subarray(from, to), levels, to - from),
  }));
}
