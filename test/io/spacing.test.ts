import { expect, it } from "vitest";
import { parseSpacing } from "../../src/io/spacing.ts";

it("reads a spacing of two or three numbers, with commas or blanks between them", () => {
  expect(parseSpacing("0.5,0.25")).toEqual([0.5, 0.25]);
  expect(parseSpacing(" 0.5 , .5,  3 ")).toEqual([0.5, 0.5, 3]);
  expect(parseSpacing("0.5 5e-1\t3")).toEqual([0.5, 0.5, 3]);
});

it("takes no spacing from a text that could mean another one", () => {
  // of decimal commas
  expect(parseSpacing("1,5 2")).toBeUndefined();
  expect(parseSpacing("0,5 0,5 3")).toBeUndefined();
  for (const text of [
    "",
    "1",
    "1,",
    "0x10,1",
    "1,0",
    "-1,1",
    "1e999,1",
    "1,1,1,1",
    "1 mm,1",
    "1..2,1",
  ]) {
    expect(parseSpacing(text)).toBeUndefined();
  }
});
