import { describe, expect, it } from "vitest";
import { decodeRle } from "../../../../src/io/dicom/codecs/rle.ts";
import type { PixelFormat } from "../../../../src/io/dicom/pixel-format.ts";

function formatOf(columns: number, bits: 8 | 16): PixelFormat {
  return {
    ...{ attribute: "PixelData", name: `uint${bits}`, columns, rows: 1 },
    ...{ bitsAllocated: bits, bitsStored: bits, shift: 0, signed: false, float: false },
  };
}

/** A header that says where segments start, and their bytes. */
function rleFrame(...segments: readonly (readonly number[])[]): Uint8Array {
  const header = new DataView(new ArrayBuffer(64));
  header.setUint32(0, segments.length, true);
  let start = 64;
  for (const [n, segment] of segments.entries()) {
    header.setUint32(4 * (n + 1), start, true);
    start += segment.length;
  }
  return Uint8Array.of(...new Uint8Array(header.buffer), ...segments.flat());
}

describe("RLE", () => {
  // PS3.5 G.3.1: n from 0 to 127 stands for n + 1 bytes as they are, 129 to 255 for 257 - n times one
  it("unpacks bytes as they are, runs, and what stands for nothing", () => {
    const frame = rleFrame([2, 10, 20, 30, 128, 254, 7, 128, 0, 9]);
    expect(Array.from(decodeRle(frame, formatOf(7, 8)).pixels)).toEqual([10, 20, 30, 7, 7, 7, 9]);
  });

  it("takes the highest byte of pixels first", () => {
    const frame = rleFrame([255, 0x12], [1, 0x34, 0x56]);
    expect(Array.from(decodeRle(frame, formatOf(2, 16)).pixels)).toEqual([0x1234, 0x1256]);
  });

  it("needs no more than the pixels there are", () => {
    const frame = rleFrame([129, 5]);
    expect(Array.from(decodeRle(frame, formatOf(100, 8)).pixels)).toEqual(new Array(100).fill(5));
  });

  it.each<[string, Uint8Array, PixelFormat, string]>([
    ["a short header", new Uint8Array(63), formatOf(1, 8), "found 63 bytes, expected at least 64"],
    [
      "another number of segments",
      rleFrame([0, 1]),
      formatOf(1, 16),
      "found 1 segments, expected 2, one a byte of a pixel",
    ],
    [
      "segments that lie outside",
      rleFrame([0, 1]).slice(0, 65).with(4, 70),
      formatOf(1, 8),
      "segments start at 70 of 65 bytes",
    ],
    [
      "segments that overlap",
      rleFrame([0, 1], [0, 1]).with(8, 64 - 1),
      formatOf(1, 16),
      "segments start at 64, 63 of 68 bytes",
    ],
    ["too few bytes", rleFrame([0, 1]), formatOf(2, 8), "segment 1 holds 1 bytes, expected 2"],
    [
      "a run that is cut off",
      rleFrame([254]),
      formatOf(3, 8),
      "segment 1 holds 0 bytes, expected 3",
    ],
    [
      "more pixels than can come out",
      rleFrame([0, 1]),
      formatOf(65535, 8),
      "65535 pixels cannot come out of 2 bytes",
    ],
  ])("refuses %s", (_, frame, format, message) => {
    expect(() => decodeRle(frame, format)).toThrow(`RLE frame is damaged: ${message}`);
  });
});
