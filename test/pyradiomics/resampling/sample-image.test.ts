import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorFunction } from "../../../src/pyradiomics/resampling/error-function.ts";
import {
  type InterpolatorName,
  interpolatorNames,
} from "../../../src/pyradiomics/resampling/interpolators.ts";
import { sampleImage } from "../../../src/pyradiomics/resampling/sample-image.ts";
import {
  type Grid,
  identityDirection,
  type Vec3,
  type Volume,
} from "../../../src/volume/volume.ts";

const image: Volume = {
  data: Float64Array.from({ length: 60 }, (_, v) => ((v * v * 7) % 53) - 20),
  size: [5, 4, 3],
  spacing: [1, 2, 0.5],
  origin: [3, -4, 5],
  direction: [0, 1, 0, 1, 0, 0, 0, 0, -1],
};

/** The value at one position, in voxel indices of the image. */
function at(name: InterpolatorName, [x, y, z]: Vec3): number {
  const { origin, spacing, direction: d } = image;
  const step = [x * spacing[0], y * spacing[1], z * spacing[2]];
  const world = [0, 1, 2].map((r) => origin[r] + [0, 1, 2].reduce((sum, c) => sum + d[3 * r + c] * step[c], 0)); // biome-ignore format: one line
  const grid: Grid = { size: [1, 1, 1], spacing: [1, 1, 1], origin: world as unknown as Vec3, direction: identityDirection }; // biome-ignore format: one line
  return sampleImage(image, grid, name)[0];
}

const voxel = (x: number, y: number, z: number) => image.data[x + 5 * (y + 4 * z)];
const inside = fc.tuple(
  ...image.size.map((n) => fc.double({ min: -0.499, max: n - 0.501, noNaN: true })),
);

describe("sampleImage", () => {
  it.each(interpolatorNames.filter((name) => !name.includes("Gaussian")))(
    "%s gives a voxel's own value at its centre",
    (name) => {
      for (const [x, y, z] of [
        [0, 0, 0],
        [4, 3, 2],
        [2, 1, 1],
      ] as const) {
        // biome-ignore format: one line
        expect(at(name, [x, y, z])).toBeCloseTo(voxel(x, y, z), 9);
      }
    },
  );

  it.each(["sitkNearestNeighbor", "sitkLinear", "sitkBSpline", "sitkGaussian"] as const)(
    "%s keeps a constant",
    (name) => {
      const flat = { ...image, data: new Int16Array(60).fill(7) };
      fc.assert(
        fc.property(inside, ([x, y, z]) => {
          const grid: Grid = { size: [1, 1, 1], spacing: [1, 1, 1], origin: [3 + 2 * y, -4 + x, 5 - 0.5 * z], direction: identityDirection }; // biome-ignore format: one line
          expect(sampleImage(flat, grid, name)[0]).toBeCloseTo(7, 9);
        }),
      );
    },
  );

  it("is 0 from half a voxel outside on, as in ITK", () => {
    expect(at("sitkLinear", [-0.5, 0, 0])).toBe(voxel(0, 0, 0));
    expect(at("sitkLinear", [-0.51, 0, 0])).toBe(0);
    expect(at("sitkBSpline", [4.49, 3, 2])).not.toBe(0);
    expect(at("sitkBSpline", [4.5, 3, 2])).toBe(0);
    expect(at("sitkNearestNeighbor", [0, 0, 9])).toBe(0);
  });

  it("rounds halves up for the nearest neighbour", () => {
    expect(at("sitkNearestNeighbor", [1.5, 0, 0])).toBe(voxel(2, 0, 0));
    expect(at("sitkNearestNeighbor", [1.49, 0, 0])).toBe(voxel(1, 0, 0));
  });

  it("is the cubic spline through all voxels, mirrored at its borders, found by solving for its coefficients", () => {
    fc.assert(
      fc.property(inside, ([x, y, z]) => {
        expect(at("sitkBSpline", [x, y, z])).toBeCloseTo(splineAt(x, y, z), 8);
      }),
      { numRuns: 50 },
    );
  });

  it("weighs voxels by the share of a Gaussian that lies in them", () => {
    const share = (k: number, x: number) => {
      let sum = 0;
      for (let s = 0; s < 2000; s++) sum += Math.exp(-(((k - 0.5 + (s + 0.5) / 2000 - x) / 0.8) ** 2) / 2); // biome-ignore format: one line
      return sum;
    };
    // the middle of y and z, where only the voxels along x differ in weight
    const only = { ...image, data: Float64Array.from({ length: 60 }, (_, v) => [3, -1, 4, 1, -5][v % 5]) }; // biome-ignore format: one line
    const weights = [0, 1, 2, 3, 4].map((k) => share(k, 1.7));
    const expected = weights.reduce((sum, w, k) => sum + w * [3, -1, 4, 1, -5][k], 0) / weights.reduce((a, b) => a + b); // biome-ignore format: one line
    const grid: Grid = { size: [1, 1, 1], spacing: [1, 1, 1], origin: [3 + 2, -4 + 1.7, 5 - 0.5], direction: identityDirection }; // biome-ignore format: one line
    expect(sampleImage(only, grid, "sitkGaussian")[0]).toBeCloseTo(expected, 5);
  });
});

