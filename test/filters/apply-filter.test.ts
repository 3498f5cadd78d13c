import { describe, expect, it } from "vitest";
import { allocate } from "../../src/convolution/allocate.ts";
import { applyFilter } from "../../src/filters/apply-filter.ts";
import {
  completeFilter,
  type FilterInput,
  type FilterSettings,
} from "../../src/filters/filters.ts";
import { VoxomicsError } from "../../src/messages/errors.ts";
import { respond, volume } from "./volumes.ts";

const every: FilterInput[] = [
  { type: "mean", support: 3 },
  { type: "laplacianOfGaussian", sigma: 1, undersampled: true },
  { type: "laws", kernels: "E5L5S5", rotationInvariant: true, energy: { distance: 2 } },
  { type: "gabor", sigma: 1, lambda: 2, gamma: 1, planes: "orthogonal", thetaStep: 1 },
  { type: "wavelet", wavelet: "sym4", subBand: "LLH" },
  { type: "simoncelli" },
  { type: "shannon" },
  { type: "riesz", of: { type: "simoncelli" }, order: [1, 0, 0] },
  { type: "gaussian", sigma: 1, undersampled: true },
  { type: "square" },
  { type: "squareRoot" },
  { type: "logarithm" },
  { type: "exponential" },
  { type: "gradient" },
  { type: "localBinaryPattern" },
];

describe("applyFilter", () => {
  it.each<[string, object]>([
    ["laws.kernels: missing", { type: "laws" }],
    ["laws.kernels: found null", { type: "laws", kernels: null, energy: null }],
    ["riesz.of: missing", { type: "riesz", order: [1, 0, 0] }],
    ["riesz.of: found null", { type: "riesz", order: [1, 0, 0], of: null }],
    ["riesz.order: missing", { type: "riesz", of: { type: "simoncelli", level: 1 } }],
    ["wavelet.subBand: missing", { type: "wavelet", wavelet: "haar", level: 1 }],
  ])("refuses what a filter lacks: %s", (message, settings) => {
    const image = volume([4, 4, 4], (x) => x);
    const whole = { boundary: "mirror", dimensions: 3, ...settings } as FilterSettings;
    expect(() => applyFilter(image, whole)).toThrow(message);
    expect(() => applyFilter(image, whole)).toThrow(VoxomicsError);
  });

  it.each(every.map((filter) => [filter.type, filter] as const))(
    "keeps grid and input, for any element type and a single voxel: %s",
    (_, filter) => {
      const image = volume([6, 5, 4], (x, y, z) => (x * 7 + y * 5 + z * 3) % 11, [1, 2, 3]);
      const before = image.data.slice();
      const { data, ...grid } = respond(image, filter);
      const { data: same, ...expected } = image;
      expect(same).toEqual(before);
      expect(grid).toEqual(expected);
      expect(data.every(Number.isFinite)).toBe(true);
      expect(respond({ ...image, data: Int16Array.from(before) }, filter).data).toEqual(data);
      const single = respond(
        volume([1, 1, 1], () => 3),
        filter,
      );
      expect(single.data.every(Number.isFinite)).toBe(true);
    },
  );

  it("names what is wrong", () => {
    const image = volume([2, 2, 2], () => 0);
    const settings = completeFilter({ type: "mean", support: 3 });
    const thrown = (change: object): unknown => {
      try {
        return applyFilter(image, { ...settings, ...change });
      } catch (error) {
        return error;
      }
    };
    expect(thrown({ boundary: "wrap" })).toBeInstanceOf(VoxomicsError);
    expect(thrown({ boundary: "wrap" })).toMatchObject({
      code: "invalid-settings",
      message: 'mean.boundary: found "wrap", expected "zero", "nearest", "periodic" or "mirror"',
    });
    expect(thrown({ type: "median" })).toMatchObject({
      code: "invalid-settings",
      message: expect.stringContaining('filter.type: found "median", expected "mean", '),
    });
  });

  it("says so where memory is short", () => {
    expect(() => allocate(2 ** 60)).toThrow("does not fit in memory");
  });
});
