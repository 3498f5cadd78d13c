import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areFinite, sumOfBytes, unionOfBits, unionOfWords } from "../../src/volume/scan.ts";

const mostlyZero = (most: number) =>
  fc.array(fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: most })), {
    maxLength: 40,
  });

describe("unionOfBits", () => {
  it("has every bit of every byte, wherever the bytes start", () => {
    fc.assert(
      fc.property(mostlyZero(255), fc.nat(7), (bytes, offset) => {
        const data = new Uint8Array(new ArrayBuffer(bytes.length + offset), offset);
        data.set(bytes);
        expect(unionOfBits(data)).toBe(bytes.reduce((union, byte) => union | byte, 0));
      }),
    );
  });
});

describe("sumOfBytes", () => {
  it("counts every byte, wherever the bytes start", () => {
    fc.assert(
      fc.property(mostlyZero(255), fc.nat(7), (bytes, offset) => {
        const data = new Uint8Array(new ArrayBuffer(bytes.length + offset), offset);
        data.set(bytes);
        expect(sumOfBytes(data)).toBe(bytes.reduce((sum, byte) => sum + byte, 0));
      }),
    );
  });

  it("does not overflow where all bytes are large", () => {
    expect(sumOfBytes(new Uint8Array(10_003).fill(255))).toBe(10_003 * 255);
  });
});

describe("areFinite", () => {
  it("is false for NaN and both infinities, at any place", () => {
    expect(areFinite(Float64Array.of())).toBe(true);
    expect(areFinite(Float64Array.of(1, -0, 1e308, -1e308, 5e-324))).toBe(true);
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(areFinite(Float64Array.of(1, value, 2))).toBe(false);
      expect(areFinite(Float64Array.of(value))).toBe(false);
    }
  });
});

describe("unionOfWords", () => {
  it("has the bits of the words from one place up to another", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { maxLength: 20 }),
        fc.nat(20),
        fc.nat(20),
        (list, a, b) => {
          const [from, to] = [a, b].map((n) => Math.min(n, list.length)).sort((p, q) => p - q);
          const union = list.slice(from, to).reduce((bits, word) => bits | word, 0);
          expect(unionOfWords(Int32Array.from(list), from, to)).toBe(union);
        },
      ),
    );
  });
});
