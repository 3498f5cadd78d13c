// Huffman codes and bits of a deflate stream (RFC 1951, 3.1 and 3.2.2).

/** A deflate stream and how far it is read. The lowest bit of each byte comes first. */
export interface BitStream {
  readonly bytes: Uint8Array;
  /** Index of the next byte to fetch. */
  at: number;
  /** Bits that were fetched but not taken yet, the next one lowest; `count` of them. */
  held: number;
  count: number;
}

/** The next bits, up to 16, as a number, without taking them; zeros after the end. */
export function peek(stream: BitStream, length: number): number {
  while (stream.count < length) {
    stream.held |= (stream.bytes[stream.at++] ?? 0) << stream.count;
    stream.count += 8;
  }
  return stream.held & ((1 << length) - 1);
}

/** Takes the next bits, up to 16, as a number. */
export function take(stream: BitStream, length: number): number {
  const value = peek(stream, length);
  stream.held >>>= length;
  stream.count -= length;
  return value;
}

/** Skips the bits that are left of a byte whose first bits were taken. */
export function align(stream: BitStream): void {
  take(stream, stream.count % 8);
}

/** The number of bytes of which at least one bit was taken; more than the stream has if it is cut off. */
export function bytesTaken({ at, count }: BitStream): number {
  return at - (count >> 3);
}

/** The Huffman codes of a block. */
export interface Codes {
  /** Number of codes of each length from 0 to 15 bits. */
  readonly counts: Uint16Array;
  /** Symbols of the codes, those of the shortest codes first. */
  readonly symbols: Uint16Array;
  /**
   * 512 entries: for the next 9 bits, 16 × symbol + length of the code that they start with; 0 for a
   * longer code or none.
   */
  readonly short: Uint16Array;
}

/** Longest codes that are looked up in `short`, in bits. */
const shortBits = 9;

/** The codes in which symbol n has `lengths[n]` bits, 0 for none; null for lengths that no codes can have. */
export function codesOf(lengths: ArrayLike<number>): Codes | null {
  const counts = new Uint16Array(16);
  for (let symbol = 0; symbol < lengths.length; symbol++) counts[lengths[symbol]]++;
  const total = lengths.length - counts[0];
  counts[0] = 0;
  const codes = new Uint32Array(17);
  const indices = new Uint16Array(17);
  let free = 1;
  for (let length = 1; length <= 15; length++) {
    free = 2 * free - counts[length];
    codes[length + 1] = 2 * (codes[length] + counts[length]);
    indices[length + 1] = indices[length] + counts[length];
    if (free < 0) return null;
  }
  // codes must use all bit patterns, unless there is only one code (3.2.7)
  if (free > 0 && total > 1) return null;
  const symbols = new Uint16Array(total);
  const short = new Uint16Array(1 << shortBits);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol];
    if (length === 0) continue;
    symbols[indices[length]++] = symbol;
    const code = reversed(codes[length]++, length);
    if (length > shortBits) continue;
    for (let n = code; n < short.length; n += 1 << length) short[n] = 16 * symbol + length;
  }
  return { counts, symbols, short };
}

/**
 * The bits of a code in reverse order: codes are stored highest bit first, all other numbers lowest
 * first.
 */
function reversed(code: number, length: number): number {
  let out = 0;
  for (let n = 0; n < length; n++) out |= ((code >> n) & 1) << (length - 1 - n);
  return out;
}

/** Takes a code and gives its symbol; -1 if the next bits are no code. */
export function takeSymbol(stream: BitStream, { counts, symbols, short }: Codes): number {
  const found = short[peek(stream, shortBits)];
  if (found !== 0) {
    take(stream, found & 15);
    return found >> 4;
  }
  let code = 0;
  let first = 0;
  let index = 0;
  for (let length = 1; length <= 15; length++) {
    code |= take(stream, 1);
    if (code - first < counts[length]) return symbols[index + code - first];
    index += counts[length];
    first = 2 * (first + counts[length]);
    code *= 2;
  }
  return -1;
}
