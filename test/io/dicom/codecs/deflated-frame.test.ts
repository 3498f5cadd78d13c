import { deflateRawSync, deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decodeDeflated } from "../../../../src/io/dicom/codecs/deflated-frame.ts";
import type { PixelFormat } from "../../../../src/io/dicom/pixel-format.ts";

const format = (columns: number, bits = 8): PixelFormat => ({
  ...{ attribute: "PixelData", name: `uint${bits}`, columns, rows: 1 },
  ...{ bitsAllocated: bits, bitsStored: bits, shift: 0, signed: false, float: false },
});

const decoded = (bytes: Uint8Array, columns: number, bits?: number) =>
  Array.from(decodeDeflated(bytes, format(columns, bits)).pixels);

describe("a deflated frame", () => {
  const three = deflateRawSync(Uint8Array.of(7, 8, 9));

  it("holds little-endian pixels", () => {
    expect(decoded(three, 3)).toEqual([7, 8, 9]);
    expect(decoded(deflateRawSync(Uint8Array.of(1, 2, 3, 4)), 2, 16)).toEqual([0x0201, 0x0403]);
    expect(decoded(deflateRawSync(Uint8Array.of(1, 2, 3, 4)), 1, 32)).toEqual([0x04030201]);
  });

  it("may be padded to an even number of bytes, before it is deflated or after", () => {
    expect(decoded(Uint8Array.from([...three, 0]), 3)).toEqual([7, 8, 9]);
    expect(decoded(deflateRawSync(Uint8Array.of(7, 8, 9, 0)), 3)).toEqual([7, 8, 9]);
  });

  it.each<[string, Uint8Array, number, string]>([
    ["fewer bytes", three, 4, "it holds 3 bytes, expected 4"],
    ["more bytes", three, 2, "it holds more than 2 bytes"],
    ["two bytes more", deflateRawSync(new Uint8Array(5)), 3, "it holds more than 4 bytes"],
    [
      "bytes behind its end",
      Uint8Array.from([...three, 0, 5]),
      3,
      "2 bytes follow the end of its deflate stream",
    ],
    ["more than can come out", three, 65535, "65535 bytes cannot come out of 5"],
    ["a header of zlib", deflateSync(Uint8Array.of(7, 8, 9)), 3, "the length of a stored block"],
  ])("is refused for %s", (_, bytes, columns, message) => {
    expect(() => decoded(bytes, columns)).toThrow(`deflated frame is damaged: ${message}`);
  });
});
