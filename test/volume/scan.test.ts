import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areFinite, blankTest, sumOfBytes, unionOfBits } from "../../src/volume/scan.ts";

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

describe("blankTest", () => {
  const arrays = fc
    .tuple(mostlyZero(100), fc.constantFrom(Uint8Array, Int16Array, Uint16Array, Float64Array))
    .map(([values, List]) => List.from(values));

  it("never says so of a number other than 0", () => {
    fc.assert(
      fc.property(arrays, fc.nat(40), fc.nat(40), (data, a, b) => {
        const [from, to] = [a, b].map((n) => Math.min(n, data.length)).sort((p, q) => p - q);
        if (blankTest(data)(from, to)) {
          expect([...data.subarray(from, to)].every((value) => value === 0)).toBe(true);
        }
      }),
    );
  });

  it("says so of zeros between whole words", () => {
    const bytes = Uint8Array.of(9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7);
    expect(blankTest(bytes)(4, 8)).toBe(true);
    expect(blankTest(bytes)(5, 7)).toBe(true);
    const numbers = Uint16Array.of(9, 0, 0, 0, 0, 0, 7, 0);
    expect(blankTest(numbers)(2, 6)).toBe(true);
    expect(blankTest(numbers)(6, 8)).toBe(false);
  });
});
