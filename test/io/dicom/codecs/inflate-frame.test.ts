import { constants, deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inflateInto } from "../../../../src/io/dicom/codecs/inflate-frame.ts";
import { randomFrom } from "../../mutations.ts";

function inflated(bytes: Uint8Array, most: number): Uint8Array {
  const out = new Uint8Array(most);
  const { length } = inflateInto("deflated", bytes, out);
  return out.subarray(0, length);
}

/** Bytes with a stream's bits, each number of so many bits with its lowest bit first. */
function bits(...parts: readonly (readonly [value: number, length: number])[]): Uint8Array {
  const all = parts.flatMap(([value, length]) =>
    Array.from({ length }, (_, n) => (value >> n) & 1),
  );
  const bytes = new Uint8Array(Math.ceil(all.length / 8));
  all.forEach((bit, n) => {
    bytes[n >> 3] |= bit << (n & 7);
  });
  return bytes;
}

describe("a deflate stream", () => {
  // zlib is the reference implementation of RFC 1951
  it.each([
    ["as it is", { level: 0 }],
    ["quickly", { level: 1 }],
    ["at its best", { level: 9 }],
    ["by fixed codes", { strategy: constants.Z_FIXED }],
    ["by codes alone", { strategy: constants.Z_HUFFMAN_ONLY }],
    ["by runs", { strategy: constants.Z_RLE }],
    ["in a small window", { windowBits: 9, memLevel: 1 }],
  ])("that zlib made %s comes back as it was", (_, options) => {
    const random = randomFrom(5);
    const large = Uint8Array.from({ length: 200_000 }, (_value, n) =>
      n % 3 === 0 ? random.below(256) : (n >> 7) & 255,
    );
    // unequal frequencies, for codes of up to 15 bits
    const skewed = Uint8Array.from({ length: 300_000 }, () =>
      Math.floor(-Math.log2(random.unit() + 2e-6)),
    );
    for (const bytes of [large, skewed, new Uint8Array(100_000)]) {
      const back = inflated(deflateRawSync(bytes, options), bytes.length);
      expect(Buffer.compare(back, bytes)).toBe(0);
    }
    const any = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.array(fc.constantFrom(0, 1, 255), { maxLength: 2000 }).map((all) => Uint8Array.from(all)),
    );
    fc.assert(
      fc.property(any, (bytes) => {
        expect(inflated(deflateRawSync(bytes, options), bytes.length)).toEqual(bytes);
      }),
      { numRuns: 100 },
    );
  });

  it("tells where it ends", () => {
    const stream = deflateRawSync(Uint8Array.of(1, 2, 3));
    const followed = Uint8Array.from([...stream, 9, 9, 9]);
    const found = inflateInto("deflated", followed, new Uint8Array(10));
    expect(found).toEqual({ length: 3, taken: stream.length });
  });

  it("is refused wherever it is cut off", () => {
    const bytes = Uint8Array.from({ length: 500 }, (_, n) => (n * n) % 61);
    for (const options of [{ level: 0 }, { level: 9 }, { strategy: constants.Z_FIXED }]) {
      const stream = deflateRawSync(bytes, options);
      for (let length = 0; length < stream.length; length++) {
        expect(() => inflated(stream.subarray(0, length), 500)).toThrow(
          /^deflated frame is damaged: /,
        );
      }
    }
  });

  it.each<[string, Uint8Array, string]>([
    [
      "a kind of block that is none",
      bits([1, 1], [3, 2]),
      "it has a block of a kind that there is not",
    ],
    [
      "a stored length that contradicts its complement",
      Uint8Array.of(1, 2, 0, 2, 0, 7, 7),
      "the length of a stored block is not what its complement says",
    ],
    [
      "more than there may be, stored",
      deflateRawSync(new Uint8Array(9), { level: 0 }),
      "it holds more than 8 bytes",
    ],
    [
      "more than there may be, literally",
      deflateRawSync(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9)),
      "it holds more than 8 bytes",
    ],
    [
      "more than there may be, copied",
      deflateRawSync(new Uint8Array(1000)),
      "it holds more than 8 bytes",
    ],
    [
      // fixed codes: a literal 0 is 00110000, the length 3 is 0000001, highest bits first; distance 2 is 00001
      "a copy from before its start",
      bits([1, 1], [1, 2], [0b00001100, 8], [0b1000000, 7], [0b10000, 5]),
      "its codes make no sense at byte 2 of what it holds",
    ],
    [
      // 19 lengths of 1: there are two codes of one bit
      "more codes than there are",
      bits([1, 1], [2, 2], [0, 5], [0, 5], [15, 4], ...Array(19).fill([1, 3])),
      "it describes codes that there cannot be",
    ],
    [
      // of 258 lengths the first repeats one that is not there: code 0 is that of the symbol 16
      "a length that repeats none",
      bits([1, 1], [2, 2], [0, 5], [0, 5], [0, 4], [1, 3], [1, 3], [0, 3], [0, 3], [0, 40]),
      "it describes codes that there cannot be",
    ],
  ])("is refused for %s", (_, bytes, message) => {
    expect(() => inflated(bytes, 8)).toThrow(`deflated frame is damaged: ${message}`);
  });
});
