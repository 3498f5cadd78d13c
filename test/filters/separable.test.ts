import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kernelOf } from "../../src/convolution/kernel.ts";
import { rightAngleRotations } from "../../src/convolution/rotation.ts";
import { averagedRotations, pooledRotations } from "../../src/convolution/rotation-plan.ts";
import type { FilterInput } from "../../src/filters/filters.ts";
import { mirrored, permuted } from "../regions.ts";
import {
  anyBoundary,
  anyDimensions,
  arbitraryImage,
  convolveByDefinition,
  deviation,
  type Image,
  respond,
  volume,
} from "./volumes.ts";

const L5 = [1, 4, 6, 4, 1].map((w) => w / Math.sqrt(70));
const E5 = [-1, -2, 0, 2, 1].map((w) => w / Math.sqrt(10));
const S5 = [-1, 0, 2, 0, -1].map((w) => w / Math.sqrt(6));
const haarLow = [Math.SQRT1_2, Math.SQRT1_2, 0];
const haarHigh = [-Math.SQRT1_2, Math.SQRT1_2, 0];

/** Rotations by a quarter turn: about z, and two more that with it make all 24. */
const turnAboutZ = (image: Image): Image => mirrored(permuted(image, [1, 0, 2]), 0);
const turnAboutX = (image: Image): Image => mirrored(permuted(image, [0, 2, 1]), 1);

const product = (kernels: readonly (readonly number[])[]) => (x: number, y: number, z: number) => {
  const at = [x, y, z];
  return kernels.reduce((w, taps, axis) => w * (taps[(taps.length - 1) / 2 + at[axis]] ?? 0), 1);
};

describe("mean and Laws filters", () => {
  it("are convolutions by the definition", () => {
    fc.assert(
      fc.property(arbitraryImage(6), anyBoundary, (image, boundary) => {
        const mean = respond(image, { type: "mean", support: 3, boundary });
        const third = new Array(3).fill(1 / 3);
        const meanExpected = convolveByDefinition(
          image,
          [1, 1, 1],
          product([third, third, third]),
          boundary,
        );
        expect(deviation(mean.data, meanExpected)).toBeLessThan(1e-13);

        const laws = respond(image, { type: "laws", kernels: "E5L5S5", boundary });
        const weight = product([E5, L5, S5]);
        const expected = convolveByDefinition(image, [2, 2, 2], weight, boundary);
        expect(deviation(laws.data, expected)).toBeLessThan(1e-12);

        const planar = respond(image, { type: "laws", kernels: "L5S5", boundary, dimensions: 2 });
        const inPlane = convolveByDefinition(image, [2, 2, 0], product([L5, S5, [1]]), boundary);
        expect(deviation(planar.data, inPlane)).toBeLessThan(1e-12);
      }),
      { numRuns: 30 },
    );
  });

  it("make an energy map of the absolute response", () => {
    fc.assert(
      fc.property(arbitraryImage(6), anyBoundary, (image, boundary) => {
        const laws = { type: "laws", kernels: "E5L5S5", boundary } as const;
        const energy = respond(image, { ...laws, energy: { distance: 2 } });
        const response = respond(image, laws);
        const absolute = { ...response, data: response.data.map(Math.abs) };
        const expected = respond(absolute, { type: "mean", support: 5, boundary });
        expect(deviation(energy.data, expected.data)).toBeLessThan(1e-13);
      }),
    );
  });

  it("refuse kernels and supports that mean nothing", () => {
    const image = volume([1, 1, 1], () => 0);
    expect(() => respond(image, { type: "mean", support: 4 })).toThrow(
      "mean.support: found 4, expected an odd integer",
    );
    for (const kernels of ["E5L5", "E5L5X5", "E5L5S5R5", ""]) {
      expect(() => respond(image, { type: "laws", kernels })).toThrow("laws.kernels: found");
    }
    expect(() =>
      respond(image, { type: "mean", support: 3, dimensions: 4 as unknown as 3 }),
    ).toThrow("mean.dimensions: found 4, expected 2 or 3");
  });
});

