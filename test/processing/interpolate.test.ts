import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { interpolate } from "../../src/processing/interpolate.ts";
import type { Interpolation } from "../../src/processing/resample-settings.ts";
import { indexToWorld, worldToIndex } from "../../src/volume/geometry.ts";
import type { Grid, Vec3, Volume } from "../../src/volume/volume.ts";
import {
  fill,
  gridArbitrary,
  noise,
  rotation,
  spacingArbitrary,
  unitGrid,
} from "./arbitrary-volumes.ts";

const offset = fc.double({ min: -4, max: 8, noNaN: true });

/** A grid along the same axes that may reach out of the source on any side. */
const pair = gridArbitrary().chain((source) =>
  fc
    .record({
      size: gridArbitrary().map(({ size }) => size),
      spacing: fc.tuple(spacingArbitrary, spacingArbitrary, spacingArbitrary),
      first: fc.tuple(offset, offset, offset),
      seed: fc.integer(),
    })
    .map(({ size, spacing, first, seed }) => ({
      source: noise(source, seed),
      target: { size, spacing, origin: indexToWorld(source, first), direction: source.direction },
    })),
);

/** The voxel at an index, or the nearest one of the border. */
function at({ data, size }: Volume, index: readonly number[]): number {
  const [x, y, z] = index.map((i, a) => Math.max(0, Math.min(size[a] - 1, i)));
  return data[x + size[0] * (y + size[1] * z)];
}

function trilinear(source: Volume, position: Vec3): number {
  const low = position.map(Math.floor);
  let sum = 0;
  for (let corner = 0; corner < 8; corner++) {
    const step = [corner & 1, (corner >> 1) & 1, corner >> 2];
    const weights = step.map((s, a) => (s ? position[a] - low[a] : 1 - position[a] + low[a]));
    sum +=
      weights[0] *
      weights[1] *
      weights[2] *
      at(
        source,
        low.map((l, a) => l + step[a]),
      );
  }
  return sum;
}

function eachVoxel(
  { data, ...target }: Volume,
  check: (value: number, world: Vec3, index: Vec3) => void,
) {
  const [nx, ny] = target.size;
  data.forEach((value, v) => {
    const index: Vec3 = [v % nx, Math.floor(v / nx) % ny, Math.floor(v / nx / ny)];
    check(value, indexToWorld(target, index), index);
  });
}

