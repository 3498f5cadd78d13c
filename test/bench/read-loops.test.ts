import { describe, expect, it } from "vitest";
import { allReads, type Memories, readsInWords } from "../../bench/floor.ts";
import { readLoops } from "../../bench/read-loops.ts";

// sums over ones are numbers of reads
const ones: Memories = {
  intensities: () => ({ data: new Float64Array(35).fill(1) }),
  mask: () => ({ data: new Uint8Array(7).fill(1) }),
  frequencies: () => ({ data: new Float64Array(10).fill(1), repeats: 3 }),
  grid: () => ({
    data: new Uint16Array(5 * 4 * 3).fill(1),
    size: [5, 4, 3],
    voxels: Int32Array.from([26, 27, 28, 31, 32, 33]),
  }),
};

describe("readLoops", () => {
  it.each([
    ["an array once", { of: "intensities" }, 35],
    ["an array three times", { of: "mask", times: 3 }, 21],
    ["what is made over and over", { of: "frequencies", times: 2 }, 60],
    ["half of the neighbours", { of: "grid", neighbours: 13 }, 6 * 14],
    ["all neighbours, twice", { of: "grid", neighbours: 26, times: 2 }, 6 * 27 * 2],
    ["neighbours in the slice", { of: "grid", neighbours: 8 }, 6 * 9],
  ] as const)("reads %s, in each of several ways", (_, read, count) => {
    const [ways] = readLoops([read], ones);
    expect(ways.length).toBeGreaterThan(1);
    for (const loop of ways) expect(loop()).toBe(count);
  });

  it("reads each neighbour where it is", () => {
    const data = Uint16Array.from({ length: 60 }, (_, v) => v);
    const grid: Memories = { grid: () => ({ data, size: [5, 4, 3], voxels: Int32Array.of(26) }) };
    const around = [-1, 0, 1].flatMap((z) =>
      [-1, 0, 1].flatMap((y) => [-1, 0, 1].map((x) => 26 + x + 5 * y + 20 * z)),
    );
    const sum = around.reduce((a, b) => a + b, 0);
    for (const loop of readLoops([{ of: "grid", neighbours: 26 }], grid)[0]) {
      expect(loop()).toBe(sum);
    }
  });

  it("refuses to read what a task does not have", () => {
    expect(() => readLoops([{ of: "levels" }], ones)).toThrow('"levels"');
  });
});

describe("allReads", () => {
  it("adds up equal reads and keeps others apart", () => {
    const reads = allReads([
      { reads: [{ of: "mask" }, { of: "grid", neighbours: 13 }], why: "" },
      {
        reads: [{ of: "grid", neighbours: 13 }, { of: "mask", times: 2 }, { of: "grid" }],
        why: "",
      },
    ]);
    expect(reads).toEqual([
      { of: "mask", times: 3 },
      { of: "grid", neighbours: 13, times: 2 },
      { of: "grid", times: 1 },
    ]);
    expect(readsInWords(reads)).toBe("mask 3 ×, grid with 13 neighbours 2 ×, grid");
  });
});
