// Entropy-coded data of a JPEG scan (ITU-T T.81, F.1.2.3 and B.1.1.5).

const endOfImage = 0xd9;

/** Zero bytes behind data, so that bits can be looked up past their end. */
const padding = 8;

/**
 * The entropy-coded data of each restart interval, without the zero bytes behind each 0xff, up to the
 * first marker that is no restart.
 *
 * @param start where the scan's data start
 * @param most intervals that are wanted; the rest is left
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

/** Bits that the data of an interval have. */
export function bitCount(coded: Uint8Array): number {
  return 8 * (coded.length - padding);
}

/** At least 24 bits from a position on, highest first. */
export function bitsAt(bytes: Uint8Array, position: number): number {
  const at = position >> 3;
  const word = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  return word << (position & 7);
}

/** The difference or coefficient that the bits of a category stand for (T.81, tables F.1 and F.2). */
export function extended(bits: number, category: number): number {
  return bits < 1 << (category - 1) ? bits - (1 << category) + 1 : bits;
}
