import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  codeItem,
  decimalString,
  number,
} from "../../../src/report/structured-report/content-items.ts";

const meters = { value: "m", scheme: "UCUM", meaning: "meter" };

describe("decimal strings", () => {
  it.each([
    [0, "0"],
    [-1024, "-1024"],
    [1 / 3, "0.33333333333333"],
    [-1e300 / 3, "-3.33333333e+299"],
    [5e-324, "5e-324"],
    [12345678901234567000, "1.2345678901e+19"],
    [-0.0000123456789012345, "-1.2345678901e-5"],
    [-975.4814814814815, "-975.48148148148"],
  ])("%d is %s", (value, text) => expect(decimalString(value)).toBe(text));

  it("have at most 16 characters, and seven digits or more of any number", () => {
    const finite = fc
      .tuple(fc.double({ min: -10, max: 10, noNaN: true }), fc.integer({ min: -290, max: 290 }))
      .map(([digits, exponent]) => digits * 10 ** exponent);
    fc.assert(
      fc.property(finite, (value) => {
        const text = decimalString(value);
        expect(text.length).toBeLessThanOrEqual(16);
        expect(text).toMatch(/^-?\d+(\.\d+)?(e[+-]\d+)?$/);
        if (Math.abs(value) > 1e-300) expect(Math.abs(Number(text) / value - 1)).toBeLessThan(1e-7);
      }),
    );
  });
});

describe("content items", () => {
  it("have long codes as Long Code Value, and meanings of at most 64 characters", () => {
    expect(codeItem({ value: "a".repeat(16), scheme: "X", meaning: "m" })).toHaveProperty("CodeValue"); // biome-ignore format: one line
    const item = codeItem({ value: "a".repeat(17), scheme: "X", meaning: "m".repeat(70) });
    expect(item).toEqual({ LongCodeValue: "a".repeat(17), CodingSchemeDesignator: "X", CodeMeaning: "m".repeat(64) }); // biome-ignore format: one line
  });

  it("hold a number with all bits, or the code of why there is none", () => {
    const held = number(meters, { number: 0.1 + 0.2, unit: meters }, []);
    expect(held.MeasuredValueSequence).toMatchObject([
      { NumericValue: "0.3", FloatingPointValue: 0.1 + 0.2 },
    ]);
    expect(number(meters, { missing: meters }, [])).toMatchObject({
      MeasuredValueSequence: [],
      NumericValueQualifierCodeSequence: [{ CodeValue: "m" }],
    });
  });
});
