import { largestGzipRatio } from "../../gzip.ts";
import { pixelsOf } from "../native-frames.ts";
import { type DecodeFrame, damagedFrame } from "./codestream.ts";
import { inflateInto } from "./inflate-frame.ts";

const name = "deflated";

/** Deflated Image Frame Compression (DICOM PS3.5 A.4.13): a frame's bytes as a raw deflate stream. */
export const decodeDeflated: DecodeFrame = (bytes, format) => {
  const expected = (format.columns * format.rows * format.bitsAllocated) / 8;
  if (expected > largestGzipRatio * bytes.length) {
    throw damagedFrame(name, `${expected} bytes cannot come out of ${bytes.length}`);
  }
  // one byte may pad the frame to an even length, and zeros may follow the stream
  const out = new Uint8Array(expected + (expected % 2));
  const { length, taken } = inflateInto(name, bytes, out);
  if (length !== expected && length !== out.length) {
    throw damagedFrame(name, `it holds ${length} bytes, expected ${expected}`);
  }
  if (bytes.subarray(taken).some((byte) => byte !== 0)) {
    throw damagedFrame(name, `${bytes.length - taken} bytes follow the end of its deflate stream`);
  }
  return pixelsOf(out.subarray(0, expected), format);
};
