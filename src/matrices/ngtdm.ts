import type { Part } from "./count-matrix.ts";
import type { Dimension } from "./neighbourhood.ts";
import type { TextureGrid } from "./texture-grid.ts";
import { windowSums } from "./window-sums.ts";

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
export function countNgtdm(grid: TextureGrid, dimension: Dimension): Part<DifferenceMatrix>[] {
  const n = new Float64Array(grid.levels + 1);
  const s = new Float64Array(grid.levels + 1);
  const parts: Part<DifferenceMatrix>[] = [];
  const close = (slice: number) => {
    parts.push({ slice, direction: 0, matrix: occurring(n, s) });
    n.fill(0);
    s.fill(0);
  };
  let slice = 0;
  for (const windows of levelWindows(grid, dimension)) {
    addDifferences(grid, slice, windows, n, s);
    if (dimension === 2) close(slice);
    slice++;
  }
  if (dimension === 3) close(0);
  return parts;
}

/**
 * Two numbers for the window around each voxel of a slice, the voxel itself included: the number of
 * region voxels N = ⌊inside / unit⌋, and the sum of their levels, levels - N shared.
 */
interface LevelWindows {
  /** One entry for each voxel of the padded slice. */
  readonly levels: Float64Array;
  /**
   * One entry for each voxel of the padded slice; the same array as `levels` if `shared` is not 0.
   */
  readonly inside: Float64Array;
  readonly unit: number;
  readonly shared: number;
}

/** The windows of each slice. One sum holds both numbers if 53 bits are enough for that. */
function* levelWindows(grid: TextureGrid, dimension: Dimension): Generator<LevelWindows> {
  const level = Float64Array.from({ length: grid.levels + 1 }, (_, i) => i);
  const largest = Math.min((2 * grid.pad + 1) ** dimension, grid.voxels.length);
  const unit = 2 ** Math.ceil(Math.log2(grid.levels * largest + 1));
  if (unit * (largest + 1) <= Number.MAX_SAFE_INTEGER) {
    const both = level.map((i) => (i === 0 ? 0 : unit + i));
    for (const sums of windowSums(grid, dimension, both)) {
      yield { levels: sums, inside: sums, unit, shared: unit };
    }
    return;
  }
  const counts = windowSums(grid, dimension, level.map(Math.sign));
  for (const levels of windowSums(grid, dimension, level)) {
    yield { levels, inside: counts.next().value, unit: 1, shared: 0 };
  }
}

function addDifferences(
  { data, voxels, sliceStart, size: [nx, ny], pad }: TextureGrid,
  slice: number,
  { levels, inside, unit, shared }: LevelWindows,
  n: Float64Array,
  s: Float64Array,
): void {
  const start = nx * ny * (slice + pad);
  const perUnit = 1 / unit; // exact, as a unit is a power of 2
  for (let k = sliceStart[slice]; k < sliceStart[slice + 1]; k++) {
    const v = voxels[k];
    const count = Math.floor(inside[v - start] * perUnit);
    if (count === 1) continue; // no neighbour in the region
    const i = data[v];
    const sum = levels[v - start] - count * shared - i;
    n[i]++;
    s[i] += Math.abs(i - sum / (count - 1));
  }
}

/** The rows of the levels that occur. */
function occurring(n: Float64Array, s: Float64Array): DifferenceMatrix {
  const levels: number[] = [];
  for (let level = 0; level < n.length; level++) if (n[level] > 0) levels.push(level);
  return {
    i: Int32Array.from(levels),
    n: Float64Array.from(levels.map((level) => n[level])),
    s: Float64Array.from(levels.map((level) => s[level])),
  };
}

/** The sum of matrices, level by level. */
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
