// Entropy-coded data of a JPEG scan (ITU-T T.81, F.1.2.3 and B.1.1.5).

const endOfImage = 0xd9;

/** Zero bytes after the data of an interval, so that `bitsAt` can look past the end. */
const padding = 8;

/**
 * The entropy-coded data of each restart interval, up to the first marker that is no restart. The zero byte
 * that follows each 0xff in the data is removed; each interval is padded with zeros.
 *
 * @param start byte at which the data of the scan start
 * @param most number of intervals to read; further ones are ignored
 */
export function entropyCoded(
  bytes: Uint8Array,
  start: number,
  most: number,
): readonly Uint8Array[] {
  const plain = new Uint8Array(bytes.length - start + padding);
  const intervals: Uint8Array[] = [];
  let from = 0;
  let to = 0;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    const next = byte === 0xff ? (bytes[at + 1] ?? endOfImage) : 0;
    if (next === 0xff) continue;
    if (next === 0) {
      plain[to++] = byte;
      if (byte === 0xff) at++;
      continue;
    }
    intervals.push(plain.slice(from, to + padding));
    from = to;
    if (next < 0xd0 || next > 0xd7 || intervals.length === most) return intervals;
    at++;
  }
  intervals.push(plain.slice(from, to + padding));
  return intervals;
}

/** The number of bits in the data of an interval, without its padding. */
export function bitCount(coded: Uint8Array): number {
  return 8 * (coded.length - padding);
}

/** The bits from a position on, in the highest bits of a 32-bit number; at least 24 of them are valid. */
export function bitsAt(bytes: Uint8Array, position: number): number {
  const at = position >> 3;
  const word = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  return word << (position & 7);
}

/** The difference or coefficient that the bits of a category stand for (T.81, tables F.1 and F.2). */
export function extended(bits: number, category: number): number {
  return bits < 1 << (category - 1) ? bits - (1 << category) + 1 : bits;
}
