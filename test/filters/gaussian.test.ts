import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { permuted } from "../regions.ts";
import {
  anyBoundary,
  anyDimensions,
  arbitraryImage,
  convolveByDefinition,
  deviation,
  respond,
  volume,
} from "./volumes.ts";

describe("laplacianOfGaussianFilter", () => {
  it("is the sampled kernel, in voxels of any shape", () => {
    const spacing = fc.constantFrom(
      [1, 1, 1] as const,
      [2, 2, 2] as const,
      [0.8, 1.1, 2.5] as const,
    );
    fc.assert(
      fc.property(
        spacing.chain((s) => arbitraryImage(5, s)),
        anyBoundary,
        anyDimensions,
        fc.constantFrom(0.7, 1, 1.6),
        (image, boundary, dimensions, sigma) => {
          const truncate = 2;
          const used = image.spacing.slice(0, dimensions);
          const unit = used.reduce((p, s) => p * s, 1) ** (1 / dimensions);
          const reach = image.spacing.map((s, axis) =>
            axis < dimensions ? Math.floor((truncate * sigma) / s + 0.5) : 0,
          ) as [number, number, number];
          const inVoxels = sigma / unit;
          const scale = -(inVoxels ** -2) * (2 * Math.PI * inVoxels ** 2) ** (-dimensions / 2);
          const weight = (...k: number[]): number => {
            const r = used.reduce((sum, s, axis) => sum + (k[axis] * s) ** 2, 0) / sigma ** 2;
            return scale * (dimensions - r) * Math.exp(-r / 2);
          };
          const filter = {
            type: "laplacianOfGaussian",
            sigma,
            truncate,
            boundary,
            dimensions,
          } as const;
          const expected = convolveByDefinition(image, reach, weight, boundary);
          expect(deviation(respond(image, filter).data, expected)).toBeLessThan(1e-12);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("is negative in a bright blob", () => {
    const blob = volume([9, 9, 9], (x, y, z) => (Math.hypot(x - 4, y - 4, z - 4) < 2 ? 1 : 0));
    expect(respond(blob, { type: "laplacianOfGaussian", sigma: 1.5 }).data[4 * 91]).toBeLessThan(0);
  });

  it("does not care in which order the axes are stored", () => {
    fc.assert(
      fc.property(arbitraryImage(5, [1, 0.7, 3]), anyBoundary, (image, boundary) => {
        for (const type of ["laplacianOfGaussian", "gaussian"] as const) {
          const filter = { type, sigma: 1.3, boundary };
          const map = permuted(respond(image, filter), [2, 0, 1]);
          const found = respond(permuted(image, [2, 0, 1]), filter);
          expect(deviation(found.data, map.data)).toBeLessThan(1e-12);
        }
      }),
    );
  });

  it("refuses what is no length", () => {
    const image = volume([2, 2, 2], () => 0);
    for (const sigma of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => respond(image, { type: "laplacianOfGaussian", sigma })).toThrow(
        "laplacianOfGaussian.sigma: found",
      );
    }
    expect(() => respond(image, { type: "gaussian", sigma: 1, truncate: 0 })).toThrow(
      "gaussian.truncate: found 0, expected a number above 0",
    );
  });
});

describe("gaussianFilter", () => {
  it("keeps a flat image and the sum of an impulse", () => {
    const flat = volume([5, 6, 7], () => 3, [1, 2, 0.5]);
    const smooth = respond(flat, { type: "gaussian", sigma: 2 });
    expect(deviation(smooth.data, flat.data)).toBeLessThan(1e-14);
    const impulse = volume([21, 21, 21], (x, y, z) => (x === 10 && y === 10 && z === 10 ? 1 : 0));
    const spread = respond(impulse, { type: "gaussian", sigma: 1.5, boundary: "zero" });
    expect(spread.data.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 13);
  });
});

describe("gradientFilter", () => {
  it("is the slope of a ramp in intensities a mm", () => {
    const ramp = volume([7, 7, 7], (x, y, z) => 2 * x + 3 * y - 6 * z, [0.5, 1, 2]);
    const centre = 3 * 57;
    expect(respond(ramp, { type: "gradient" }).data[centre]).toBeCloseTo(Math.hypot(4, 3, 3), 13);
    const planar = respond(ramp, { type: "gradient", dimensions: 2 });
    expect(planar.data[centre]).toBeCloseTo(5, 13);
  });
});
