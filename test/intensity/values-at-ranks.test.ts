import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { valuesAtRanks } from "../../src/intensity/values-at-ranks.ts";

const check = (list: number[], whole: boolean) => {
  const values = Float64Array.from(list);
  const sorted = values.slice().sort();
  const ranks = [...values.keys()];
  const found = valuesAtRanks(values, ranks, sorted[0], sorted[sorted.length - 1], whole);
  expect(found.map((x) => x + 0)).toEqual([...sorted].map((x) => x + 0));
};
const lists = (arbitrary: fc.Arbitrary<number>) =>
  fc.array(arbitrary, { minLength: 1, maxLength: 20 });

describe("valuesAtRanks", () => {
  it("is what sorting gives, for whole numbers", () => {
    const narrow = fc.integer({ min: -9, max: 9 });
    const wide = fc.integer({ min: -(2 ** 40), max: 2 ** 40 });
    fc.assert(fc.property(lists(fc.oneof(narrow, wide)), (list) => check(list, true)));
  });

  it("is what sorting gives, for any finite numbers", () => {
    const any = fc.double({ noNaN: true, noDefaultInfinity: true });
    const small = fc.double({ min: 0, max: 1e-320, noNaN: true });
    const usual = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(fc.oneof(...[any, small, usual].map(lists)), (list) => check(list, false)),
    );
  });
});
