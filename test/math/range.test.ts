import { expect, it } from "vitest";
import { rangeOf } from "../../src/math/range.ts";

it.each([
  { sample: [3], range: { lowest: 3, highest: 3, whole: true } },
  { sample: [3, -2, 0, 7], range: { lowest: -2, highest: 7, whole: true } },
  { sample: [3, -1e-300], range: { lowest: -1e-300, highest: 3, whole: false } },
  { sample: [2 ** 60, 5e-324], range: { lowest: 5e-324, highest: 2 ** 60, whole: false } },
])("the range of $sample", ({ sample, range }) => {
  expect(rangeOf(Float64Array.from(sample))).toEqual(range);
});
