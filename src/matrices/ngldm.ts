import { inWorkspace } from "../base/workspace.ts";
import { DENSE_CELLS, fromDense, type Part, tally } from "./count-matrix.ts";
import { countDependent } from "./dependence.ts";
import type { Dimension } from "./neighbourhood.ts";
import { type PartRange, partRanges } from "./part-ranges.ts";
import type { TextureGrid } from "./texture-grid.ts";

/**
 * Neighbouring grey level dependence matrices (IBSI REK0): n(i, j) is the number of voxels of level
 * i with dependence j, 1 + the number of dependent neighbours. One for each slice (2D), or one (3D).
 */
export function countNgldm(grid: TextureGrid, dimension: Dimension, alpha: number): Part[] {
  const dependent = countDependent(grid, dimension, alpha);
  const width = Math.min((2 * grid.pad + 1) ** dimension, grid.voxels.length) + 1;
  const dense = (grid.levels + 1) * width <= DENSE_CELLS;
  return partRanges(grid, dimension).map((range) => ({
    slice: range.slice,
    direction: 0,
    matrix: dense ? countDense(grid, range, dependent, width) : countSparse(grid, range, dependent),
  }));
}

function countDense(
  { data, voxels, levels }: TextureGrid,
  { from, to }: PartRange,
  dependent: ArrayLike<number>,
  width: number,
) {
  return inWorkspace(({ integers }) => {
    const counts = integers((levels + 1) * width);
    for (let k = from; k < to; k++) counts[width * data[voxels[k]] + 1 + dependent[voxels[k]]]++;
    return fromDense(counts, width, levels, to - from);
  });
}

function countSparse(
  { data, voxels, levels }: TextureGrid,
  { from, to }: PartRange,
  dependent: ArrayLike<number>,
) {
  const part = voxels.subarray(from, to);
  const level = Int32Array.from(part, (v) => data[v]);
  const dependence = Int32Array.from(part, (v) => 1 + dependent[v]);
  return tally(level, dependence, levels, to - from);
}
