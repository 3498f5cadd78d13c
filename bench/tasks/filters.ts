import { applyFilter } from "../../src/filters/apply-filter.ts";
import { completeFilter, type FilterInput, filterIdentity } from "../../src/filters/filters.ts";
import type { Volume } from "../../src/volume/volume.ts";
import type { Floor, Memory, Neighbours } from "../floor.ts";
import type { Task } from "./task.ts";

const passes = (times: number, why: string): Floor => ({ reads: [{ of: "image", times }], why });
const around = (neighbours: Neighbours, why: string): Floor => ({
  reads: [{ of: "image", neighbours }],
  why,
});

const eachAxis = passes(3, "one pass along each axis");
const thereAndBack = passes(6, "transforms along three axes, there and back; half of the spectrum");
const scaledToRange = passes(2, "the largest magnitude, then each voxel");
const quarterTurns = { sigma: 5, lambda: 2, gamma: 1.5, thetaStep: Math.PI / 4 } as const;

const laplacian = passes(
  5,
  "a Gaussian and its second derivative share passes: 1 along x, 2 along y and along z",
);

/** The filters that are timed, and what they must at least read of the image. */
const timed: readonly (readonly [FilterInput, Floor])[] = [
  [{ type: "mean", support: 5 }, eachAxis],
  [{ type: "gaussian", sigma: 3 }, eachAxis],
  [{ type: "laplacianOfGaussian", sigma: 3 }, laplacian],
  [
    { type: "laplacianOfGaussian", sigma: 10 },
    passes(7, "a Gaussian and its second derivative: 2 passes along x, 3 along y, 2 along z"),
  ],
  [{ type: "laws", kernels: "E5L5S5" }, eachAxis],
  [
    { type: "laws", kernels: "E5L5S5", rotationInvariant: true, energy: { distance: 7 } },
    passes(18, "24 rotations are 6 orders of the kernels, which share passes: 3 + 6 + 6; energy 3"),
  ],
  [{ type: "wavelet", wavelet: "db3", subBand: "LLH" }, eachAxis],
  [
    { type: "wavelet", wavelet: "db3", subBand: "LLH", rotationInvariant: true },
    passes(8, "H along x, y or z, each axis with the sum of both directions: 2 + 3 + 3 passes"),
  ],
  [
    { type: "wavelet", wavelet: "db3", subBand: "LLH", rotationInvariant: true, pooling: "max" },
    passes(28, "24 different orientations in pairs, which share passes: 4 + 12 + 12"),
  ],
  [
    { type: "wavelet", wavelet: "coif1", subBand: "HHH", level: 2, rotationInvariant: true },
    passes(6, "one order of the kernels, both directions along each axis"),
  ],
  [
    { type: "gabor", ...quarterTurns },
    passes(
      18,
      "transforms along 2 axes, then 2 there and back for each of 4 orientations' 2 parts",
    ),
  ],
  [
    { type: "gabor", ...quarterTurns, planes: "orthogonal" },
    passes(54, "the same in three planes"),
  ],
  [{ type: "simoncelli", level: 2 }, thereAndBack],
  [{ type: "shannon", level: 2 }, thereAndBack],
  [
    { type: "riesz", of: { type: "laplacianOfGaussian", sigma: 3 }, order: [1, 0, 0] },
    thereAndBack,
  ],
  [{ type: "riesz", of: { type: "simoncelli" }, order: [0, 2, 0] }, thereAndBack],
  [{ type: "square" }, scaledToRange],
  [{ type: "squareRoot" }, scaledToRange],
  [{ type: "logarithm" }, scaledToRange],
  [{ type: "exponential" }, scaledToRange],
  [{ type: "gradient" }, eachAxis],
  [{ type: "localBinaryPattern" }, around(26, "each voxel is compared with its 26 neighbours")],
  [
    { type: "localBinaryPattern", dimensions: 2 },
    around(8, "each voxel is compared with its 8 neighbours in the slice"),
  ],
];

/** Filters that transform whole lines, whose time grows a little faster than their length. */
const byFourier = new Set(["gabor", "simoncelli", "shannon", "riesz"]);

export const filters: readonly Task[] = timed.map(([input, floor]) => {
  const settings = completeFilter(input);
  return {
    id: filterIdentity(settings),
    group: "filter",
    dependsOn: "image",
    directions: 1,
    growth: byFourier.has(settings.type) ? "N log N" : "N",
    floor,
    prepare: ({ image }) => {
      const source = { ...image, data: Float64Array.from(image.data) };
      return {
        run: () => applyFilter(source, settings),
        voxels: source.data.length,
        boxVoxels: source.data.length,
        levels: null,
        memories: { image: () => withinBorder(source) },
      };
    },
  };
});

/** An image, with those of its voxels that have all neighbours. */
function withinBorder({ data, size }: Volume<Float64Array>): Memory {
  const [nx, ny, nz] = size;
  const voxels = new Int32Array((nx - 2) * (ny - 2) * (nz - 2));
  let k = 0;
  for (let z = 1; z < nz - 1; z++) {
    for (let y = 1; y < ny - 1; y++) {
      for (let x = 1; x < nx - 1; x++) voxels[k++] = x + nx * (y + ny * z);
    }
  }
  return { data, size, voxels };
}
