import { describe, expect, it } from "vitest";
import {
  numberIn,
  numberOrObjectIn,
  numbersIn,
  numbersListIn,
  numbersText,
  textOf,
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
    ["1, 2,3", [1, 2, 3]],
    ["1,", [1]],
    ["1, b", [1, "b"]],
    ["", undefined],
  ])("%j is %j", (text, value) => {
    expect(numbersIn(text)).toEqual(value);
  });
});

describe("a text in a field of several numbers", () => {
  it("is a list", () => {
    expect(["1, 2", "7", " ", "1 b"].map(numbersListIn)).toEqual([
      [1, 2],
      [7],
      undefined,
      [1, "b"],
    ]);
    expect(numbersText([1, 2])).toBe("1, 2");
  });

  it("is one number, or an object of several", () => {
    const read = (text: string) => numberOrObjectIn(text, ["inner", "outer"]);
    expect(["5", "2,5", "", "1; 6", "1 2 3"].map(read)).toEqual([
      ...[5, 2.5, undefined],
      ...[{ inner: 1, outer: 6 }, "1 2 3"],
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
