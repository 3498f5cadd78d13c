import { damagedFrame } from "./codestream.ts";
import {
  align,
  type BitStream,
  bytesTaken,
  type Codes,
  codesOf,
  take,
  takeSymbol,
} from "./inflate-bits.ts";

/**
 * Inflates a raw deflate stream (RFC 1951) into `out`. The Compression Streams of Node and browsers are not
 * used, as they are asynchronous, and decoding a frame is not.
 *
 * @param name of the codec, for messages
 * @returns `length`: how many bytes were written, `taken`: how many bytes of the stream were read
 * @throws VoxomicsError `invalid-file` for a stream that is damaged, cut off, or holds more than `out`.
 */
export function inflateInto(
  name: string,
  bytes: Uint8Array,
  out: Uint8Array,
): { readonly length: number; readonly taken: number } {
  const stream: BitStream = { bytes, at: 0, held: 0, count: 0 };
  let fixed: BlockCodes | undefined;
  let length = 0;
  for (let isLast = false; !isLast; ) {
    isLast = take(stream, 1) === 1;
    const type = take(stream, 2);
    if (type === 3) throw damagedFrame(name, "it has a block of a kind that there is not");
    if (type === 0) {
      length = copyStored(name, stream, out, length);
      continue;
    }
    if (type === 1) fixed ??= fixedCodes();
    const codes = type === 1 ? (fixed as BlockCodes) : ownCodes(name, stream);
    length = inflateBlock(name, stream, out, length, codes);
  }
  return { length, taken: bytesTaken(stream) };
}

/** Copies a block of bytes that are not compressed (3.2.4); returns the end in `out`. */
function copyStored(name: string, stream: BitStream, out: Uint8Array, start: number): number {
  align(stream);
  const length = take(stream, 16);
  if (take(stream, 16) !== (length ^ 0xffff)) {
    throw damagedFrame(name, "the length of a stored block is not what its complement says");
  }
  const from = bytesTaken(stream);
  const end = start + length;
  if (from + length > stream.bytes.length) throw cutOff(name, stream);
  if (end > out.length) throw tooLong(name, out);
  out.set(stream.bytes.subarray(from, from + length), start);
  stream.at = from + length;
  stream.held = 0;
  stream.count = 0;
  return end;
}

interface BlockCodes {
  readonly literals: Codes;
  readonly distances: Codes;
}

/** For symbols 257 to 285: the length of a copy, to which the extra bits are added (3.2.5). */
const lengthBases = [
  ...[3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31],
  ...[35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258],
];

/** For symbols 257 to 285: the number of extra bits. */
const lengthBits = [
  ...[0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2],
  ...[3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0],
];

/** Inflates literals, and copies of earlier bytes, up to the symbol 256; returns the end in `out`. */
function inflateBlock(
  name: string,
  stream: BitStream,
  out: Uint8Array,
  start: number,
  { literals, distances }: BlockCodes,
): number {
  let to = start;
  for (;;) {
    const symbol = takeSymbol(stream, literals);
    if (bytesTaken(stream) > stream.bytes.length) throw cutOff(name, stream);
    if (symbol === 256) return to;
    if (symbol >= 0 && symbol < 256) {
      if (to === out.length) throw tooLong(name, out);
      out[to++] = symbol;
      continue;
    }
    const code = symbol - 257;
    const length = (lengthBases[code] ?? 0) + take(stream, lengthBits[code] ?? 0);
    const kind = takeSymbol(stream, distances);
    // kinds 0 to 3 are distances 1 to 4; of the others, two each have 1, 2, 3 … extra bits
    const extra = kind < 4 ? 0 : (kind >> 1) - 1;
    const base = kind < 4 ? kind : (2 + (kind & 1)) << extra;
    const distance = 1 + base + take(stream, Math.min(extra, 13));
    if (code < 0 || code > 28 || kind < 0 || kind > 29 || distance > to) {
      throw damagedFrame(name, `its codes make no sense at byte ${to + 1} of what it holds`);
    }
    if (to + length > out.length) throw tooLong(name, out);
    // byte by byte, as a copy may overlap its source
    for (const end = to + length; to < end; to++) out[to] = out[to - distance];
  }
}

/** The fixed codes, which blocks use without describing them (3.2.6). */
function fixedCodes(): BlockCodes {
  const lengths = (...runs: [count: number, length: number][]) =>
    runs.flatMap(([count, length]) => new Array<number>(count).fill(length));
  return {
    literals: codesOf(lengths([144, 8], [112, 9], [24, 7], [8, 8])) as Codes,
    distances: codesOf(lengths([32, 5])) as Codes,
  };
}

/** The order in which a block states the lengths of the codes for code lengths (3.2.7). */
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** The codes that a block describes (3.2.7): runs of code lengths, which are written in codes themselves. */
function ownCodes(name: string, stream: BitStream): BlockCodes {
  const literalCount = 257 + take(stream, 5);
  const distanceCount = 1 + take(stream, 5);
  const count = 4 + take(stream, 4);
  const own = new Uint8Array(19);
  for (let n = 0; n < count; n++) own[lengthOrder[n]] = take(stream, 3);
  const codes = codesOf(own);
  const lengths = new Uint8Array(literalCount + distanceCount);
  for (let n = 0; codes !== null && n < lengths.length; ) {
    const symbol = takeSymbol(stream, codes);
    const run = repeats(stream, symbol);
    const isSound = symbol >= 0 && n + run <= lengths.length && (symbol !== 16 || n > 0);
    if (!isSound || bytesTaken(stream) > stream.bytes.length) throw badCodes(name);
    const length = symbol < 16 ? symbol : symbol === 16 ? lengths[n - 1] : 0;
    lengths.fill(length, n, n + run);
    n += run;
  }
  const literals = codes && codesOf(lengths.subarray(0, literalCount));
  const distances = codes && codesOf(lengths.subarray(literalCount));
  if (literals === null || distances === null) throw badCodes(name);
  return { literals, distances };
}

/** How often a symbol repeats its code length, the one before it, or 0. */
function repeats(stream: BitStream, symbol: number): number {
  if (symbol === 16) return 3 + take(stream, 2);
  if (symbol === 17) return 3 + take(stream, 3);
  return symbol === 18 ? 11 + take(stream, 7) : 1;
}

function badCodes(name: string) {
  return damagedFrame(name, "it describes codes that there cannot be");
}

function cutOff(name: string, { bytes }: BitStream) {
  return damagedFrame(name, `it is cut off after ${bytes.length} bytes`);
}

function tooLong(name: string, { length }: Uint8Array) {
  return damagedFrame(name, `it holds more than ${length} bytes`);
}
