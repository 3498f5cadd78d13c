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
            undersampled: true,
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
          const filter = { type, sigma: 1.3, undersampled: true, boundary };
          const map = permuted(respond(image, filter), [2, 0, 1]);
          const found = respond(permuted(image, [2, 0, 1]), filter);
          expect(deviation(found.data, map.data)).toBeLessThan(1e-12);
        }
      }),
    );
  });

  it("with zeroSum is the sampled kernel less a multiple of the sampled Gaussian", () => {
    const spacing = fc.constantFrom([1, 1, 1] as const, [0.8, 1.1, 2.5] as const);
    fc.assert(
      fc.property(
        spacing.chain((s) => arbitraryImage(5, s)),
        anyBoundary,
        anyDimensions,
        fc.constantFrom(0.6, 1, 1.6),
        (image, boundary, dimensions, sigma) => {
          const truncate = 2;
          const used = image.spacing.slice(0, dimensions);
          const unit = used.reduce((p, s) => p * s, 1) ** (1 / dimensions);
          const reach = image.spacing.map((s, axis) =>
            axis < dimensions ? Math.floor((truncate * sigma) / s + 0.5) : 0,
          ) as [number, number, number];
          const squared = (...k: number[]): number =>
            used.reduce((sum, s, axis) => sum + (k[axis] * s) ** 2, 0) / sigma ** 2;
          const gaussian = (...k: number[]): number => Math.exp(-squared(...k) / 2);
          const inVoxels = sigma / unit;
          const scale = -(inVoxels ** -2) * (2 * Math.PI * inVoxels ** 2) ** (-dimensions / 2);
          const kernel = (...k: number[]): number =>
            scale * (dimensions - squared(...k)) * gaussian(...k);
          const sums = { kernel: 0, gaussian: 0 };
          for (let x = -reach[0]; x <= reach[0]; x++)
            for (let y = -reach[1]; y <= reach[1]; y++)
              for (let z = -reach[2]; z <= reach[2]; z++) {
                sums.kernel += kernel(x, y, z);
                sums.gaussian += gaussian(x, y, z);
              }
          const corrected = (...k: number[]): number =>
            kernel(...k) - (sums.kernel / sums.gaussian) * gaussian(...k);
          const own = { sigma, truncate, zeroSum: true, undersampled: true };
          const filter = { type: "laplacianOfGaussian", ...own, boundary, dimensions } as const;
          const expected = convolveByDefinition(image, reach, corrected, boundary);
          expect(deviation(respond(image, filter).data, expected)).toBeLessThan(1e-12);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("with zeroSum gives 0 for a constant image on any grid", () => {
    const length = fc.double({ min: 0.3, max: 5, noNaN: true });
    fc.assert(
      fc.property(
        fc.tuple(length, length, length),
        fc.double({ min: 0.3, max: 4, noNaN: true }),
        fc.constantFrom("mirror" as const, "nearest" as const, "periodic" as const),
        anyDimensions,
        (spacing, sigma, boundary, dimensions) => {
          const flat = volume([3, 4, 2], () => 1000, spacing);
          const own = { sigma, zeroSum: true, undersampled: true, boundary, dimensions };
          const { data } = respond(flat, { type: "laplacianOfGaussian", ...own });
          // beside the response to a voxel of this intensity
          const used = spacing.slice(0, dimensions);
          const unit = used.reduce((p, s) => p * s, 1) ** (1 / dimensions);
          const peak = dimensions * (unit / sigma) ** 2 * (sigma / unit) ** -dimensions;
          for (const value of data) expect(Math.abs(value)).toBeLessThan(1e-12 * 1000 * (1 + peak));
        },
      ),
    );
  });

  it("without zeroSum gives what the standard's kernel sums to", () => {
    const flat = volume([3, 3, 3], () => 1000, [0.977, 0.977, 3.27]);
    const response = (sigma: number, zeroSum = false) =>
      respond(flat, { type: "laplacianOfGaussian", sigma, zeroSum, undersampled: true }).data[13];
    expect(Math.round(response(0.5) / 100)).toBe(-281);
    expect(Math.round(response(1))).toBe(-2529);
    expect(Math.round(response(1.5))).toBe(-248);
    expect(Math.abs(response(0.5, true))).toBeLessThan(1e-9);
  });

  it("is the Laplacian per mm², times the squared geometric mean of the filtered spacings", () => {
    // of x² + 2 y² - 0.5 z² the Laplacian is 2 + 4 - 1, smoothed or not
    const spacing = [1, 1.5, 2.5] as const;
    const bowl = volume(
      [41, 31, 21],
      (x, y, z) => (x - 20) ** 2 + 2 * (1.5 * (y - 15)) ** 2 - 0.5 * (2.5 * (z - 10)) ** 2,
      spacing,
    );
    const centre = 20 + 41 * (15 + 31 * 10);
    const filter = { type: "laplacianOfGaussian", sigma: 3, truncate: 6 } as const;
    const solid = respond(bowl, filter).data[centre];
    expect(solid / (1 * 1.5 * 2.5) ** (2 / 3)).toBeCloseTo(5, 2);
    const planar = respond(bowl, { ...filter, dimensions: 2 }).data[centre];
    expect(planar / (1 * 1.5)).toBeCloseTo(6, 2);
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
