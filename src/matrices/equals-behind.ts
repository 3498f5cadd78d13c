import { once } from "../base/once.ts";
import { inWorkspace } from "../base/workspace.ts";
import type { Vec3 } from "../volume/volume.ts";
import { type Dimension, directions, flatOffsets } from "./neighbourhood.ts";
import type { TextureGrid } from "./texture-grid.ts";

/** Whether each voxel has the grey level of the voxels behind it. */
export interface EqualsBehind {
  readonly dimension: Dimension;
  /** The steps from the voxels behind, in the order of the bits, the lowest first. */
  readonly steps: readonly Vec3[];
  /** For each step, the bits of those steps whose voxels touch the voxel that it comes from. */
  readonly touching: Int32Array;
  /**
   * For every region voxel, at its index in `grid.data`: a bit for each step, 1 where levels are equal.
   * 0 for other voxels.
   */
  readonly bits: Uint16Array;
}

/**
 * Compares every region voxel of a texture grid (padded by at least one voxel) with those behind it,
 * without a branch, which the processor would mispredict often. Runs and zones are both made of this.
 *
 * The voxels behind that touch the most others have the highest bits.
 */
export function equalsBehind(grid: TextureGrid, dimension: Dimension): EqualsBehind {
  const { steps, touching } = stepsBehind[dimension]();
  const back = flatOffsets(steps, grid.size);
  const bits = grid.levels < TOP ? compareInPairs(grid, back) : compareOneByOne(grid, back);
  return { dimension, steps, touching, bits };
}

const stepsBehind = { 2: once(() => stepsOf(2)), 3: once(() => stepsOf(3)) };

/** The steps from the voxels behind, those whose voxels touch the most others last. */
function stepsOf(dimension: Dimension): Pick<EqualsBehind, "steps" | "touching"> {
  const all = directions(dimension);
  const degree = (a: Vec3) => all.filter((b) => touch(a, b)).length;
  const steps = [...all].sort((a, b) => degree(a) - degree(b));
  const touching = Int32Array.from(steps, (a) =>
    steps.reduce((set, b, bit) => set | (Number(touch(a, b)) << bit), 0),
  );
  return { steps, touching };
}

/** Whether voxels have a common corner, if one is `a` and the other `b` away from a third. */
function touch(a: Vec3, b: Vec3): boolean {
  return a.every((step, axis) => Math.abs(step - b[axis]) <= 1);
}

/** The highest bit of a voxel's 16 bits; pairs of voxels are compared where no level has it. */
const TOP = 0x8000;

/**
 * Compares two voxels at a time, which lie in one word of 32 bits. The voxels behind them are a word too:
 * of a copy of the levels that starts one voxel later, if the offset is odd.
 */
function compareInPairs({ data, voxels }: TextureGrid, back: Int32Array): Uint16Array {
  const count = (data.length >> 1) + 1;
  const bits = new Int32Array(count);
  inWorkspace(({ integers }) => {
    const words = integers(2 * count);
    const levels = new Uint16Array(words.buffer, words.byteOffset, 4 * count);
    levels.set(data);
    levels.set(data.subarray(1), 2 * count);
    const behind = back.map((a) => (a % 2 === 0 ? -a / 2 : count - (a + 1) / 2));
    const compare = back.length === 4 ? compare4 : compare13;
    compare(words, voxels[0] >> 1, voxels[voxels.length - 1] >> 1, behind, bits);
  });
  return new Uint16Array(bits.buffer);
}

/**
 * The highest bit of each of two voxels: set where levels differ. Then i xor j is at least 1, and adding all
 * bits below the highest carries into that.
 */
function differ(here: number, there: number): number {
  return ((here ^ there) + 0x7fff7fff) & 0x80008000;
}

function compare4(
  words: Int32Array,
  first: number,
  last: number,
  [a0, a1, a2, a3]: Int32Array,
  bits: Int32Array,
): void {
  for (let w = first; w <= last; w++) {
    const here = words[w];
    if (here === 0) continue;
    const others =
      (differ(here, words[w + a0]) >>> 15) |
      (differ(here, words[w + a1]) >>> 14) |
      (differ(here, words[w + a2]) >>> 13) |
      (differ(here, words[w + a3]) >>> 12);
    const inside = differ(here, 0) >>> 15;
    bits[w] = ~others & ((inside << 4) - inside);
  }
}

/** The same for 13 voxels behind. Unrolled because a loop over them takes nearly twice as long. */
function compare13(
  words: Int32Array,
  first: number,
  last: number,
  [a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12]: Int32Array,
  bits: Int32Array,
): void {
  for (let w = first; w <= last; w++) {
    const here = words[w];
    if (here === 0) continue;
    const others =
      (differ(here, words[w + a0]) >>> 15) |
      (differ(here, words[w + a1]) >>> 14) |
      (differ(here, words[w + a2]) >>> 13) |
      (differ(here, words[w + a3]) >>> 12) |
      (differ(here, words[w + a4]) >>> 11) |
      (differ(here, words[w + a5]) >>> 10) |
      (differ(here, words[w + a6]) >>> 9) |
      (differ(here, words[w + a7]) >>> 8) |
      (differ(here, words[w + a8]) >>> 7) |
      (differ(here, words[w + a9]) >>> 6) |
      (differ(here, words[w + a10]) >>> 5) |
      (differ(here, words[w + a11]) >>> 4) |
      (differ(here, words[w + a12]) >>> 3);
    const inside = differ(here, 0) >>> 15;
    bits[w] = ~others & ((inside << 13) - inside);
  }
}

/** For levels that need all 16 bits. */
function compareOneByOne({ data, voxels }: TextureGrid, back: Int32Array): Uint16Array {
  const bits = new Uint16Array(data.length);
  for (let k = 0; k < voxels.length; k++) {
    const v = voxels[k];
    for (let d = 0; d < back.length; d++) {
      if (data[v - back[d]] === data[v]) bits[v] |= 1 << d;
    }
  }
  return bits;
}
