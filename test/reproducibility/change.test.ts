import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeOf, changeReasons } from "../../src/reproducibility/change.ts";

const { NaN: none } = Number;

describe("a change", () => {
  it.each([
    [20, 15, 3, { absolute: -5, relative: -0.25, logRatio: Math.log(0.75), exceeds: true, reason: null }],
    [20, 23, 3, { absolute: 3, relative: 0.15, exceeds: false, reason: null }],
    [4, 4, 0, { absolute: 0, relative: 0, logRatio: 0, exceeds: false, reason: null }],
    [-2, -4, 1, { absolute: -2, relative: 1, logRatio: null, exceeds: true, reason: "not-positive" }],
    [2, 0, undefined, { absolute: -2, relative: -1, logRatio: null, exceeds: null, reason: "not-positive" }],
    [0, 2, 1, { absolute: 2, relative: null, logRatio: null, exceeds: true, reason: "zero-baseline" }],
    [-1, 2, 1, { absolute: 3, relative: null, logRatio: null, exceeds: true, reason: "different-signs" }],
    [-1e-200, 1e-200, 1, { relative: null, exceeds: false, reason: "different-signs" }],
    [1e-300, 1e300, 1, { relative: null, logRatio: Math.log(1e300) - Math.log(1e-300), reason: "not-finite" }],
    [1, 2, none, { absolute: 1, relative: 1, exceeds: null, repeatability: null, reason: "no-repeatability" }],
    [1, undefined, 1, { before: 1, after: null, absolute: null, exceeds: null, reason: "no-later-time" }],
    [undefined, 1, 1, { before: null, after: 1, absolute: null, reason: "no-earlier-time" }],
    [none, 1, 1, { before: null, after: 1, absolute: null, reason: "no-earlier-value" }],
    [1, Infinity, 1, { before: 1, after: null, absolute: null, reason: "no-later-value" }],
  ] as const)("from %s to %s, with the coefficient %s", (before, after, coefficient, expected) => {
    expect(changeOf(before, after, coefficient)).toMatchObject(expected);
  }); // biome-ignore format: a table

  const value = fc.double({ noNaN: true, noDefaultInfinity: true });

  it("has a reason exactly where a number is missing", () => {
    fc.assert(
      fc.property(value, value, fc.option(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true })), (before, after, coefficient) => {
        const { reason, ...numbers } = changeOf(before, after, coefficient ?? none);
        expect(reason === null).toBe(Object.values(numbers).every((one) => one !== null));
        expect(reason === null || Object.hasOwn(changeReasons, reason)).toBe(true);
      }),
    ); // biome-ignore format: one property
  });

  it("turns round with its times, and ratios follow from each other", () => {
    const positive = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(positive, positive, (before, after) => {
        const [forth, back] = [changeOf(before, after, 1), changeOf(after, before, 1)];
        expect(forth.absolute).toBe(-(back.absolute as number) + 0);
        expect(forth.exceeds).toBe(back.exceeds);
        const [there, again] = [forth.logRatio as number, back.logRatio as number];
        expect(Math.abs(there + again)).toBeLessThanOrEqual(1e-15 * (1 + Math.abs(there)));
        expect(Math.expm1(there)).toBeCloseTo(forth.relative as number, -Math.log10(1e-12 * (1 + Math.abs(forth.relative as number))));
      }),
    ); // biome-ignore format: one property
  });
});
