import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inverseDct } from "../../../../src/io/dicom/codecs/inverse-dct.ts";
import { cosines } from "./jpeg-sequential-encoder.ts";

/** As the standard writes it (T.81, A.3.3). */
function byDefinition(coefficients: readonly number[]): number[] {
  return Array.from({ length: 64 }, (_, v) =>
    coefficients.reduce((sum, value, k) => sum + value * cosines(k, v), 0),
  );
}

function inverse(coefficients: readonly number[]): number[] {
  const block = Float64Array.from(coefficients);
  inverseDct(block);
  return Array.from(block);
}

describe("the inverse cosine transform", () => {
  it("is what its definition says", () => {
    const any = fc.array(fc.integer({ min: -32768, max: 32767 }), { minLength: 64, maxLength: 64 });
    const few = fc
      .array(fc.tuple(fc.nat(63), fc.integer({ min: -3000, max: 3000 })), { maxLength: 4 })
      .map((entries) => {
        const block = new Array<number>(64).fill(0);
        for (const [k, value] of entries) block[k] = value;
        return block;
      });
    fc.assert(
      fc.property(fc.oneof(any, few), (coefficients) => {
        const expected = byDefinition(coefficients);
        inverse(coefficients).forEach((value, v) => {
          expect(Math.abs(value - expected[v])).toBeLessThan(1e-8);
        });
      }),
      { numRuns: 200 },
    );
  });

  it("gives halves exactly, which are rounded", () => {
    // a level is spread over a block as its eighth, and so are the fourth cosines, which are +-1
    const level = (value: number, k = 0) =>
      Array.from({ length: 64 }, (_, n) => (n === k ? value : 0));
    expect(inverse(level(4))).toEqual(new Array(64).fill(0.5));
    expect(inverse(level(-12))).toEqual(new Array(64).fill(-1.5));
    for (const k of [4, 32, 36]) {
      expect(inverse(level(20, k)).map(Math.abs)).toEqual(new Array(64).fill(2.5));
    }
  });
});
