import { describe, expect, it } from "vitest";
import {
  levelPicture,
  sizeCells,
  sizeEdges,
} from "../../../../src/explorer/view/look/matrix-cells.ts";
import type { ShownMatrix } from "../../../../src/explorer/work/matrices.ts";

const matrixOf = (levels: number, entries: readonly (readonly number[])[]): ShownMatrix => ({
  ...{ slice: null, direction: null, levels, total: 0 },
  i: Int32Array.from(entries, ([i]) => i),
  j: Int32Array.from(entries, ([, j]) => j),
  n: Float64Array.from(entries, ([, , n]) => n),
});

describe("a picture of pairs of levels", () => {
  it("has a cell for each pair, NaN where there is none", () => {
    const { size, step, counts } = levelPicture(matrixOf(2, [[1, 2, 3], [2, 2, 4]])); // biome-ignore format: a matrix
    expect([size, step]).toEqual([2, 1]);
    expect(Array.from(counts)).toEqual([Number.NaN, 3, Number.NaN, 4]);
  });

  it("puts neighbouring levels together where there are many", () => {
    const { size, step, counts } = levelPicture(matrixOf(300, [[1, 1, 1], [3, 2, 1], [300, 300, 5]])); // biome-ignore format: a matrix
    expect([size, step]).toEqual([100, 3]);
    expect([counts[0], counts.at(-1)]).toEqual([2, 5]);
  });
});

describe("cells of sizes", () => {
  it("have columns that grow", () => {
    expect(sizeEdges(12)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 10, 13]);
    expect(sizeEdges(1)).toEqual([1, 2]);
  });

  it("hold all counts", () => {
    const cells = sizeCells(matrixOf(2, [[1, 1, 5], [1, 8, 1], [1, 9, 2], [2, 9, 4]])); // biome-ignore format: a matrix
    expect(cells).toEqual([
      { levelFrom: 1, levelTo: 2, sizeFrom: 1, sizeTo: 2, count: 5 },
      { levelFrom: 1, levelTo: 2, sizeFrom: 8, sizeTo: 10, count: 3 },
      { levelFrom: 2, levelTo: 3, sizeFrom: 8, sizeTo: 10, count: 4 },
    ]);
  });
});
