import { inWorkspace, type Workspace } from "../base/workspace.ts";
import { type CountMatrix, fromDense, type Part } from "./count-matrix.ts";
import { equalsBehind } from "./equals-behind.ts";
import { type Dimension, directions, flatOffsets } from "./neighbourhood.ts";
import { partRanges } from "./part-ranges.ts";
import type { TextureGrid } from "./texture-grid.ts";

/**
 * Grey level run length matrices (IBSI TP0I), one for each slice and direction (2D) or for each
 * direction (3D).
 *
 * A voxel extends the run of the voxel behind it or starts a new run, so that it is voxel number j of
 * its run. The number of voxels with number j is the number of runs that are at least j long, and the
 * differences are the numbers of runs of each length. No run has to be found or followed, and voxels that start
 * one are counted once for all directions.
 */
export function countGlrlm(
  grid: TextureGrid,
  dimension: Dimension,
  equals = equalsBehind(grid, dimension),
): Part[] {
  const { size, levels, pad } = grid;
  const { steps, bits } = equals;
  const width = 2 + Math.max(...size) - 2 * pad; // runs of length 1 .. longest side, and a 0
  const table = (levels + 1) * width;
  const back = flatOffsets(steps, size);
  return inWorkspace((workspace) => {
    const ring = runRing(back, workspace);
    const voxels = workspace.integers(levels + 1);
    const counts = workspace.integers(steps.length * table);
    return partRanges(grid, dimension).flatMap(({ slice, from, to }) => {
      voxels.fill(0);
      counts.fill(0);
      const longest = countRuns(grid, bits, from, to, back, ring, width, voxels, counts);
      return directions(dimension).map((step, direction) => {
        const bit = steps.indexOf(step);
        const runs = counts.subarray(bit * table, (bit + 1) * table);
        return {
          slice,
          direction,
          matrix: runsOfEachLength(runs, voxels, width, longest, levels, to - from),
        };
      });
    });
  });
}

/**
 * Turns the numbers of runs longer than j into numbers of runs j long, in place.
 *
 * @param voxels of each level: those that extend no run start one
 * @param longest no run is longer
 */
function runsOfEachLength(
  counts: Int32Array,
  voxels: Int32Array,
  width: number,
  longest: number,
  levels: number,
  total: number,
): CountMatrix {
  for (let i = 1; i <= levels; i++) {
    const first = i * width + 1;
    const end = first + longest;
    let longer = voxels[i];
    for (let at = first; at < end; at++) longer -= counts[at];
    for (let at = first; at < end; at++) {
      const runs = longer - counts[at];
      longer = counts[at];
      counts[at] = runs;
    }
  }
  return fromDense(counts, width, levels, total, longest + 1);
}

/**
 * A ring buffer with the lengths of the runs behind the last visited voxels, one entry for each
 * direction: 0 for a voxel that starts a run. It covers the longest offset to a voxel behind, and is small
 * enough for the cache. An entry is read only if the voxel behind has the same level: that voxel is in the
 * region, so it has been visited and its entry is its own.
 */
interface Ring {
  readonly lengths: Uint16Array;
  /** The same memory: `words` numbers for each voxel. */
  readonly floats: Float64Array;
  readonly words: number;
  /** Number of voxels in the buffer, a power of 2, minus 1. */
  readonly mask: number;
}

function runRing(back: Int32Array, { floats: make }: Workspace): Ring {
  const voxels = 2 ** Math.ceil(Math.log2(Math.max(...back) + 1));
  const words = Math.ceil(back.length / 4);
  const floats = make(voxels * words);
  const lengths = new Uint16Array(floats.buffer, floats.byteOffset, 4 * floats.length);
  return { lengths, floats, words, mask: voxels - 1 };
}

/**
 * Counts voxels [from, to): each by its level, and once for each direction in which it extends a run, under
 * the length of the run behind it.
 *
 * @param levelCounts voxels of each level
 * @param counts the tables of the directions one after the other, in the order of the bits
 * @returns the length of the longest run
 */
function countRuns(
  { data, voxels }: TextureGrid,
  bits: Uint16Array,
  from: number,
  to: number,
  back: Int32Array,
  { lengths, floats, words, mask }: Ring,
  width: number,
  levelCounts: Int32Array,
  counts: Int32Array,
): number {
  let longest = 0;
  const table = counts.length / back.length;
  const lanes = 4 * words;
  for (let k = from; k < to; k++) {
    const v = voxels[k];
    const i = data[v];
    levelCounts[i]++;
    const row = i * width;
    const at = (v & mask) * words;
    const own = (v & mask) * lanes;
    for (let w = 0; w < words; w++) floats[at + w] = 0;
    for (let left = bits[v]; left !== 0; ) {
      const bit = 31 - Math.clz32(left);
      left ^= 1 << bit;
      const length = lengths[((v - back[bit]) & mask) * lanes + bit] + 1;
      lengths[own + bit] = length;
      counts[bit * table + row + length]++;
      if (length > longest) longest = length;
    }
  }
  return longest + 1;
}
