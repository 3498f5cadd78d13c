import { VoxomicsError } from "../../src/messages/errors.ts";

/** Pseudo-random numbers from a seed (mulberry32): the same on every machine. */
export interface Random {
  /** A number from 0 up to 1. */
  readonly unit: () => number;
  /** A whole number from 0 up to, but not including, `end`. */
  readonly below: (end: number) => number;
  /** One of the items. */
  readonly pick: <T>(items: readonly T[]) => T;
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const unit = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(unit() * end);
  return { unit, below, pick: (items) => items[below(items.length)] };
}

/** Byte values that lengths, signs, counts and text delimiters change most by. */
const telling = [
  0, 1, 0x7f, 0x80, 0xfe, 0xff, 0x0a, 0x0d, 0x20, 0x2d, 0x2e, 0x2f, 0x30, 0x39, 0x3a,
];

/** The first bytes of files that a reader may be given by mistake, or on purpose. */
const magics: readonly (readonly number[])[] = [
  [0x1f, 0x8b, 8, 0], // gzip
  [0x50, 0x4b, 3, 4], // zip
  [0x42, 0x5a, 0x68, 0x39], // bzip2
  [0x4e, 0x52, 0x52, 0x44, 0x30, 0x30, 0x30, 0x35, 0x0a], // NRRD0005
  [0x5c, 1, 0, 0], // NIfTI-1, little-endian
  [0, 0, 2, 0x1c], // NIfTI-2, big-endian
  [0x44, 0x49, 0x43, 0x4d], // DICM
  [0xff, 0xd8, 0xff, 0xe0], // JPEG
  [0xff, 0x4f, 0xff, 0x51], // JPEG 2000 codestream
  [0xfe, 0xff, 0, 0xe0, 0xff, 0xff, 0xff, 0xff], // DICOM item of undefined length
];

type Mutation = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;

const setBytes =
  (value: (random: Random, old: number) => number): Mutation =>
  (bytes, random) => {
    const out = bytes.slice();
    const count = 1 + random.below(4);
    for (let n = 0; n < count; n++) {
      const at = placeIn(out, random);
      out[at] = value(random, out[at]);
    }
    return out;
  };

const mutations: readonly Mutation[] = [
  setBytes((random) => random.below(256)),
  setBytes((random) => random.pick(telling)),
  setBytes((random, old) => old ^ (1 << random.below(8))),
  // a run of one value: what a field of 2, 4 or 8 bytes becomes at its extremes
  (bytes, random) => {
    const at = placeIn(bytes, random);
    return bytes.slice().fill(random.pick(telling), at, at + random.pick([2, 4, 8, 16]));
  },
  // cut off
  (bytes, random) => bytes.slice(0, placeIn(bytes, random)),
  // a part left out
  (bytes, random) => {
    const at = placeIn(bytes, random);
    return join(bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(16)));
  },
  // a part twice, or many times over
  (bytes, random) => {
    const at = placeIn(bytes, random);
    const part = bytes.subarray(at, at + 1 + random.below(64));
    const times = random.pick([1, 1, 2, 16]);
    const copies = Array.from({ length: times }, () => part);
    return join(bytes.subarray(0, at), ...copies, bytes.subarray(at));
  },
  // the start of one file and the end of another
  (bytes, random, other) =>
    join(bytes.subarray(0, placeIn(bytes, random)), other.subarray(placeIn(other, random))),
  // a part of another file in place of a part of this one
  (bytes, random, other) => {
    const out = bytes.slice();
    const from = placeIn(other, random);
    const part = other.subarray(from, from + 1 + random.below(32));
    const at = placeIn(out, random);
    out.set(part.subarray(0, out.length - at), at);
    return out;
  },
  // another format's first bytes, at the start or anywhere
  (bytes, random) => {
    const out = bytes.slice();
    const magic = random.pick(magics);
    const at = random.below(2) === 0 ? 0 : placeIn(out, random);
    out.set(magic.slice(0, Math.max(0, out.length - at)), at);
    return out;
  },
  // bytes that belong to nothing, in between or behind
  (bytes, random) => {
    const noise = Uint8Array.from({ length: 1 + random.below(32) }, () => random.below(256));
    const at = random.below(3) === 0 ? bytes.length : placeIn(bytes, random);
    return join(bytes.subarray(0, at), noise, bytes.subarray(at));
  },
];

/**
 * Damaged copies of files, without end, the same ones for the same seed. Each has one to three
 * mutations; half of all places lie in the first kilobyte, where headers are.
 *
 * @param samples sound files; parts of one find their way into others
 */
export function* mutants(
  samples: readonly Uint8Array[],
  seed: number,
): Generator<Uint8Array<ArrayBufferLike>> {
  const random = randomFrom(seed);
  for (;;) {
    let bytes = random.pick(samples);
    const times = random.pick([1, 1, 2, 3]);
    for (let n = 0; n < times; n++) {
      bytes = random.pick(mutations)(bytes, random, random.pick(samples));
    }
    yield bytes;
  }
}

/** How reading a set of damaged files ended. */
export interface Survival {
  /** Inputs that were read. */
  readonly read: number;
  /** Inputs that were refused with a VoxomicsError. */
  readonly refused: number;
  /** Most CPU time that one input took, in ms. */
  readonly slowest: number;
}

/**
 * CPU time that one input may take, in ms. The largest inputs of the suites take some 500 ms with all
 * threads of the process (a file of 20 MB, a bomb of 200 MB); those that once hung took 10 s and more.
 * Time by the clock would tell how busy the machine is.
 */
const mostCpu = 4000;

/**
 * Reads `count` inputs one after the other.
 *
 * @throws the first thing that is thrown and is no VoxomicsError, with the input as hex, and an
 *   Error for an input that takes more than `limit` ms of CPU time.
 */
export async function survive(
  inputs: Iterable<Uint8Array>,
  count: number,
  read: (bytes: Uint8Array) => unknown,
  limit = mostCpu,
): Promise<Survival> {
  const outcome = { read: 0, refused: 0, slowest: 0 };
  let n = 0;
  for (const bytes of inputs) {
    if (n++ === count) break;
    const start = process.cpuUsage();
    try {
      await read(bytes);
      outcome.read++;
    } catch (error) {
      if (!(error instanceof VoxomicsError)) {
        throw new Error(`input ${n} threw ${String(error)}: ${hexOf(bytes)}`, { cause: error });
      }
      outcome.refused++;
    }
    const { user, system } = process.cpuUsage(start);
    const took = (user + system) / 1000;
    outcome.slowest = Math.max(outcome.slowest, took);
    if (took > limit) throw new Error(`input ${n} took ${took} ms of CPU time: ${hexOf(bytes)}`);
  }
  return outcome;
}

/** Whatever is long is cut: an input can be made again from its seed and number. */
function hexOf(bytes: Uint8Array): string {
  const shown = Buffer.from(bytes.subarray(0, 2048)).toString("hex");
  return bytes.length > 2048 ? `${shown}… (${bytes.length} bytes)` : shown;
}

function placeIn(bytes: Uint8Array, random: Random): number {
  const end = random.below(2) === 0 ? Math.min(bytes.length, 1024) : bytes.length;
  return random.below(Math.max(1, end));
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
