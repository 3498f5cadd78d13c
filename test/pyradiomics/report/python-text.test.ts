import fc from "fast-check";
import { expect, it } from "vitest";
import { floatText, reprText, tupleText } from "../../../src/pyradiomics/report/python-text.ts";

// what `repr` of CPython 3.11 gives
it.each([
  [0, "0.0"],
  [-0, "-0.0"],
  [1, "1.0"],
  [-12, "-12.0"],
  [0.1, "0.1"],
  [0.0001, "0.0001"],
  [0.00001, "1e-05"],
  [0.000012345, "1.2345e-05"],
  [-1.5e-7, "-1.5e-07"],
  [1e15, "1000000000000000.0"],
  [1e16, "1e+16"],
  [1.25e22, "1.25e+22"],
  [5e-324, "5e-324"],
  [Number.NaN, "nan"],
  [Number.POSITIVE_INFINITY, "inf"],
  [Number.NEGATIVE_INFINITY, "-inf"],
])("%f is printed as %s", (x, text) => expect(floatText(x)).toBe(text));

it("means the number that it prints", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      expect(Number(floatText(x))).toBe(x);
      expect(floatText(x)).toMatch(/[.e]/);
    }),
  );
});

it("prints settings as a dictionary", () => {
  const settings = { label: 1, binWidth: 2.5, normalize: false, binCount: null, distances: [1, 2] };
  expect(reprText(settings)).toBe(
    "{'label': 1, 'binWidth': 2.5, 'normalize': False, 'binCount': None, 'distances': [1, 2]}",
  );
  expect(reprText("it's")).toBe('"it\'s"');
});

it("prints tuples", () => expect(tupleText([1, 2.5], floatText)).toBe("(1.0, 2.5)"));