describe("rotations by right angles", () => {
  const cascades = (...kernels: number[][]) => kernels.map((taps) => [kernelOf(taps)]);

  it("are 24 in space and 4 in the plane, with determinant +1", () => {
    const lopsided = [1, 2, 4];
    expect(rightAngleRotations(cascades(lopsided, [3, 1, 1], [5, 0, 1]))).toHaveLength(24);
    const inPlane = rightAngleRotations(cascades(lopsided, [3, 1, 1]));
    expect(inPlane.map(({ filter }) => filter.map(([{ weights }]) => [...weights]))).toEqual(
      expect.arrayContaining([
        // as the reversed weights stand in a kernel: (gx, gy), (J gy, gx), (J gx, J gy), (gy, J gx)
        [
          [4, 2, 1],
          [1, 1, 3],
        ],
        [
          [3, 1, 1],
          [4, 2, 1],
        ],
        [
          [1, 2, 4],
          [3, 1, 1],
        ],
        [
          [1, 1, 3],
          [1, 2, 4],
        ],
      ]),
    );
    expect(inPlane).toHaveLength(4);
  });

  it("count symmetric and antisymmetric kernels once", () => {
    expect(rightAngleRotations(cascades(L5, L5, L5))).toHaveLength(1);
    const laws = rightAngleRotations(cascades(E5, L5, S5));
    expect(laws).toHaveLength(6);
    expect(laws.every(({ eitherSign }) => eitherSign)).toBe(true);
    // three antisymmetric kernels: the sign is that of the permutation
    const odd = rightAngleRotations(cascades(E5, [-1, 0, 1], [1, -2, 0, 2, -1]));
    expect(odd.map(({ eitherSign }) => eitherSign)).toEqual(new Array(6).fill(false));
  });

  it("take few passes where responses are averaged", () => {
    const wavelet = cascades(haarLow, haarLow, haarHigh);
    expect(pooledRotations(wavelet)).toHaveLength(24);
    expect(averagedRotations(wavelet)).toHaveLength(3);
    expect(averagedRotations(cascades(E5, L5, S5))).toHaveLength(0);
  });

  it("pool the responses of all of them", () => {
    const kernels = [haarHigh, haarLow, haarLow];
    const orders = [0, 1, 2].flatMap((a) =>
      [0, 1, 2].filter((b) => b !== a).map((b) => [a, b, 3 - a - b]),
    );
    const variants = orders.flatMap((order) =>
      [0, 1, 2, 3, 4, 5, 6, 7].flatMap((flips) => {
        const odd = [0, 1, 2].filter((axis) => (flips >> axis) & 1).length % 2;
        const [a, b, c] = order;
        const inversions = Number(a > b) + Number(a > c) + Number(b > c);
        if (odd !== inversions % 2) return [];
        return [
          order.map((from, axis) =>
            (flips >> axis) & 1 ? [...kernels[from]].reverse() : kernels[from],
          ),
        ];
      }),
    );
    expect(variants).toHaveLength(24);
    fc.assert(
      fc.property(
        arbitraryImage(4),
        anyBoundary,
        fc.constantFrom("average" as const, "max" as const, "min" as const),
        (image, boundary, pooling) => {
          const wavelet = { type: "wavelet", wavelet: "haar", subBand: "HLL", boundary } as const;
          const found = respond(image, { ...wavelet, rotationInvariant: true, pooling });
          const responses = variants.map((variant) =>
            convolveByDefinition(image, [1, 1, 1], product(variant), boundary),
          );
          const pool = {
            average: (values: number[]) => values.reduce((a, b) => a + b, 0) / 24,
            max: (values: number[]) => Math.max(...values),
            min: (values: number[]) => Math.min(...values),
          }[pooling];
          const expected = image.data.map((_, v) => pool(responses.map((r) => r[v])));
          expect(deviation(found.data, expected)).toBeLessThan(1e-12);
        },
      ),
      { numRuns: 30 },
    );
  });

  const invariant: [string, FilterInput][] = [
    ["laws", { type: "laws", kernels: "E5L5S5", rotationInvariant: true }],
    [
      "laws energy",
      { type: "laws", kernels: "E3W5R5", rotationInvariant: true, energy: { distance: 1 } },
    ],
    ["laws minimum", { type: "laws", kernels: "E5E5L3", rotationInvariant: true, pooling: "min" }],
    ["wavelet", { type: "wavelet", wavelet: "db3", subBand: "LLH", rotationInvariant: true }],
    [
      "wavelet, level 2",
      { type: "wavelet", wavelet: "db2", subBand: "HLH", level: 2, rotationInvariant: true },
    ],
    [
      "wavelet maximum",
      {
        type: "wavelet",
        wavelet: "coif1",
        subBand: "LHH",
        rotationInvariant: true,
        pooling: "max",
      },
    ],
  ];
  it.each(invariant)("leave the map of a turned image turned: %s", (_, filter) => {
    fc.assert(
      fc.property(arbitraryImage(6), anyBoundary, (image, boundary) => {
        const map = respond(image, { ...filter, boundary });
        for (const turn of [turnAboutZ, turnAboutX]) {
          const turned = respond(turn(image), { ...filter, boundary });
          expect(deviation(turned.data, turn(map).data)).toBeLessThan(1e-12);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("in the plane leave it turned too, slice by slice", () => {
    fc.assert(
      fc.property(arbitraryImage(6), anyBoundary, (image, boundary) => {
        for (const filter of [
          { type: "laws", kernels: "L5E5", rotationInvariant: true },
          { type: "wavelet", wavelet: "db3", subBand: "LH", rotationInvariant: true },
          { type: "wavelet", wavelet: "db2", subBand: "HH", level: 2, rotationInvariant: true },
        ] as const) {
          const planar = { ...filter, boundary, dimensions: 2 } as const;
          const map = turnAboutZ(respond(image, planar));
          expect(deviation(respond(turnAboutZ(image), planar).data, map.data)).toBeLessThan(1e-12);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe("smooth filters", () => {
  it("treat mirrored and turned images alike", () => {
    fc.assert(
      fc.property(arbitraryImage(7), anyBoundary, anyDimensions, (image, boundary, dimensions) => {
        for (const filter of [
          { type: "mean", support: 3 },
          { type: "gaussian", sigma: 1 },
          { type: "laplacianOfGaussian", sigma: 0.8 },
          { type: "gradient" },
          { type: "localBinaryPattern" },
        ] as const) {
          const settings = { ...filter, boundary, dimensions };
          const map = respond(image, settings);
          for (const axis of [0, 1, 2]) {
            const found = respond(mirrored(image, axis), settings);
            expect(deviation(found.data, mirrored(map, axis).data)).toBeLessThan(1e-12);
          }
          const swapped = respond(permuted(image, [1, 0, 2]), settings);
          expect(deviation(swapped.data, permuted(map, [1, 0, 2]).data)).toBeLessThan(1e-12);
        }
      }),
      { numRuns: 30 },
    );
  });
});
