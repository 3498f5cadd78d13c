import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  commaReading,
  numberIn,
  numberOrObjectIn,
  numbersIn,
  numbersListIn,
  numbersText,
  textOf,
  twofoldHint,
} from "../../../../src/explorer/view/set/number-text.ts";

describe("a text in a field of numbers", () => {
  it.each([
    ["25", 25],
    [" 2.5 ", 2.5],
    ["2,5", 2.5],
    ["-1e3", -1000],
    ["−500", -500],
    ["", undefined],
    ["  ", undefined],
    ["1,234.5", "1,234.5"],
    ["abc", "abc"],
    ["-", "-"],
  ])("%j is %j", (text, value) => {
    expect(numberIn(text)).toBe(value);
  });
});

describe("a text in a field of one number or several", () => {
  it.each([
    ["2", 2],
    ["1, 2, 3", [1, 2, 3]],
    ["1,2,3", [1, 2, 3]],
    ["1,", [1]],
    ["1, b", [1, "b"]],
    ["", undefined],
    ["2,5", "2,5"],
    ["2,5; 3,5", [2.5, 3.5]],
  ])("%j is %j", (text, value) => {
    expect(numbersIn(text, false)).toEqual(value);
  });

  it("has no decimal comma where numbers are whole", () => {
    expect(["2", "2,5", "1, 2,3"].map((text) => numbersIn(text, true))).toEqual([
      ...[2, [2, 5]],
      [1, 2, 3],
    ]);
  });
});

describe("a text in a field of several numbers", () => {
  it.each([
    ["1, 2", [1, 2]],
    ["7", [7]],
    [" ", undefined],
    ["1 b", [1, "b"]],
    ["1.5, 2", [1.5, 2]],
    ["2,5; 3,5", [2.5, 3.5]],
    ["2,5;3", [2.5, 3]],
    ["2,5 3,5", [2.5, 3.5]],
    ["−2,5 1", [-2.5, 1]],
    ["1,2,3", [1, 2, 3]],
    // what could be one number or two is left as it is
    ["2,5", ["2,5"]],
    ["1, 2,3", [1, "2,3"]],
    ["1,5, 2,5", ["1,5", "2,5"]],
  ])("%j is %j", (text, value) => {
    expect(numbersListIn(text, false)).toEqual(value);
  });

  it("is whole numbers, which any comma parts", () => {
    expect(["2,5", "1, 2,3", "1 2;3"].map((text) => numbersListIn(text, true))).toEqual([
      [2, 5],
      [1, 2, 3],
      [1, 2, 3],
    ]);
  });

  it("is read back as it is shown", () => {
    expect(numbersText([1, 2])).toBe("1, 2");
    const lists = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 });
    fc.assert(
      fc.property(lists, (list) => {
        const plain = list.map((one) => one + 0); // no -0
        expect(numbersListIn(numbersText(plain), false)).toEqual(plain);
      }),
    );
  });

  it("says how to write what could be one number or two", () => {
    const hint = "2,5 could be one number or two: write 2.5 for one, 2; 5 for two";
    expect([["2,5"], [1, "2,5"], "2,5"].map(twofoldHint)).toEqual([hint, hint, hint]);
    expect([[2.5], ["b"], undefined, "1,b"].map(twofoldHint)).toEqual([null, null, null, null]);
  });

  it("says how a comma was read where it could part two numbers", () => {
    const names = ["inner", "outer"];
    expect(commaReading("1,6", names)).toBe("Read as 1.6. For inner and outer write 1; 6.");
    expect(["1; 6", "5", "1,5; 6"].map((text) => commaReading(text, names))).toEqual([
      null,
      null,
      null,
    ]);
  });

  it("is one number, or an object of several", () => {
    const read = (text: string) => numberOrObjectIn(text, ["inner", "outer"]);
    expect(["5", "2,5", "", "1; 6", "1 2 3"].map(read)).toEqual([
      ...[5, 2.5, undefined],
      ...[{ inner: 1, outer: 6 }, "1 2 3"],
    ]);
    expect(["1, 6", "1,5;6", "1,5 6"].map(read)).toEqual([
      { inner: 1, outer: 6 },
      { inner: 1.5, outer: 6 },
      { inner: 1.5, outer: 6 },
    ]);
    expect(read(numbersText({ inner: 1, outer: 6 }))).toEqual({ inner: 1, outer: 6 });
    expect(numbersText(5)).toBe("5");
  });
});

describe("a value in a field", () => {
  it("is empty for null and for nothing", () => {
    expect([null, undefined, 0, "abc"].map(textOf)).toEqual(["", "", "0", "abc"]);
  });
});
