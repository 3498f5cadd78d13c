import { describe, expect, it } from "vitest";
import type { Boundary } from "../../src/convolution/boundary.ts";
import { type FilterInput, prepareFilter } from "../../src/filters/filters.ts";
import { everyBoundary, respond, volume } from "./volumes.ts";

const slice = (thickness: number) =>
  volume([9, 7, 1], (x, y) => ((x * 31 + y * 17) % 23) + x, [1, 1.5, thickness]);

/** By how much responses of slices 1 and 1.7 mm thick differ. */
function difference(filter: FilterInput): number {
  const [thin, thick] = [1, 1.7].map((thickness) => respond(slice(thickness), filter).data);
  return Math.max(...thin.map((value, v) => Math.abs(value - thick[v])));
}

function isNoted(filter: FilterInput): boolean {
  const image = { ...slice(1), thicknessAssumed: true };
  return prepareFilter(filter)
    .notes(image)
    .some(({ code }) => code === "thickness-assumed");
}

const filters = (boundary: Boundary, dimensions: 2 | 3): readonly FilterInput[] => [
  { type: "gaussian", sigma: 2, boundary, dimensions },
  { type: "laplacianOfGaussian", sigma: 2, boundary, dimensions },
  { type: "gradient", boundary, dimensions },
  { type: "mean", support: 3, boundary, dimensions },
  { type: "laws", kernels: dimensions === 2 ? "L5E5" : "L5E5S5", boundary, dimensions },
  {
    type: "wavelet",
    wavelet: "haar",
    subBand: dimensions === 2 ? "LH" : "LHL",
    boundary,
    dimensions,
  },
  { type: "simoncelli", boundary, dimensions },
  { type: "localBinaryPattern", boundary, dimensions },
  { type: "riesz", of: { type: "simoncelli" }, order: [1, 1, 0], boundary, dimensions },
  {
    type: "riesz",
    of: { type: "laplacianOfGaussian", sigma: 2 },
    order: [2, 0, 0],
    boundary,
    dimensions,
  },
  ...(["xy", "orthogonal"] as const).map(
    (planes): FilterInput => ({ type: "gabor", sigma: 2, lambda: 4, gamma: 1, planes, boundary }),
  ),
];

describe("thicknessNotes", () => {
  it.each(
    everyBoundary.flatMap((boundary) =>
      ([2, 3] as const).flatMap((dimensions) =>
        filters(boundary, dimensions).map((filter) => [JSON.stringify(filter), filter] as const),
      ),
    ),
  )("tell of the responses that depend on the thickness: %s", (_, filter) => {
    expect(isNoted(filter)).toBe(difference(filter) > 1e-9);
  });
});
