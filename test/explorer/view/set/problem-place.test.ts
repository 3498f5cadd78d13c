import { describe, expect, it } from "vitest";
import { fieldWithProblem, placeProblem } from "../../../../src/explorer/view/set/problem-place.ts";

describe("a problem", () => {
  it("is about the setting that its line begins with", () => {
    const line = "filters[0].sigma: found -1, expected a number above 0";
    expect(placeProblem(line)).toEqual({
      path: "filters[0].sigma",
      message: "found -1, expected a number above 0",
      line,
    });
  });

  it("is about the settings as a whole where the line says so, or names none", () => {
    expect(placeProblem("settings: found 1, expected an object").path).toBe("");
    const line = "the settings of this address are no settings";
    expect(placeProblem(line)).toEqual({ path: "", message: line, line });
  });
});

describe("the field of a problem", () => {
  const shown = new Set(["resample", "resample.spacing", "filters", "filters[0]"]);
  it.each([
    ["resample.spacing", "resample.spacing"],
    ["resample.spacing[1]", "resample.spacing"],
    ["filters[0].sigma", "filters[0]"],
    ["filters[1].sigma", "filters"],
    ["resample.spacng", "resample"],
    ["nothing", null],
    ["", null],
  ])("of %s is %s", (path, field) => {
    expect(fieldWithProblem(path, shown)).toBe(field);
  });
});
