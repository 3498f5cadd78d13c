// DICOM's RLE (PS3.5, annex G), for tests.

/** A frame of little-endian pixels of `width` bytes. */
export function encodeRle(pixels: Uint8Array, width: number): Uint8Array<ArrayBuffer> {
  const segments = Array.from({ length: width }, (_, n) =>
    packed(pixels.filter((_byte, at) => at % width === width - 1 - n)),
  );
  const header = new DataView(new ArrayBuffer(64));
  header.setUint32(0, width, true);
  let at = 64;
  for (const [n, segment] of segments.entries()) {
    header.setUint32(4 * (n + 1), at, true);
    at += segment.length;
  }
  return Uint8Array.from([...new Uint8Array(header.buffer), ...segments.flat()]);
}

/** Runs of three bytes or more as runs, others as they are, up to 128 at once. */
function packed(bytes: Uint8Array): number[] {
  const out: number[] = [];
  let literal: number[] = [];
  const flush = () => {
    if (literal.length > 0) out.push(literal.length - 1, ...literal);
    literal = [];
  };
  for (let at = 0; at < bytes.length; ) {
    let run = 1;
    while (run < 128 && bytes[at + run] === bytes[at]) run++;
    if (run >= 3) {
      flush();
      out.push(257 - run, bytes[at]);
      at += run;
    } else {
      literal.push(bytes[at++]);
      if (literal.length === 128) flush();
    }
  }
  flush();
  return out.length % 2 === 0 ? out : [...out, 0x80];
}
