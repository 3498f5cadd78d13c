import { describe, expect, it } from "vitest";
import { geneSetScores, parseGeneSets } from "../../src/radiogenomics/gene-sets.ts";

describe("gene sets", () => {
  it("are read from GMT", () => {
    expect(parseGeneSets("\uFEFFA\thttp://x\tG1\tG2\tG1\r\n\nB\t\tG3\t\n")).toEqual([
      { name: "A", genes: ["G1", "G2"] },
      { name: "B", genes: ["G3"] },
    ]);
  });

  it.each([
    ["A\tdescription\n", 'line 1: found "A'],
    ["A\td\tG\nA\td\tH\n", 'line 2: a set "A" was there before'],
  ])("are refused: %j", (text, message) => {
    expect(() => parseGeneSets(text)).toThrow(message);
  });

  it("have the mean z of their genes as score", () => {
    const columns = {
      G1: ["1", "2", "3"], // z -1, 0, 1
      G2: ["10", "NA", "30"], // mean 20, deviation √200: z -1/√2, missing, 1/√2
      FLAT: [4, 4, 4],
    };
    const sets = [
      { name: "both", genes: ["G1", "G2", "FLAT", "absent"] },
      { name: "none", genes: ["absent"] },
    ];
    const { table, found } = geneSetScores({ ids: ["a", "b", "c"], columns }, sets);
    const score = (1 + Math.SQRT1_2) / 2;
    expect(Object.keys(table.columns)).toEqual(["both"]);
    expect(table.columns.both.map((value) => Number(value).toFixed(12))).toEqual(
      [-score, 0, score].map((value) => value.toFixed(12)),
    );
    expect(found).toEqual({ both: { genes: 2, of: 4 }, none: { genes: 0, of: 1 } });
    expect(() =>
      geneSetScores({ ids: ["a"], columns: { G: ["x"] } }, [{ name: "s", genes: ["G"] }]),
    ).toThrow('gene "G", sample 1: found "x", expected a number or nothing');
  });
});
