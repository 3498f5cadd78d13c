import { largestPackBitsRatio, unpackBits } from "../../pack-bits.ts";
import { pixelsOf } from "../native-frames.ts";
import { type DecodeFrame, damagedFrame } from "./codestream.ts";

const name = "RLE";

/** Bytes of the header: the number of segments, and the first bytes of up to fifteen of them. */
const headerLength = 64;

/** DICOM's RLE (PS3.5, annex G): a segment for each byte of a pixel, the highest first. */
export const decodeRle: DecodeFrame = (bytes, format) => {
  const segments = segmentsOf(bytes, format.bitsAllocated / 8);
  const count = format.columns * format.rows;
  const shortest = Math.min(...segments.map(({ length }) => length));
  if (count > largestPackBitsRatio * shortest) {
    throw damagedFrame(name, `${count} pixels cannot come out of ${shortest} bytes`);
  }
  const pixels = new Uint8Array(count * segments.length);
  for (const [n, segment] of segments.entries()) {
    const found = unpackBits(segment, pixels, segments.length - 1 - n, segments.length);
    if (found !== count) {
      throw damagedFrame(name, `segment ${n + 1} holds ${found} bytes, expected ${count}`);
    }
  }
  return pixelsOf(pixels, format);
};

function segmentsOf(bytes: Uint8Array, expected: number): readonly Uint8Array[] {
  if (bytes.length < headerLength) {
    throw damagedFrame(name, `found ${bytes.length} bytes, expected at least ${headerLength}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, headerLength);
  const count = view.getUint32(0, true);
  if (count !== expected) {
    throw damagedFrame(
      name,
      `found ${count} segments, expected ${expected}, one a byte of a pixel`,
    );
  }
  const starts = Array.from({ length: count }, (_, n) => view.getUint32(4 * (n + 1), true));
  const bounds = [headerLength, ...starts, bytes.length];
  if (bounds.some((bound, n) => n > 0 && bound < bounds[n - 1])) {
    throw damagedFrame(name, `segments start at ${starts.join(", ")} of ${bytes.length} bytes`);
  }
  return starts.map((start, n) => bytes.subarray(start, bounds[n + 2]));
}
