// bzip2: a Burrows-Wheeler transform, then move to front, then lengths of runs of zeros, then Huffman codes.

import { BitReader } from "./bit-reader.ts";
import { type HuffmanCode, huffmanCode, nextSymbol } from "./bzip2-codes.ts";
import { invalidFile } from "./invalid-file.ts";

/** Takes the next bytes, `times` of one value; returns false to end the unpacking. */
export type ByteSink = (value: number, times: number) => boolean;

const blockMagic = 0x314159265359;
const endMagic = 0x177245385090;

/** How many symbols are coded before the next selector chooses a Huffman code. */
const groupLength = 50;

/**
 * Unpacks a bzip2 stream, or several one after another, until the sink returns false.
 *
 * @throws VoxomicsError `invalid-file` for a stream that is damaged or cut off
 */
export function unpackBzip2(bytes: Uint8Array, sink: ByteSink): void {
  const bits = new BitReader(bytes);
  do {
    const level = readLevel(bits);
    for (;;) {
      const magic = bits.read(24) * 2 ** 24 + bits.read(24);
      if (magic === endMagic) break;
      if (magic !== blockMagic) throw damaged("no block starts where one should");
      if (!unpackBlock(bits, level * 100_000, sink)) return;
    }
    // the checksum of all blocks: that of each block was checked already
    bits.read(16);
    bits.read(16);
    bits.align();
  } while (bits.left >= 14 && bits.peekByte() === 0x42);
}

function readLevel(bits: BitReader): number {
  const [b, z, h, digit] = [bits.read(8), bits.read(8), bits.read(8), bits.read(8)];
  const level = digit - 0x30;
  if (b === 0x42 && z === 0x5a && h === 0x68 && level >= 1 && level <= 9) return level;
  throw damaged("it does not start with BZh1 to BZh9");
}

/** Unpacks a block; returns false once the sink does. */
function unpackBlock(bits: BitReader, mostBytes: number, sink: ByteSink): boolean {
  const sum = bits.read(16) * 2 ** 16 + bits.read(16);
  if (bits.read(1) === 1) throw damaged("a block is randomised, which no writer does any more");
  const origin = bits.read(24);
  const { transformed, counts } = readTransformed(bits, mostBytes);
  if (origin >= transformed.length) throw damaged("a block starts behind its end");
  return undoRuns(undoTransform(transformed, counts, origin), sum, sink);
}

/** The bytes of a block, still transformed, and how often each value is among them. */
function readTransformed(bits: BitReader, mostBytes: number) {
  const values = readValues(bits);
  const symbols = values.length + 2;
  const codeCount = bits.read(3);
  const selectorCount = bits.read(15);
  if (codeCount < 2 || codeCount > 6 || selectorCount < 1) throw damaged("a block has no codes");
  const selectors = readSelectors(bits, codeCount, selectorCount);
  const codes = Array.from({ length: codeCount }, () => readCode(bits, symbols));

  const out = new Uint8Array(mostBytes);
  const counts = new Uint32Array(256);
  const end = symbols - 1;
  let length = 0;
  let run = 0;
  let weight = 1;
  for (let group = 0; ; group++) {
    if (group >= selectorCount) throw damaged("a block does not end");
    const code = codes[selectors[group]];
    for (let n = 0; n < groupLength; n++) {
      const symbol = nextSymbol(bits, code);
      if (symbol <= 1) {
        // the length of a run of zeros, written with the digits 1 and 2, the lowest first
        run += weight * (symbol + 1);
        weight *= 2;
        if (run > mostBytes) throw damaged("a block is longer than its level allows");
        continue;
      }
      if (run > 0) {
        if (length + run > mostBytes) throw damaged("a block is longer than its level allows");
        out.fill(values[0], length, length + run);
        counts[values[0]] += run;
        length += run;
        run = 0;
        weight = 1;
      }
      if (symbol === end) return { transformed: out.subarray(0, length), counts };
      if (length >= mostBytes) throw damaged("a block is longer than its level allows");
      const value = values[symbol - 1];
      values.copyWithin(1, 0, symbol - 1);
      values[0] = value;
      out[length++] = value;
      counts[value]++;
    }
  }
}

/** The byte values that occur in a block, ascending. */
function readValues(bits: BitReader): Uint8Array {
  const ranges = bits.read(16);
  const values: number[] = [];
  for (let range = 0; range < 16; range++) {
    if (((ranges >> (15 - range)) & 1) === 0) continue;
    const used = bits.read(16);
    for (let n = 0; n < 16; n++) if (((used >> (15 - n)) & 1) === 1) values.push(16 * range + n);
  }
  if (values.length === 0) throw damaged("a block has no values");
  return Uint8Array.from(values);
}

/** The code of each group of symbols, which is stored as its position in a list moved to front. */
function readSelectors(bits: BitReader, codeCount: number, count: number): Uint8Array {
  const order = [0, 1, 2, 3, 4, 5];
  return Uint8Array.from({ length: count }, () => {
    let position = 0;
    while (bits.read(1) === 1) {
      if (++position >= codeCount) throw damaged("a block chooses a code that it does not have");
    }
    const [chosen] = order.splice(position, 1);
    order.unshift(chosen);
    return chosen;
  });
}

/** Lengths of a Huffman code, each as its difference from the one before. */
function readCode(bits: BitReader, symbols: number): HuffmanCode {
  let length = bits.read(5);
  const lengths = Uint8Array.from({ length: symbols }, () => {
    for (;;) {
      if (length < 1 || length > 20) throw damaged(`a code has a word of ${length} bits`);
      if (bits.read(1) === 0) return length;
      length += bits.read(1) === 0 ? 1 : -1;
    }
  });
  return huffmanCode(lengths);
}

/**
 * Undoes the Burrows-Wheeler transform.
 *
 * @param last last column of the sorted rotations
 * @param counts how often each byte value occurs
 * @param origin index of the rotation that is the block itself
 */
function undoTransform(last: Uint8Array, counts: Uint32Array, origin: number): Uint8Array {
  const starts = new Uint32Array(256);
  for (let value = 1; value < 256; value++) {
    starts[value] = starts[value - 1] + counts[value - 1];
  }
  const next = new Uint32Array(last.length);
  for (let n = 0; n < last.length; n++) next[starts[last[n]]++] = n;
  const out = new Uint8Array(last.length);
  for (let n = 0, at = next[origin]; n < out.length; n++, at = next[at]) out[n] = last[at];
  return out;
}

/**
 * Undoes the run lengths (a fifth byte after four equal ones is the number of further ones) and checks
 * the sum.
 */
function undoRuns(bytes: Uint8Array, expected: number, sink: ByteSink): boolean {
  let sum = 0xffffffff;
  let same = 0;
  let before = -1;
  for (const byte of bytes) {
    const times = same === 4 ? byte : 1;
    const value = same === 4 ? before : byte;
    same = same === 4 ? 0 : byte === before ? same + 1 : 1;
    before = same === 0 ? -1 : byte;
    for (let n = 0; n < times; n++) sum = (sum << 8) ^ sumTable[(sum >>> 24) ^ value];
    if (!sink(value, times)) return false;
  }
  if (~sum >>> 0 === expected) return true;
  throw damaged("the checksum of a block is another");
}

const sumTable = Int32Array.from({ length: 256 }, (_, n) => {
  let value = n << 24;
  for (let bit = 0; bit < 8; bit++) value = value < 0 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value;
});

function damaged(reason: string) {
  return invalidFile(`bzip2 stream is damaged: ${reason}`);
}
