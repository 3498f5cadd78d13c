// Huffman codes and bits of a deflate stream (RFC 1951, 3.1 and 3.2.2).

/** A deflate stream as it is read: its lowest bits come first. */
export interface BitStream {
  readonly bytes: Uint8Array;
  /** The byte that follows those in `held`. */
  at: number;
  /** Bits that were fetched and are not taken yet, `count` of them. */
  held: number;
  count: number;
}

/** The next bits as a number, up to 16; zeros behind the end. */
export function peek(stream: BitStream, length: number): number {
  while (stream.count < length) {
    stream.held |= (stream.bytes[stream.at++] ?? 0) << stream.count;
    stream.count += 8;
  }
  return stream.held & ((1 << length) - 1);
}

/** Takes bits. */
export function take(stream: BitStream, length: number): number {
  const value = peek(stream, length);
  stream.held >>>= length;
  stream.count -= length;
  return value;
}

/** Drops what is left of a byte of which bits were taken. */
export function align(stream: BitStream): void {
  take(stream, stream.count % 8);
}

/** Bytes of which at least a bit was taken: more than there are if the stream is cut off. */
export function bytesTaken({ at, count }: BitStream): number {
  return at - (count >> 3);
}

/** Codes of a block. */
export interface Codes {
  /** How many there are of each length from 0 to 15, and their symbols, shortest first. */
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
  /** For the next bits: 16 × symbol + length of the code that they start with; 0 if it is longer, or none. */
  readonly short: Uint16Array;
}

const shortBits = 9;

/** Codes by the length of each symbol's; null for lengths that no codes have. */
export function codesOf(lengths: ArrayLike<number>): Codes | null {
  const counts = new Uint16Array(16);
  for (let symbol = 0; symbol < lengths.length; symbol++) counts[lengths[symbol]]++;
  const total = lengths.length - counts[0];
  counts[0] = 0;
  const codes = new Uint32Array(17);
  const places = new Uint16Array(17);
  let free = 1;
  for (let length = 1; length <= 15; length++) {
    free = 2 * free - counts[length];
    codes[length + 1] = 2 * (codes[length] + counts[length]);
    places[length + 1] = places[length] + counts[length];
    if (free < 0) return null;
  }
  // a single code leaves others free (3.2.7)
  if (free > 0 && total > 1) return null;
  const symbols = new Uint16Array(total);
  const short = new Uint16Array(1 << shortBits);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol];
    if (length === 0) continue;
    symbols[places[length]++] = symbol;
    const code = reversed(codes[length]++, length);
    if (length > shortBits) continue;
    for (let n = code; n < short.length; n += 1 << length) short[n] = 16 * symbol + length;
  }
  return { counts, symbols, short };
}

/** Codes come with their highest bit first, unlike all else. */
function reversed(code: number, length: number): number {
  let out = 0;
  for (let n = 0; n < length; n++) out |= ((code >> n) & 1) << (length - 1 - n);
  return out;
}

/** Takes a code; gives its symbol, or -1 if the next bits are none. */
export function takeSymbol(stream: BitStream, { counts, symbols, short }: Codes): number {
  const found = short[peek(stream, shortBits)];
  if (found !== 0) {
    take(stream, found & 15);
    return found >> 4;
  }
  let code = 0;
  let first = 0;
  let place = 0;
  for (let length = 1; length <= 15; length++) {
    code |= take(stream, 1);
    if (code - first < counts[length]) return symbols[place + code - first];
    place += counts[length];
    first = 2 * (first + counts[length]);
    code *= 2;
  }
  return -1;
}
