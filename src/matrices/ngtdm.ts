import type { Part } from "./count-matrix.ts";
import type { NeighbourCounts } from "./neighbour-counts.ts";
import type { Dimension } from "./neighbourhood.ts";
import { type PartRange, partRanges } from "./part-ranges.ts";
import type { TextureGrid } from "./texture-grid.ts";

/** A neighbourhood grey tone difference matrix: one row for each level that occurs, ascending. */
export interface DifferenceMatrix {
  /** Grey level. */
  readonly i: Int32Array;
  /** n_i: voxels of the level that have a neighbour in the region; never 0. */
  readonly n: Float64Array;
  /** s_i: Σ |i - mean level of the neighbours| over these voxels. */
  readonly s: Float64Array;
}

/** Neighbourhood grey tone difference matrices (IBSI IPET): one for each slice (2D), or one (3D). */
export function countNgtdm(
  grid: TextureGrid,
  dimension: Dimension,
  neighbours: NeighbourCounts,
): Part<DifferenceMatrix>[] {
  const n = new Float64Array(grid.levels + 1);
  const s = new Float64Array(grid.levels + 1);
  return partRanges(grid, dimension).map((range) => {
    n.fill(0);
    s.fill(0);
    addDifferences(grid, range, neighbours, n, s);
    return { slice: range.slice, direction: 0, matrix: occurring(n, s) };
  });
}

function addDifferences(
  { data, voxels }: TextureGrid,
  { from, to }: PartRange,
  { sum, count }: NeighbourCounts,
  n: Float64Array,
  s: Float64Array,
): void {
  for (let k = from; k < to; k++) {
    if (count[k] === 0) continue;
    const i = data[voxels[k]];
    n[i]++;
    s[i] += Math.abs(i - sum[k] / count[k]);
  }
}

/** The rows of the levels that occur. */
function occurring(n: Float64Array, s: Float64Array): DifferenceMatrix {
  const i = Int32Array.from(n.keys()).filter((level) => n[level] > 0);
  return {
    i,
    n: Float64Array.from(i, (level) => n[level]),
    s: Float64Array.from(i, (level) => s[level]),
  };
}

/** The sum of matrices. */
export function mergeDifferences(matrices: readonly DifferenceMatrix[]): DifferenceMatrix {
  const levels = 1 + Math.max(0, ...matrices.map(({ i }) => i[i.length - 1] ?? 0));
  const n = new Float64Array(levels);
  const s = new Float64Array(levels);
  for (const matrix of matrices) {
    matrix.i.forEach((level, e) => {
      n[level] += matrix.n[e];
      s[level] += matrix.s[e];
    });
  }
  return occurring(n, s);
}
