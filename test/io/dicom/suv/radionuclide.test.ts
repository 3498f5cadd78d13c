import { describe, expect, it } from "vitest";
import { halfLifeOf } from "../../../../src/io/dicom/suv/radionuclide.ts";

describe("halfLifeOf", () => {
  // half-lives in scanners' headers, from table 10 of the IBSI's SUV manual
  it.each([
    ["C-105A1", "^11^Carbon", 1223],
    ["C-107A1", "^13^Nitrogen", 598],
    ["C-111A1", "^18^Fluorine", 6586],
    ["C-131A3", "^68^Gallium", 4057],
    ["C-128A2", "^68^Germanium", 23400000],
  ])("%s: %s", (value, meaning, seconds) => {
    const found = halfLifeOf({ scheme: "SRT", value, meaning });
    expect(found && Math.abs(found / seconds - 1)).toBeLessThan(0.002);
  });

  it("knows SNOMED CT, DICOM's own codes and older names of SNOMED", () => {
    expect(halfLifeOf({ scheme: "SCT", value: "77004003", meaning: null })).toBeCloseTo(6586.2, 6);
    expect(halfLifeOf({ scheme: "99SDM", value: "C-111A1", meaning: "18F" })).toBeCloseTo(
      6586.2,
      6,
    );
    expect(halfLifeOf({ scheme: "DCM", value: "126600", meaning: "^44^Scandium" })).toBe(14292);
  });

  it("guesses nothing", () => {
    expect(halfLifeOf({ scheme: "SRT", value: "C-999A9", meaning: "^18^Fluorine" })).toBeNull();
    expect(halfLifeOf({ scheme: "99LAB", value: "C-111A1", meaning: "^18^Fluorine" })).toBeNull();
    expect(halfLifeOf({ scheme: null, value: "C-111A1", meaning: null })).toBeNull();
    // as the IBSI's object 5_0 has it: the code is of Ga-66
    expect(halfLifeOf({ scheme: "SRT", value: "C-131A1", meaning: "^68^Gallium" })).toBeNull();
    expect(halfLifeOf({ scheme: "SRT", value: "C-131A1", meaning: "^66^Gallium" })).toBe(34164);
  });
});
