import { type Dimension, flatOffsets, halfNeighbourhood } from "./neighbourhood.ts";
import type { TextureGrid } from "./texture-grid.ts";

/**
 * For every region voxel, at its index in `grid.data`: the number of its neighbours in the region
 * whose grey level differs by at most α. Entries of other voxels have no meaning.
 *
 * Neighbours are those within the Chebyshev distance that the grid is made for, in the slice plane
 * (2D) or in space (3D).
 */
export function countDependent(
  grid: TextureGrid,
  dimension: Dimension,
  alpha: number,
): Uint8Array | Uint16Array | Int32Array {
  const offsets = flatOffsets(halfNeighbourhood(dimension, grid.pad), grid.size);
  const tolerance = Math.min(Math.floor(alpha), grid.levels);
  for (const lanes of [fourLanes, twoLanes]) {
    const fits = grid.levels + 2 * tolerance < lanes.half && 2 * offsets.length < 256;
    if (fits) return countInLanes(grid, offsets, tolerance, lanes);
  }
  return countOneByOne(grid, offsets, tolerance);
}

/**
 * Several voxels in one 32-bit word, one in each lane of 8 or 16 bits, the first in the lowest
 * bits.
 */
interface Lanes {
  readonly List: typeof Uint8Array | typeof Uint16Array;
  /** Voxels in a word. */
  readonly voxels: number;
  /** The value of a lane's highest bit. */
  readonly half: number;
  /** 1 in each lane. */
  readonly ones: number;
}

const fourLanes: Lanes = { List: Uint8Array, voxels: 4, half: 0x80, ones: 0x01010101 };
const twoLanes: Lanes = { List: Uint16Array, voxels: 2, half: 0x8000, ones: 0x00010001 };

/**
 * Compares all voxels of a word with their neighbours in one direction at once: these neighbours are
 * adjacent in memory as well.
 */
function countInLanes(
  { data, voxels }: TextureGrid,
  offsets: Int32Array,
  alpha: number,
  lanes: Lanes,
): Uint8Array | Uint16Array {
  const { List, voxels: perWord } = lanes;
  // one more word at both ends: the first and the last voxel may be in any lane of their word
  const words = Math.ceil(data.length / perWord) + 2;
  const levels = new List(perWord * words);
  for (let k = 0; k < voxels.length; k++) levels[perWord + voxels[k]] = data[voxels[k]] + alpha;

  const view = new DataView(levels.buffer);
  const counts = new Int32Array(words);
  const first = 1 + Math.floor(voxels[0] / perWord);
  const last = 1 + Math.floor(voxels[voxels.length - 1] / perWord);
  const byteOffsets = offsets.map((offset) => levels.BYTES_PER_ELEMENT * offset);
  const part = counts.subarray(first, last + 1);
  if (alpha === 0 && offsets.length === 13) countEqual13(view, 4 * first, byteOffsets, lanes, part);
  else if (alpha === 0) countEqual(view, 4 * first, byteOffsets, lanes, part);
  else countNear(view, 4 * first, byteOffsets, lanes, alpha, part);
  return new List(counts.buffer, 4);
}

// The flags of 8-bit and of 16-bit lanes are both shifted by 7 bits in the inner loop, and 16-bit
// counts are shifted further at the end: a shift by a variable number of bits would take half as
// long again.

/**
 * Counts neighbours for α > 0. A lane holds level + α inside the region and 0 outside; its highest
 * bit is free. With this bit set in i, it is still set in the difference i - j exactly if i ≥ j,
 * and no bit is borrowed from the next lane. Two such differences tell whether i + α ≥ j and j + α
 * ≥ i. The 0 of a voxel outside differs by more than α from every lane inside.
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
 * Counts neighbours for α = 0, as all neighbours minus those of another level. Where levels differ,
 * i xor j is at least 1, and adding all bits below the highest carries into the highest bit.
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

/** The same for 26 neighbours in space. Unrolled because a loop over them takes a third longer. */
function countEqual13(
  view: DataView,
  from: number,
  [a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12]: Int32Array,
  { half, ones }: Lanes,
  counts: Int32Array,
): void {
  const below = (half - 1) * ones;
  const flags = (half * ones) >>> 7;
  const excess = Math.log2(half) - 7;
  const all = 26 * ones;
  for (let w = 0; w < counts.length; w++) {
    const at = from + 4 * w;
    const here = view.getInt32(at, true);
    if (here === 0) continue;
    const others =
      flag(below, flags, here, view.getInt32(at + a0, true)) +
      flag(below, flags, here, view.getInt32(at - a0, true)) +
      flag(below, flags, here, view.getInt32(at + a1, true)) +
      flag(below, flags, here, view.getInt32(at - a1, true)) +
      flag(below, flags, here, view.getInt32(at + a2, true)) +
      flag(below, flags, here, view.getInt32(at - a2, true)) +
      flag(below, flags, here, view.getInt32(at + a3, true)) +
      flag(below, flags, here, view.getInt32(at - a3, true)) +
      flag(below, flags, here, view.getInt32(at + a4, true)) +
      flag(below, flags, here, view.getInt32(at - a4, true)) +
      flag(below, flags, here, view.getInt32(at + a5, true)) +
      flag(below, flags, here, view.getInt32(at - a5, true)) +
      flag(below, flags, here, view.getInt32(at + a6, true)) +
      flag(below, flags, here, view.getInt32(at - a6, true)) +
      flag(below, flags, here, view.getInt32(at + a7, true)) +
      flag(below, flags, here, view.getInt32(at - a7, true)) +
      flag(below, flags, here, view.getInt32(at + a8, true)) +
      flag(below, flags, here, view.getInt32(at - a8, true)) +
      flag(below, flags, here, view.getInt32(at + a9, true)) +
      flag(below, flags, here, view.getInt32(at - a9, true)) +
      flag(below, flags, here, view.getInt32(at + a10, true)) +
      flag(below, flags, here, view.getInt32(at - a10, true)) +
      flag(below, flags, here, view.getInt32(at + a11, true)) +
      flag(below, flags, here, view.getInt32(at - a11, true)) +
      flag(below, flags, here, view.getInt32(at + a12, true)) +
      flag(below, flags, here, view.getInt32(at - a12, true));
    counts[w] = all - (others >>> excess);
  }
}

/** The flags of the lanes in which levels differ. */
function flag(below: number, flags: number, here: number, there: number): number {
  return (((here ^ there) + below) >>> 7) & flags;
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
