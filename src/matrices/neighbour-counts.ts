import type { Dimension } from "./neighbourhood.ts";
import type { TextureGrid } from "./texture-grid.ts";

/** What NGTDM and NGLDM are counted from, for each region voxel in the order of `grid.voxels`. */
export interface NeighbourCounts {
  /** Σ of the grey levels of the region voxels around it, itself left out. */
  readonly sum: Float64Array;
  /** How many they are. */
  readonly count: Int32Array;
  /** 1 + how many of them have a grey level that differs by at most α. */
  readonly dependence: Int32Array;
}

/**
 * Counts around every region voxel, within a Chebyshev distance that the grid is padded for: in the
 * slice plane (2D) or in space (3D).
 *
 * The neighbourhood is read in rows along x, the voxel itself included and taken off at the end.
 */
export function countNeighbours(
  grid: TextureGrid,
  dimension: Dimension,
  distance: number,
  alpha: number,
): NeighbourCounts {
  const { voxels } = grid;
  const counts: NeighbourCounts = {
    sum: new Float64Array(voxels.length),
    count: new Int32Array(voxels.length),
    dependence: new Int32Array(voxels.length),
  };
  const data = pack(grid.data);
  const reach = Math.min(alpha, 65535) + 1;
  const rows = rowSteps(grid, dimension, distance);
  if (distance > 1) countRows(data, voxels, rows, distance, reach, counts);
  else if (dimension === 2) count3Rows(data, voxels, rows, reach, counts);
  else count9Rows(data, voxels, rows, reach, counts);
  return counts;
}

/**
 * Levels and whether a voxel is inside share a number, so that one addition does for both:
 * 21 bits hold the levels of 27 voxels, 5 their number, and the last 5 those that depend.
 */
const INSIDE = 1 << 21;
const DEPENDENT = 26;

function pack(levels: Uint16Array): Int32Array {
  const data = new Int32Array(levels.length);
  for (let v = 0; v < data.length; v++) data[v] = levels[v] === 0 ? 0 : levels[v] + INSIDE;
  return data;
}

/** What to add to a voxel's index to get to the middle of every row of its neighbourhood. */
function rowSteps(
  { size: [nx, ny] }: TextureGrid,
  dimension: Dimension,
  distance: number,
): Int32Array {
  const steps: number[] = [];
  const slices = dimension === 2 ? 0 : distance;
  for (let dz = -slices; dz <= slices; dz++) {
    for (let dy = -distance; dy <= distance; dy++) steps.push(nx * (dy + ny * dz));
  }
  return Int32Array.from(steps);
}

/** 1 if low < q < high, else 0, without a branch that would be guessed wrong half of the time. */
function between(q: number, low: number, high: number): number {
  return ((low - q) & (q - high)) >>> 31;
}

/** Levels, voxels and dependent voxels of three voxels in a row. */
function row(data: Int32Array, middle: number, low: number, high: number): number {
  const a = data[middle - 1];
  const b = data[middle];
  const c = data[middle + 1];
  const dependent = between(a, low, high) + between(b, low, high) + between(c, low, high);
  return a + b + c + (dependent << DEPENDENT);
}

function unpack(packed: number, level: number, k: number, counts: NeighbourCounts): void {
  counts.sum[k] = (packed & (INSIDE - 1)) - level;
  counts.count[k] = ((packed >> 21) & 31) - 1;
  counts.dependence[k] = packed >> DEPENDENT;
}

/** The 8 neighbours in the slice plane. */
function count3Rows(
  data: Int32Array,
  voxels: Int32Array,
  [r0, r1, r2]: Int32Array,
  reach: number,
  counts: NeighbourCounts,
): void {
  for (let k = 0; k < voxels.length; k++) {
    const v = voxels[k];
    const here = data[v];
    const low = here - reach;
    const high = here + reach;
    const packed =
      row(data, v + r0, low, high) + row(data, v + r1, low, high) + row(data, v + r2, low, high);
    unpack(packed, here - INSIDE, k, counts);
  }
}

/** The 26 neighbours in space. Unrolled because a loop over the rows takes 1.5 times as long. */
function count9Rows(
  data: Int32Array,
  voxels: Int32Array,
  [r0, r1, r2, r3, r4, r5, r6, r7, r8]: Int32Array,
  reach: number,
  counts: NeighbourCounts,
): void {
  for (let k = 0; k < voxels.length; k++) {
    const v = voxels[k];
    const here = data[v];
    const low = here - reach;
    const high = here + reach;
    const packed =
      row(data, v + r0, low, high) +
      row(data, v + r1, low, high) +
      row(data, v + r2, low, high) +
      row(data, v + r3, low, high) +
      row(data, v + r4, low, high) +
      row(data, v + r5, low, high) +
      row(data, v + r6, low, high) +
      row(data, v + r7, low, high) +
      row(data, v + r8, low, high);
    unpack(packed, here - INSIDE, k, counts);
  }
}

/** The same for rows and distances of any number. */
function countRows(
  data: Int32Array,
  voxels: Int32Array,
  rows: Int32Array,
  distance: number,
  reach: number,
  { sum, count, dependence }: NeighbourCounts,
): void {
  for (let k = 0; k < voxels.length; k++) {
    const v = voxels[k];
    const here = data[v];
    const low = here - reach;
    const high = here + reach;
    let levels = INSIDE - here;
    let inside = -1;
    let dependent = 0;
    for (let r = 0; r < rows.length; r++) {
      const middle = v + rows[r];
      for (let w = middle - distance; w <= middle + distance; w++) {
        const there = data[w];
        levels += there & (INSIDE - 1);
        inside += there >> 21;
        dependent += between(there, low, high);
      }
    }
    sum[k] = levels;
    count[k] = inside;
    dependence[k] = dependent;
  }
}
