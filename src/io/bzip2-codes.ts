import type { BitReader } from "./bit-reader.ts";
import { invalidFile } from "./invalid-file.ts";

/**
 * A canonical Huffman code: the code words of one length are consecutive numbers, in the order of their
 * symbols.
 */
export interface HuffmanCode {
  /** Number of code words of each length: 0 to 20 bits. */
  readonly counts: Uint32Array;
  /** All symbols in the order of their code words. */
  readonly symbols: Uint16Array;
}

const longest = 20;

/** The code in which the code word of symbol n has `lengths[n]` bits, 1 to 20. */
export function huffmanCode(lengths: Uint8Array): HuffmanCode {
  const counts = new Uint32Array(longest + 1);
  for (const length of lengths) counts[length]++;
  const symbols = new Uint16Array(lengths.length);
  let to = 0;
  for (let length = 1; length <= longest; length++) {
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] === length) symbols[to++] = symbol;
    }
  }
  return { counts, symbols };
}

/**
 * Reads the next symbol.
 *
 * @throws VoxomicsError `invalid-file` for bits that are no code word
 */
export function nextSymbol(bits: BitReader, { counts, symbols }: HuffmanCode): number {
  let word = 0;
  let first = 0;
  let index = 0;
  for (let length = 1; length <= longest; length++) {
    word = (word << 1) | bits.read(1);
    const count = counts[length];
    if (word - first < count) return symbols[index + word - first];
    index += count;
    first = (first + count) << 1;
  }
  throw invalidFile("bzip2 stream is damaged: found bits that are no word of their code");
}
