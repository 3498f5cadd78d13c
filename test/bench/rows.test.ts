import { describe, expect, it } from "vitest";
import { planRows, rowTitle, type Selection } from "../../bench/rows.ts";

const selection: Selection = {
  words: [],
  sizes: [1e3, 1e5],
  levels: [8, 64],
  noiseLevels: [64],
  phantom: true,
};
const titles = (changes: Partial<Selection>) =>
  planRows({ ...selection, ...changes }).map(rowTitle);

describe("planRows", () => {
  it("measures each task on the workloads that its time depends on", () => {
    expect(titles({ words: ["family glcm"] })).toEqual([
      "family glcm, smooth 1000, 8 levels",
      "family glcm, smooth 1000, 64 levels",
      "family glcm, smooth 100000, 8 levels",
      "family glcm, smooth 100000, 64 levels",
      "family glcm, noise 1000, 64 levels",
      "family glcm, noise 100000, 64 levels",
      "family glcm, w2",
      "family glcm, native",
      "family glcm, lesion",
    ]);
    expect(titles({ words: ["family morphology"] })).toEqual([
      "family morphology, smooth 1000",
      "family morphology, smooth 100000",
      "family morphology, w2",
      "family morphology, native",
      "family morphology, lesion",
    ]);
    expect(titles({ words: ["mean-support-5"] })).toEqual([
      "filter mean-support-5, cube 1000",
      "filter mean-support-5, cube 100000",
    ]);
  });

  it("takes rows that have all words, or one of those with commas between them", () => {
    expect(titles({ words: ["GLCM,ngtdm", "w2"] })).toEqual([
      "family glcm, w2",
      "family ngtdm, w2",
    ]);
    expect(titles({ words: ["glcm", "nothing"] })).toEqual([]);
  });

  it("leaves out the CT phantom where it is not at hand", () => {
    expect(titles({ words: ["w2,native"], phantom: false })).toEqual([]);
    expect(titles({ words: ["lesion"], phantom: false })).not.toEqual([]);
  });

  it("gives every row a title of its own", () => {
    expect(new Set(titles({})).size).toBe(titles({}).length);
  });
});
