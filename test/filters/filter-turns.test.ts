import { describe, expect, it, vi } from "vitest";
import * as columns from "../../src/convolution/column-bands.ts";
import * as axes from "../../src/convolution/filter-axis.ts";
import { noPasses } from "../../src/convolution/leading-passes.ts";
import { applyFilter } from "../../src/filters/apply-filter.ts";
import { filterTurns } from "../../src/filters/filter-turns.ts";
import { type FilterInput, prepareFilter } from "../../src/filters/filters.ts";
import { respondIn } from "../../src/filters/respond.ts";
import { everyBoundary, type Image, volume } from "./volumes.ts";

const bands = ["LLL", "HLL", "LHL", "HHL", "LLH", "HLH", "LHH", "HHH"];
const eight = bands.map((subBand): FilterInput => ({ type: "wavelet", wavelet: "db2", subBand }));
const image = volume([9, 8, 7], (x, y, z) => ((x * 7 + y * 5 + z * 3) ** 2 % 101) - 40);

/** The responses in the order of the list, made in turn; each array is written to again after it was copied. */
function respondInTurn(source: Image, inputs: readonly FilterInput[], nonFinite = "refuse") {
  const filters = inputs.map(prepareFilter);
  const passes = noPasses();
  const responses: Float64Array[] = [];
  for (const { number, ...turn } of filterTurns(filters)) {
    const rule = nonFinite as "refuse" | "exclude";
    const leading = { ...passes, ...turn };
    const data = respondIn(source, source, filters[number], {}, rule, leading);
    responses[number] = data.slice();
    passes.spares.push(data);
  }
  return responses;
}

function orderOf(inputs: readonly FilterInput[]) {
  return filterTurns(inputs.map(prepareFilter)).map(({ number, keep }) => [number, keep]);
}

describe("filterTurns", () => {
  it("puts sub-bands behind those that begin with the same passes", () => {
    // LLL LLH LHL LHH HLL HLH HHL HHH
    expect(orderOf(eight)).toEqual([
      [0, 2],
      [4, 1],
      [2, 2],
      [6, 0],
      [1, 2],
      [5, 1],
      [3, 2],
      [7, 0],
    ]);
  });

  it("leaves other filters where they are", () => {
    const mean: FilterInput = { type: "mean", support: 3 };
    expect(orderOf([mean, eight[0], mean, eight[4]])).toEqual([
      [0, 0],
      [1, 2],
      [3, 0],
      [2, 0],
    ]);
    expect(orderOf([mean, { type: "square" }, mean])).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
    ]);
  });

  it("tells levels, boundaries and dimensions apart", () => {
    const band = { type: "wavelet", wavelet: "db2", subBand: "LLH" } as const;
    const filters: FilterInput[] = [
      band,
      { ...band, level: 2 },
      { ...band, boundary: "zero" },
      { ...band, subBand: "LL", dimensions: 2 },
      { ...band, rotationInvariant: true },
    ];
    expect(orderOf(filters).map(([number]) => number)).toEqual([0, 3, 1, 2, 4]);
    expect(orderOf(filters).map(([, keep]) => keep)).toEqual([1, 0, 0, 0, 0]);
  });
});

describe("filters in turn", () => {
  const inputs = everyBoundary.flatMap((boundary): FilterInput[] => [
    ...["haar", "db2", "coif1", "db4", "db5"].flatMap((wavelet) =>
      eight.map((band) => ({ ...band, wavelet, boundary }) as FilterInput),
    ),
    { type: "laws", kernels: "E5L5S5", boundary },
    { type: "mean", support: 3, boundary },
    { type: "laws", kernels: "E5L5L5", energy: { distance: 2 }, boundary },
    { type: "wavelet", wavelet: "db2", subBand: "LH", dimensions: 2, boundary },
    { type: "wavelet", wavelet: "db2", subBand: "LLH", level: 2, boundary },
    { type: "wavelet", wavelet: "db2", subBand: "LLL", level: 2, boundary },
    { type: "wavelet", wavelet: "db2", subBand: "LLH", rotationInvariant: true, boundary },
  ]);

  it("respond as each alone, to the last bit", () => {
    respondInTurn(image, inputs).forEach((found, n) => {
      expect(found).toEqual(applyFilter(image, inputs[n]).data);
    });
  });

  it("respond as each alone around holes", () => {
    const holed = { ...image, data: image.data.slice() };
    holed.data[200] = Number.NaN;
    respondInTurn(holed, eight, "exclude").forEach((found, n) => {
      expect(found).toEqual(applyFilter(holed, eight[n], {}, "exclude").data);
    });
  });

  it("leave the image as it is", () => {
    const before = image.data.slice();
    respondInTurn(image, inputs);
    expect(image.data).toEqual(before);
  });

  it("take 14 passes for eight sub-bands of a long filter", () => {
    const pass = vi.spyOn(axes, "filterAxis");
    respondInTurn(
      image,
      eight.map((band) => ({ ...band, wavelet: "db5" }) as FilterInput),
    );
    expect(pass).toHaveBeenCalledTimes(14);
    pass.mockRestore();
  });

  it("make two sub-bands of a short filter at once, from the same passes along x and y", () => {
    const pass = vi.spyOn(axes, "filterAxis");
    const both = vi.spyOn(columns, "filterInBands");
    respondInTurn(image, eight);
    expect(both).toHaveBeenCalledTimes(4);
    expect(pass).not.toHaveBeenCalled();
    both.mockRestore();
    pass.mockRestore();
  });

  it("make a response again that was made for a filter that has left out its turn", () => {
    const filters = eight.map(prepareFilter);
    const passes = noPasses();
    const [first, , second] = filterTurns(filters);
    respondIn(image, image, filters[first.number], {}, "refuse", { ...passes, ...first });
    expect(passes.ready).toHaveLength(1);
    const found = respondIn(image, image, filters[second.number], {}, "refuse", passes);
    expect(passes.ready).toHaveLength(0);
    expect(found).toEqual(applyFilter(image, eight[second.number]).data);
  });
});