it("erf has the values of tables", () => {
  // DLMF 7.23, and Abramowitz and Stegun, table 7.1
  expect(errorFunction(0)).toBe(0);
  expect(errorFunction(0.5)).toBeCloseTo(0.5204998778, 10);
  expect(errorFunction(1)).toBeCloseTo(0.8427007929, 10);
  expect(errorFunction(-2)).toBeCloseTo(-0.995322265, 10);
  expect(errorFunction(3.5)).toBeCloseTo(0.999999257, 9);
});

/** β³(x). */
function cubic(x: number): number {
  const a = Math.abs(x);
  if (a >= 2) return 0;
  return a >= 1 ? (2 - a) ** 3 / 6 : 2 / 3 - a * a * (1 - a / 2);
}

const mirrored = (k: number, n: number) => {
  const period = 2 * n - 2;
  const turned = ((k % period) + period) % period;
  return turned < n ? turned : period - turned;
};

/** The matrix that turns coefficients of an axis into samples at some positions. */
function basis(positions: readonly number[], n: number): number[][] {
  return positions.map((x) => {
    const row = new Array<number>(n).fill(0);
    for (let k = Math.floor(x) - 2; k <= Math.floor(x) + 3; k++)
      row[mirrored(k, n)] += cubic(x - k);
    return row;
  });
}

/** Solves A c = f by elimination. */
function solve(a: number[][], f: readonly number[]): number[] {
  const rows = a.map((row, k) => [...row, f[k]]);
  const n = rows.length;
  for (let p = 0; p < n; p++) {
    for (let r = 0; r < n; r++) {
      if (r === p) continue;
      const factor = rows[r][p] / rows[p][p];
      for (let c = p; c <= n; c++) rows[r][c] -= factor * rows[p][c];
    }
  }
  return rows.map((row, k) => row[n] / row[k]);
}

function splineAt(x: number, y: number, z: number): number {
  const [nx, ny, nz] = image.size;
  const through = (n: number, values: readonly number[], position: number) => {
    const centres = Array.from({ length: n }, (_, k) => k);
    const coefficients = solve(basis(centres, n), values);
    return basis([position], n)[0].reduce((sum, w, k) => sum + w * coefficients[k], 0);
  };
  const along = (n: number, value: (k: number) => number, position: number) =>
    through(
      n,
      Array.from({ length: n }, (_, k) => value(k)),
      position,
    );
  return along(nz, (c) => along(ny, (b) => along(nx, (a) => voxel(a, b, c), x), y), z);
}
