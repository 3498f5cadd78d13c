// Threefry-2x32 with 20 rounds: Salmon, Moraes, Dror and Shaw, Parallel random numbers: as easy as
// 1, 2, 3, SC 2011, https://doi.org/10.1145/2063384.2063405

import { checkValue } from "../schema/check.ts";

/**
 * Random numbers without a state: the number at an index depends on seed, purpose and index alone. It does
 * not matter in which order, or how many, numbers are drawn.
 */
export interface RandomStream {
  /** The lower 32 bits of the seed. */
  readonly key0: number;
  /** The upper 21 bits of the seed. */
  readonly key1: number;
  /** Which of `purposes` the numbers are for. */
  readonly purpose: number;
}

/** What random numbers are drawn for. Each purpose has a sequence of its own. */
const purposes = {
  noise: 0,
  volume: 1,
  contour: 2,
  parameters: 3,
  bootstrap: 4,
  permutation: 5,
  clusters: 6,
  voxels: 7,
} as const;

/**
 * The random numbers of a seed for one purpose.
 *
 * @param seed an integer from 0 to 2^53 - 1
 * @throws VoxomicsError `invalid-settings`
 */
export function randomStream(seed: number, purpose: keyof typeof purposes): RandomStream {
  const sound = Number.isSafeInteger(seed) && seed >= 0;
  checkValue(sound, "seed", seed, "an integer from 0 to 2^53 - 1");
  return { key0: seed | 0, key1: Math.floor(seed / 2 ** 32), purpose: purposes[purpose] };
}

const rotations = [13, 15, 26, 6, 17, 29, 16, 24] as const;

/** A number between 0 and 1 (both excluded) of 52 random bits; `index` is an integer from 0 to 2^32 - 1. */
export function uniformAt({ key0, key1, purpose }: RandomStream, index: number): number {
  let a = (index + key0) | 0;
  let b = (purpose + key1) | 0;
  let next = key1;
  let second = 0x1bd11bda ^ key0 ^ key1;
  let third = key0;
  for (let round = 0; round < 20; round++) {
    const turn = rotations[round & 7];
    a = (a + b) | 0;
    b = ((b << turn) | (b >>> (32 - turn))) ^ a;
    if ((round & 3) === 3) {
      a = (a + next) | 0;
      b = (b + second + ((round + 1) >> 2)) | 0;
      const used = next;
      next = second;
      second = third;
      third = used;
    }
  }
  return ((a >>> 6) * 2 ** 26 + (b >>> 6) + 0.5) / 2 ** 52;
}

/** `count` of the items, every choice equally likely (Fisher and Yates), in random order. */
export function choose(items: ArrayLike<number>, count: number, stream: RandomStream): number[] {
  const pool = Array.from(items);
  for (let k = 0; k < count; k++) {
    const other = k + Math.floor(uniformAt(stream, k) * (pool.length - k));
    const item = pool[other];
    pool[other] = pool[k];
    pool[k] = item;
  }
  return pool.slice(0, count);
}
