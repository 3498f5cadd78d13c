import { type Dimension, halfNeighbourhood, steps } from "./neighbourhood.ts";
import type { TextureGrid } from "./texture-grid.ts";

/**
 * For every region voxel, at its place in `grid.data`: the number of its neighbours in the region
 * whose grey level differs by at most α. What stands at other places has no meaning.
 *
 * Neighbours are those within the Chebyshev distance that the grid is made for, in the slice plane
 * (2D) or in space (3D).
 */
export function countDependent(
  grid: TextureGrid,
  dimension: Dimension,
  alpha: number,
): Uint8Array | Uint16Array | Int32Array {
  const offsets = steps(halfNeighbourhood(dimension, grid.pad), grid.size);
  const tolerance = Math.min(Math.floor(alpha), grid.levels);
  for (const lanes of [fourLanes, twoLanes]) {
    const fits = grid.levels + 2 * tolerance < lanes.half && 2 * offsets.length < 256;
    if (fits) return countInLanes(grid, offsets, tolerance, lanes);
  }
  return countOneByOne(grid, offsets, tolerance);
}

/** How voxels lie side by side in a word of 32 bits, the first in the lowest bits. */
interface Lanes {
  readonly List: typeof Uint8Array | typeof Uint16Array;
  readonly voxels: number;
  /** A lane with its highest bit alone. */
  readonly half: number;
  /** 1 in each lane. */
  readonly ones: number;
}

const fourLanes: Lanes = { List: Uint8Array, voxels: 4, half: 0x80, ones: 0x01010101 };
const twoLanes: Lanes = { List: Uint16Array, voxels: 2, half: 0x8000, ones: 0x00010001 };

/**
 * Compares all voxels in a word with their neighbours in one direction at once: those lie side by
 * side, too.
 */
function countInLanes(
  { data, voxels }: TextureGrid,
  offsets: Int32Array,
  alpha: number,
  lanes: Lanes,
): Uint8Array | Uint16Array {
  const { List, voxels: perWord } = lanes;
  // one word more at both ends, as the first and the last voxel may stand anywhere in theirs
  const words = Math.ceil(data.length / perWord) + 2;
  const levels = new List(perWord * words);
  for (let k = 0; k < voxels.length; k++) levels[perWord + voxels[k]] = data[voxels[k]] + alpha;

  const view = new DataView(levels.buffer);
  const counts = new Int32Array(words);
  const first = 1 + Math.floor(voxels[0] / perWord);
  const last = 1 + Math.floor(voxels[voxels.length - 1] / perWord);
  const byteOffsets = offsets.map((offset) => levels.BYTES_PER_ELEMENT * offset);
  const part = counts.subarray(first, last + 1);
  if (alpha === 0) countEqual(view, 4 * first, byteOffsets, lanes, part);
  else countNear(view, 4 * first, byteOffsets, lanes, alpha, part);
  return new List(counts.buffer, 4);
}

// flags of lanes move down by 7 bits wherever they end up: shifting by a number that is not constant
// takes half as long again

/**
 * A lane holds level + α inside the region and 0 outside, and its highest bit is free: set in i, it
 * stays set in i - j exactly if i ≥ j, and nothing is borrowed from the next lane. So it tells
 * whether i + α ≥ j, and whether j + α ≥ i; from the outside no level is as near as α.
 */
function countNear(
  view: DataView,
  from: number,
  byteOffsets: Int32Array,
  { half, ones }: Lanes,
  alpha: number,
  counts: Int32Array,
): void {
  const tops = (half * ones) | 0;
  const flags = tops >>> 7;
  const excess = Math.log2(half) - 7;
  const nearest = alpha * ones;
  for (let w = 0; w < counts.length; w++) {
    const at = from + 4 * w;
    const here = view.getInt32(at, true);
    if (here === 0) continue;
    const above = (here + nearest) | tops;
    let count = 0;
    for (let o = 0; o < byteOffsets.length; o++) {
      const ahead = view.getInt32(at + byteOffsets[o], true);
      const behind = view.getInt32(at - byteOffsets[o], true);
      count += (((above - ahead) & ((ahead | tops) - here + nearest)) >>> 7) & flags;
      count += (((above - behind) & ((behind | tops) - here + nearest)) >>> 7) & flags;
    }
    counts[w] = count >>> excess;
  }
}

/**
 * The same for α = 0, by counting neighbours of another level. Where levels differ, i xor j is at
 * least 1, and all bits below the highest, added to it, carry into that one.
 */
function countEqual(
  view: DataView,
  from: number,
  byteOffsets: Int32Array,
  { half, ones }: Lanes,
  counts: Int32Array,
): void {
  const below = (half - 1) * ones;
  const flags = (half * ones) >>> 7;
  const excess = Math.log2(half) - 7;
  const all = 2 * byteOffsets.length * ones;
  for (let w = 0; w < counts.length; w++) {
    const at = from + 4 * w;
    const here = view.getInt32(at, true);
    if (here === 0) continue;
    let others = 0;
    for (let o = 0; o < byteOffsets.length; o++) {
      const ahead = view.getInt32(at + byteOffsets[o], true);
      const behind = view.getInt32(at - byteOffsets[o], true);
      others += (((here ^ ahead) + below) >>> 7) & flags;
      others += (((here ^ behind) + below) >>> 7) & flags;
    }
    counts[w] = all - (others >>> excess);
  }
}

/** Compares each pair of neighbours once, and counts it for both. */
function countOneByOne(
  { data, voxels }: TextureGrid,
  offsets: Int32Array,
  alpha: number,
): Int32Array {
  const counts = new Int32Array(data.length);
  for (let k = 0; k < voxels.length; k++) {
    const v = voxels[k];
    const i = data[v];
    for (let o = 0; o < offsets.length; o++) {
      const w = v + offsets[o];
      if (data[w] === 0 || Math.abs(data[w] - i) > alpha) continue;
      counts[v]++;
      counts[w]++;
    }
  }
  return counts;
}
