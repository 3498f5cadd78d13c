import { describe, expect, it } from "vitest";
import { parseBatch } from "../../../src/cli/pyradiomics/batch-cases.ts";

const parsed = (...lines: string[]) => parseBatch(`${lines.join("\n")}\n`, "/data/batch.csv");

describe("parseBatch", () => {
  it("keeps the order of columns, those named by whole numbers among them", () => {
    const { cases } = parsed("Image,Mask,2,1,Site", "a.nrrd,/b.nrrd,x,y,z");
    expect([...cases[0].columns]).toEqual([
      ["Image", "/data/a.nrrd"],
      ["Mask", "/b.nrrd"],
      ["2", "x"],
      ["1", "y"],
      ["Site", "z"],
    ]);
  });

  it("refuses the case alone whose label is no whole number", () => {
    const { cases } = parsed("Image,Mask,Label,Label_channel", "a,b,1.0,", "a,b, 2 ,x", "a,b,,3");
    expect(cases.map(({ refusal }) => refusal?.message ?? null)).toEqual([
      'column Label: found "1.0", expected a whole number',
      'column Label_channel: found "x", expected a whole number',
      null,
    ]);
    expect(cases.map(({ label, channel }) => [label, channel])).toEqual([
      [null, null],
      [2, null],
      [null, 3],
    ]);
  });

  it.each([
    [["image,Mask", "a,b"], 'found the columns "image", "Mask", expected "Image" and "Mask"; did'],
    [["Image;Mask", "a;b"], '"Mask"; are the columns separated by semicolons, not commas?'],
    [["Image\tMask", "a\tb"], "; are the columns separated by tabs, not commas?"],
    [[""], 'found no column, expected "Image" and "Mask"'],
    [["Image,Mask"], "found no row behind the header, expected a row for each case"],
    [["Image,Mask", "a,"], "found only rows that lack an image or a mask, expected a row"],
  ])("%j is refused", (lines, message) => {
    expect(() => parsed(...lines)).toThrow(message);
    expect(() => parsed(...lines)).toThrow("/data/batch.csv: ");
  });
});