describe("interpolate", () => {
  it("is the trilinear mean of the eight voxels around, on any grid", () => {
    fc.assert(
      fc.property(pair, ({ source, target }) => {
        eachVoxel(interpolate(source, target, "linear"), (value, world) => {
          expect(value).toBeCloseTo(trilinear(source, worldToIndex(source, world)), 5);
        });
      }),
    );
  });

  it("is the nearest voxel, on any grid", () => {
    fc.assert(
      fc.property(pair, ({ source, target }) => {
        eachVoxel(interpolate(source, target, "nearest"), (value, world) => {
          const position = worldToIndex(source, world);
          // between two voxels either will do
          if (position.some((x) => Math.abs(Math.abs(x % 1) - 0.5) < 1e-6)) return;
          expect(value).toBe(at(source, position.map(Math.round)));
        });
      }),
    );
  });

  it("keeps a flat image flat", () => {
    fc.assert(
      fc.property(pair, ({ source, target }) => {
        const flat = fill(source, () => 0.1);
        expect(interpolate(flat, target, "linear").data.every((v) => v === 0.1)).toBe(true);
        expect(interpolate(flat, target, "nearest").data.every((v) => v === 0.1)).toBe(true);
        for (const v of interpolate(flat, target, "cubic").data) expect(v).toBeCloseTo(0.1, 12);
      }),
    );
  });

  it.each(["nearest", "linear", "cubic"] as const)("gives voxels back, %s", (method) => {
    fc.assert(
      fc.property(gridArbitrary(), fc.integer(), (grid, seed) => {
        const image = noise(grid, seed);
        expect(interpolate(image, grid, method).data).toEqual(Float64Array.from(image.data));

        // every third sample of a grid three times as dense is a voxel
        const dense: Grid = {
          ...grid,
          size: grid.size.map((n) => 3 * n) as unknown as Vec3,
          spacing: grid.spacing.map((s) => s / 3) as unknown as Vec3,
        };
        eachVoxel(interpolate(image, dense, method), (value, _, index) => {
          if (index.some((i) => i % 3 !== 0)) return;
          expect(value).toBeCloseTo(
            at(
              image,
              index.map((i) => i / 3),
            ),
            6,
          );
        });
      }),
      { numRuns: 30 },
    );
  });

  it("is exact for a cubic polynomial away from the border, with the cubic spline", () => {
    const cubic = (t: number): number => 1 + t - 2 * t ** 2 + 0.5 * t ** 3;
    const f = (x: number, y: number, z: number): number =>
      cubic(x / 40 - 1) * cubic(y / 40 - 1.1) - 3 * cubic(z / 40 - 0.9);
    const image = fill(unitGrid([80, 80, 80]), f);
    const target: Grid = { ...unitGrid([3, 4, 5], [0.3, 0.4, 0.7]), origin: [38.1, 39.2, 38.6] };
    eachVoxel(interpolate(image, target, "cubic"), (value, world) => {
      expect(value).toBeCloseTo(f(...world), 11);
    });
  });

  it("continues the border value, for the spline before its prefilter", () => {
    const step = fill(unitGrid([6, 1, 1]), (x) => x ** 2);
    const padded = fill(
      { ...unitGrid([126, 1, 1]), origin: [-60, 0, 0] },
      (x) => Math.max(0, Math.min(5, x - 60)) ** 2,
    );
    const target: Grid = { ...unitGrid([40, 1, 1], [0.45, 1, 1]), origin: [-5.2, 0, 0] };
    for (const method of ["nearest", "linear", "cubic"] as const) {
      const expected = interpolate(padded, target, method).data;
      interpolate(step, target, method).data.forEach((value, k) => {
        expect(value).toBeCloseTo(expected[k], 10);
      });
    }
    const far: Grid = { ...unitGrid([2, 1, 1], [1e6, 1, 1]), origin: [-5e5, 0, 0] };
    expect([...interpolate(step, far, "cubic").data].map(Math.round)).toEqual([0, 25]);
  });

  it("is separable with the spline", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.integer(), (a, b, c) => {
        const size: Vec3 = [9, 7, 5];
        const alone = [a, b, c].map((seed, axis) =>
          noise(
            unitGrid([0, 1, 2].map((k) => (k === axis ? size[k] : 1)) as unknown as Vec3),
            seed,
          ),
        );
        const target: Grid = { ...unitGrid([8, 9, 7], [1.1, 0.8, 0.7]), origin: [0.2, -0.4, 0.3] };
        const product = fill(unitGrid(size), (x, y, z) =>
          [x, y, z].reduce((p, i, axis) => p * alone[axis].data[i], 1),
        );
        const lines = alone.map((line) => interpolate(line, target, "cubic"));
        eachVoxel(interpolate(product, target, "cubic"), (value, _, index) => {
          const v = index[0] + 8 * (index[1] + 9 * index[2]);
          const expected = lines.reduce((p, { data }) => p * data[v], 1);
          expect(Math.abs(value - expected)).toBeLessThan(1e-3); // of values to 10^9
        });
      }),
      { numRuns: 20 },
    );
  });

  it("keeps a NaN out of samples that it has no weight in", () => {
    const image = { ...unitGrid([4, 1, 1]), data: Float32Array.of(1, 2, Number.NaN, 4) };
    const target = unitGrid([7, 1, 1], [0.5, 1, 1]);
    expect([...interpolate(image, target, "linear").data]).toEqual([1, 1.5, 2, NaN, NaN, NaN, 4]);
  });

  it("leaves its input as it is", () => {
    const image = fill(unitGrid([5, 4, 3]), (x, y, z) => x * y + z);
    const before = image.data.slice();
    interpolate(image, unitGrid([9, 9, 9], [0.5, 0.5, 0.5]), "cubic");
    expect(image.data).toEqual(before);
  });

  it.each<Interpolation>(["nearest", "linear", "cubic"])(
    "refuses other directions, %s",
    (method) => {
      const image = noise(unitGrid([3, 3, 3]), 1);
      const tilted: Grid = { ...unitGrid([3, 3, 3]), direction: rotation(0.1, 0, 0) };
      expect(() => interpolate(image, tilted, method)).toThrow(
        expect.objectContaining({ code: "geometry-mismatch" }),
      );
    },
  );

  it("refuses what does not fit into memory", () => {
    const image = noise(unitGrid([2, 2, 2]), 1);
    expect(() => interpolate(image, unitGrid([1e4, 1e4, 1e4]), "linear")).toThrow(
      expect.objectContaining({ code: "too-large" }),
    );
  });

  it("checks what it is given; linear unless told", () => {
    const image = noise(unitGrid([3, 3, 3]), 1);
    const grid = unitGrid([5, 5, 5], [0.5, 0.5, 0.5]);
    expect(interpolate(image, grid)).toEqual(interpolate(image, grid, "linear"));
    expect(() => interpolate(image, grid, "spline" as Interpolation)).toThrow(
      expect.objectContaining({ code: "invalid-settings" }),
    );
    for (const wrong of [{ ...grid, spacing: [1, 0, 1] as const }, null as unknown as Grid]) {
      expect(() => interpolate(image, wrong)).toThrow(
        expect.objectContaining({ code: "invalid-volume" }),
      );
    }
  });
});
