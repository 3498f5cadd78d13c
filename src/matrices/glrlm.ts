import { inWorkspace } from "../base/workspace.ts";
import { type CountMatrix, fromDense, type Part } from "./count-matrix.ts";
import { type Dimension, directions, flatOffsets } from "./neighbourhood.ts";
import { partRanges } from "./part-ranges.ts";
import type { TextureGrid } from "./texture-grid.ts";

/**
 * Grey level run length matrices (IBSI TP0I), one for each slice and direction (2D) or for each
 * direction (3D).
 *
 * A voxel extends the run of the voxel behind it or starts a new run, so that it is voxel number j of
 * its run. The number of voxels with number j is the number of runs that are at least j long, and the
 * differences are the numbers of runs of each length. No run has to be found or followed.
 */
export function countGlrlm(grid: TextureGrid, dimension: Dimension): Part[] {
  const { size, levels, pad } = grid;
  const offsets = flatOffsets(directions(dimension), size);
  const width = 2 + Math.max(...size) - 2 * pad; // runs of length 1 .. longest side, and a 0
  const table = (levels + 1) * width;
  const ring = runRing(offsets);
  const count = dimension === 2 ? count4 : count13;
  return inWorkspace(({ integers }) => {
    const counts = integers(offsets.length * table);
    return partRanges(grid, dimension).flatMap(({ slice, from, to }) => {
      counts.fill(0);
      count(grid, from, to, offsets, ring, width, counts);
      return Array.from(offsets, (_, direction) => {
        const runs = counts.subarray(direction * table, (direction + 1) * table);
        return { slice, direction, matrix: runsOfEachLength(runs, width, levels, to - from) };
      });
    });
  });
}

/** Turns the numbers of runs at least j long into numbers of runs j long, in place. */
function runsOfEachLength(
  counts: Int32Array,
  width: number,
  levels: number,
  voxels: number,
): CountMatrix {
  for (let i = 1; i <= levels; i++) {
    for (let j = 1; j < width - 1; j++) counts[i * width + j] -= counts[i * width + j + 1];
  }
  return fromDense(counts, width, levels, voxels);
}

/**
 * A ring buffer with the run lengths so far of the last visited voxels, one entry for each
 * direction. It covers the longest offset to a voxel behind, and is small enough for the cache. A
 * length is used only if the voxel behind has the same level: that voxel is in the region, so it
 * has been visited and its entry is its own.
 */
interface Ring {
  readonly lengths: Uint16Array;
  /** Number of voxels in the buffer, a power of 2, minus 1. */
  readonly mask: number;
}

function runRing(offsets: Int32Array): Ring {
  const voxels = 2 ** Math.ceil(Math.log2(Math.max(...offsets) + 1));
  return { lengths: new Uint16Array(voxels * offsets.length), mask: voxels - 1 };
}

/**
 * Counts a voxel under its number in the run: one more than the number of the voxel behind it,
 * which is `lengths[from]`, if `differ` is 0, else 1. Without a branch, which the processor would
 * mispredict often.
 */
function extend(
  lengths: Uint16Array,
  counts: Int32Array,
  differ: number,
  from: number,
  to: number,
  row: number,
): void {
  const length = (((differ - 1) >> 31) & lengths[from]) + 1;
  lengths[to] = length;
  counts[row + length]++;
}

/**
 * Counts voxels [from, to) along 4 directions.
 *
 * @param runs the tables of the directions one after the other, as `extend` fills them
 */
function count4(
  { data, voxels }: TextureGrid,
  from: number,
  to: number,
  [a0, a1, a2, a3]: Int32Array,
  { lengths: ring, mask }: Ring,
  width: number,
  runs: Int32Array,
): void {
  const table = runs.length / 4;
  for (let k = from; k < to; k++) {
    const v = voxels[k];
    const i = data[v];
    const at = (v & mask) * 4;
    const row = i * width;
    extend(ring, runs, i ^ data[v - a0], ((v - a0) & mask) * 4, at, row);
    extend(ring, runs, i ^ data[v - a1], ((v - a1) & mask) * 4 + 1, at + 1, row + table);
    extend(ring, runs, i ^ data[v - a2], ((v - a2) & mask) * 4 + 2, at + 2, row + table * 2);
    extend(ring, runs, i ^ data[v - a3], ((v - a3) & mask) * 4 + 3, at + 3, row + table * 3);
  }
}

/** The same along 13 directions. Unrolled because a loop over them takes 1.7 times as long. */
function count13(
  { data, voxels }: TextureGrid,
  from: number,
  to: number,
  [a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12]: Int32Array,
  { lengths: ring, mask }: Ring,
  width: number,
  runs: Int32Array,
): void {
  const table = runs.length / 13;
  for (let k = from; k < to; k++) {
    const v = voxels[k];
    const i = data[v];
    const at = (v & mask) * 13;
    const row = i * width;
    extend(ring, runs, i ^ data[v - a0], ((v - a0) & mask) * 13, at, row);
    extend(ring, runs, i ^ data[v - a1], ((v - a1) & mask) * 13 + 1, at + 1, row + table);
    extend(ring, runs, i ^ data[v - a2], ((v - a2) & mask) * 13 + 2, at + 2, row + table * 2);
    extend(ring, runs, i ^ data[v - a3], ((v - a3) & mask) * 13 + 3, at + 3, row + table * 3);
    extend(ring, runs, i ^ data[v - a4], ((v - a4) & mask) * 13 + 4, at + 4, row + table * 4);
    extend(ring, runs, i ^ data[v - a5], ((v - a5) & mask) * 13 + 5, at + 5, row + table * 5);
    extend(ring, runs, i ^ data[v - a6], ((v - a6) & mask) * 13 + 6, at + 6, row + table * 6);
    extend(ring, runs, i ^ data[v - a7], ((v - a7) & mask) * 13 + 7, at + 7, row + table * 7);
    extend(ring, runs, i ^ data[v - a8], ((v - a8) & mask) * 13 + 8, at + 8, row + table * 8);
    extend(ring, runs, i ^ data[v - a9], ((v - a9) & mask) * 13 + 9, at + 9, row + table * 9);
    extend(ring, runs, i ^ data[v - a10], ((v - a10) & mask) * 13 + 10, at + 10, row + table * 10);
    extend(ring, runs, i ^ data[v - a11], ((v - a11) & mask) * 13 + 11, at + 11, row + table * 11);
    extend(ring, runs, i ^ data[v - a12], ((v - a12) & mask) * 13 + 12, at + 12, row + table * 12);
  }
}
