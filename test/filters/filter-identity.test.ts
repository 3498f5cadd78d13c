import { describe, expect, it } from "vitest";
import reference from "../../ibsi-phantoms/reference/ibsi2-phase1.json" with { type: "json" };
import { completeFilter, type FilterInput, filterIdentity } from "../../src/filters/filters.ts";

const identity = (input: FilterInput): string => filterIdentity(completeFilter(input));

describe("filterIdentity", () => {
  it.each([
    ["laplacianOfGaussian-sigma-1.5", { type: "laplacianOfGaussian", sigma: 1.5 }],
    ["laplacianOfGaussian-sigma-1.5", { type: "laplacianOfGaussian", truncate: 4, sigma: 1.5 }],
    [
      "laplacianOfGaussian-sigma-1.5-zeroSum",
      { type: "laplacianOfGaussian", sigma: 1.5, zeroSum: true },
    ],
    [
      "riesz-of-laplacianOfGaussian-sigma-2-zeroSum-order-1-0-0",
      {
        type: "riesz",
        of: { type: "laplacianOfGaussian", sigma: 2, zeroSum: true, undersampled: true },
        order: [1, 0, 0],
      },
    ],
    // the same response, so the same name
    ["gaussian-sigma-1", { type: "gaussian", sigma: 1, undersampled: true }],
    [
      "mean-support-5-boundary-zero-dimensions-2",
      { type: "mean", boundary: "zero", dimensions: 2, support: 5 },
    ],
    [
      "laws-energy-distance-7-kernels-E5L5S5-rotationInvariant",
      { type: "laws", kernels: "E5L5S5", rotationInvariant: true, energy: { distance: 7 } },
    ],
    [
      "riesz-of-simoncelli-level-2-order-0-2-0",
      { type: "riesz", of: { type: "simoncelli", level: 2 }, order: [0, 2, 0] },
    ],
    [
      "riesz-of-simoncelli-order-0-2-0",
      { type: "riesz", of: { type: "simoncelli" }, order: [0, 2, 0] },
    ],
    ["gradient", { type: "gradient" }],
  ] satisfies [string, FilterInput][])("%s", (expected, input) => {
    expect(identity(input)).toBe(expected);
  });

  it("differs wherever settings do, and fits into file and column names", () => {
    const filters = new Map(reference.maps.map(({ filter }) => [JSON.stringify(filter), filter]));
    const identities = [...filters.values()].map((filter) => identity(filter as FilterInput));
    expect(new Set(identities).size).toBe(filters.size);
    for (const name of identities) expect(name).toMatch(/^[A-Za-z0-9.-]+$/);
  });
});

describe("completeFilter", () => {
  it("fills in what is missing, in a filter and in its part", () => {
    expect(completeFilter({ type: "riesz", of: { type: "shannon" }, order: [1, 0, 0] })).toEqual({
      type: "riesz",
      of: { type: "shannon", level: 1 },
      order: [1, 0, 0],
      boundary: "mirror",
      dimensions: 3,
    });
  });
});
