import { describe, expect, it } from "vitest";
import { featureRows } from "../../../../src/explorer/view/measure/feature-rows.ts";
import {
  choicesOf,
  chosenRows,
  linesOf,
  wholeTable,
} from "../../../../src/explorer/view/measure/table-view.ts";
import { extract } from "../../../../src/extraction/extract.ts";
import { digitalPhantom } from "../../../phantoms.ts";

const { image, mask } = digitalPhantom();
const { features } = extract(image, mask, {
  families: ["morphology", "glcm"],
  filters: [{ type: "mean", support: 3 }],
  filterFeatures: { families: ["glcm"] },
});
const rows = featureRows([
  { id: "", title: "", colour: null, isKept: false, features, against: null },
]);
const chosen = (change: Partial<typeof wholeTable>) =>
  chosenRows(rows, { ...wholeTable, ...change });

describe("the rows that are shown", () => {
  it("are all in the order of the report without a choice", () => {
    expect(chosen({})).toEqual(rows);
  });

  it("are those whose name, code or tag have all words", () => {
    expect(new Set(chosen({ search: "acui" }).map(({ title }) => title))).toEqual(
      new Set(["Contrast"]),
    );
    expect(chosen({ search: "Volume density hull" }).map(({ tag }) => tag)).toEqual([
      "morph_vol_dens_conv_hull",
    ]);
    expect(chosen({ search: "no such thing" })).toEqual([]);
  });

  it("are those of a family, an image and an aggregation", () => {
    const [original, response] = choicesOf(rows, "image");
    expect(original).toBe("original");
    expect(chosen({ image: response }).length).toBe(50);
    expect(chosen({ family: "glcm", image: "original", aggregation: "3D:mrg" }).length).toBe(25);
  });

  it("are sorted by value, those without one last in either direction", () => {
    for (const descending of [false, true]) {
      const values = chosen({ sortBy: 0, descending }).map(({ cells }) => cells[0]?.value ?? null);
      const numbers = values.filter((value) => value !== null);
      expect(values.slice(0, numbers.length)).toEqual(
        [...numbers].sort((a, b) => (descending ? b - a : a - b)),
      );
    }
  });

  it("are sorted by name", () => {
    const titles = chosen({ sortBy: "title" }).map(({ title }) => title);
    expect(titles).toEqual([...titles].sort((a, b) => a.localeCompare(b, "en")));
  });
});

describe("the lines of the table", () => {
  it("have a heading for each family of each image, with its count", () => {
    const headings = linesOf(rows, "order").filter((line) => line.kind === "heading");
    expect(headings.map(({ family, count }) => [family, count])).toEqual([
      ["morphology", 29],
      ["glcm", 50],
      ["glcm", 50],
    ]);
  });

  it("have none when they are sorted", () => {
    expect(linesOf(rows, "title").every(({ kind }) => kind === "feature")).toBe(true);
  });
});
