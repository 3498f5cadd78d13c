import { describe, expect, it } from "vitest";
import { regionWord } from "../../../src/cohort/draft/region-word.ts";

const regions = [
  { number: 1, name: "GTV-1" },
  { number: 2, name: "-PTV" },
  { number: 3, name: "Node" },
  { number: 4, name: "node" },
  { number: 5, name: null },
  { number: 6, name: " Lung" },
  { number: 7, name: "-5.5" },
  { number: 8, name: "Copy" },
  { number: 9, name: "Copy" },
  { number: 10, name: "1" },
];

describe("regionWord", () => {
  it.each([
    [1, "GTV-1", "its name"],
    [2, "2", "its number, as a spreadsheet would run the name"],
    [3, "Node", "its name, spelled as no other is"],
    [5, "5", "its number, as it has no name"],
    [6, "6", "its number, as a cell loses outer blanks"],
    [7, "-5.5", "its name, which is a number to a spreadsheet"],
    [8, "8", "its number, as another has its name"],
  ])("of region %i is %s: %s", (number, word) => {
    const region = regions[number - 1];
    expect(regionWord(region, regions)).toBe(word);
  });

  it("is none where the number is the name of another region", () => {
    const alike = [
      { number: 1, name: "A" },
      { number: 2, name: "A" },
      { number: 3, name: "1" },
    ];
    expect(alike.map((region) => regionWord(region, alike))).toEqual([null, "2", "1"]);
  });
});
