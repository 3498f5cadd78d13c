import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FilterInput } from "../../src/filters/filters.ts";
import {
  anyDimensions,
  arbitraryImage,
  combination,
  deviation,
  type Image,
  respond,
  volume,
} from "./volumes.ts";

/** Real part of the inverse transform of spectrum times B(r), by the definition. */
function bandByDefinition(image: Image, dimensions: 2 | 3, band: (r: number) => number): Image {
  const { size } = image;
  const frequencies = size.map((n) =>
    Array.from({ length: n }, (_, k) => {
      const half = (n - 1) / 2;
      return half === 0 ? 0 : (((k + Math.floor(n / 2)) % n) - half) / half;
    }),
  );
  const range = (axis: number): number[] => Array.from({ length: size[axis] }, (_, k) => k);
  const depth = dimensions === 3 ? range(2) : [0];
  const phase = (k: readonly number[], at: readonly number[]): number =>
    2 * Math.PI * k.reduce((sum, m, axis) => sum + (m * at[axis]) / size[axis], 0);
  return volume(size, (...at) => {
    let sum = 0;
    for (const x of range(0))
      for (const y of range(1))
        for (const z of depth) {
          const r = Math.hypot(
            frequencies[0][x],
            frequencies[1][y],
            dimensions === 3 ? frequencies[2][z] : 0,
          );
          const weight = band(r);
          if (weight === 0) continue;
          for (let v = 0; v < image.data.length; v++) {
            const from = [
              v % size[0],
              Math.floor(v / size[0]) % size[1],
              Math.floor(v / (size[0] * size[1])),
            ];
            if (dimensions === 2 && from[2] !== at[2]) continue;
            const shift = at.map((p, axis) => p - from[axis]);
            sum += weight * image.data[v] * Math.cos(phase([x, y, z], shift));
          }
        }
    return sum / (size[0] * size[1] * (dimensions === 3 ? size[2] : 1));
  });
}

describe("simoncelliFilter and shannonFilter", () => {
  it("are a product of spectra, by the definition", () => {
    fc.assert(
      fc.property(
        arbitraryImage(5),
        anyDimensions,
        fc.integer({ min: 1, max: 3 }),
        (image, dimensions, level) => {
          const top = 2 ** (1 - level);
          const simoncelli = (r: number): number =>
            r < top / 4 || r > top ? 0 : Math.cos((Math.PI / 2) * Math.log2((2 * r) / top));
          const shannon = (r: number): number => (r < top / 2 || r > top ? 0 : 1);
          for (const [type, band] of [
            ["simoncelli", simoncelli],
            ["shannon", shannon],
          ] as const) {
            const expected = bandByDefinition(image, dimensions, band);
            const found = respond(image, { type, level, dimensions });
            expect(deviation(found.data, expected.data)).toBeLessThan(1e-12);
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it("take the image as periodic whatever the boundary", () => {
    const image = volume([6, 5, 4], (x, y, z) => x * x - y * z);
    const maps = (["zero", "periodic"] as const).map((boundary) =>
      respond(image, { type: "simoncelli", boundary }),
    );
    expect(maps[0].data).toEqual(maps[1].data);
  });

  it("refuse levels that mean nothing", () => {
    const image = volume([2, 2, 2], () => 0);
    expect(() => respond(image, { type: "shannon", level: 1.5 })).toThrow(
      "shannon.level: found 1.5",
    );
  });
});

describe("rieszFilter", () => {
  it("refuses an extension that would not fit into memory, before it is made", () => {
    const image = volume([3, 4, 2], () => 1);
    const of = { type: "laplacianOfGaussian", sigma: 100 } as const;
    expect(() => respond(image, { type: "riesz", of, order: [1, 0, 0] })).toThrow(
      expect.objectContaining({ code: "too-large" }),
    );
  });

  const withoutMean = (image: Image): Image => {
    const mean = image.data.reduce((a, b) => a + b, 0) / image.data.length;
    return { ...image, data: image.data.map((x) => x - mean) };
  };

  it("of the second order adds up to the negative of what it transforms", () => {
    fc.assert(
      fc.property(arbitraryImage(7, [1, 2, 0.6]).map(withoutMean), (image) => {
        const of = { type: "laplacianOfGaussian", sigma: 1, undersampled: true } as const;
        const parts = (
          [
            [2, 0, 0],
            [0, 2, 0],
            [0, 0, 2],
          ] as const
        ).map((order) => respond(image, { type: "riesz", of, order, boundary: "periodic" }));
        const sum = parts[0].data.map((x, v) => x + parts[1].data[v] + parts[2].data[v]);
        const direct = respond(image, { ...of, boundary: "periodic" });
        expect(
          deviation(
            sum,
            direct.data.map((x) => -x),
          ),
        ).toBeLessThan(1e-12);
      }),
    );
  });

  it("turns a cosine into a sine", () => {
    const n = 16;
    const wave = (f: (angle: number) => number): Image =>
      volume([n, n, 1], (x) => f((2 * Math.PI * 3 * x) / n));
    const of = { type: "laplacianOfGaussian", sigma: 1 } as const;
    const settings = { boundary: "periodic", dimensions: 2 } as const;
    const found = respond(wave(Math.cos), { type: "riesz", of, order: [1, 0, 0], ...settings });
    const expected = respond(wave(Math.sin), { ...of, ...settings });
    expect(deviation(found.data, expected.data)).toBeLessThan(1e-13);
    const across = respond(wave(Math.cos), { type: "riesz", of, order: [0, 1, 0], ...settings });
    expect(deviation(across.data, new Float64Array(n * n))).toBeLessThan(1e-13);
  });

  it("is the same for a small image whatever is transformed at once", () => {
    fc.assert(
      fc.property(arbitraryImage(5), anyDimensions, (image, dimensions) => {
        const riesz = { type: "riesz", of: { type: "simoncelli" }, order: [1, 1, 0] } as const;
        const whole = respond(image, { ...riesz, dimensions, boundary: "nearest" });
        expect(whole.data.every(Number.isFinite)).toBe(true);
        if (dimensions === 3) return;
        const [nx, ny] = image.size;
        const slice = { ...image, size: [nx, ny, 1] as const, data: image.data.slice(0, nx * ny) };
        const alone = respond(slice, { ...riesz, dimensions, boundary: "nearest" });
        expect(deviation(whole.data.slice(0, nx * ny), alone.data)).toBeLessThan(1e-12);
      }),
    );
  });

  it("refuses orders that mean nothing", () => {
    const image = volume([2, 2, 2], () => 0);
    const of = { type: "shannon" } as const;
    for (const order of [
      [0, 0, 0],
      [1, -1, 0],
      [0.5, 0, 0],
    ] as const) {
      expect(() => respond(image, { type: "riesz", of, order })).toThrow("riesz.order");
    }
    expect(() => respond(image, { type: "riesz", of, order: [0, 0, 1], dimensions: 2 })).toThrow(
      "expected 0 along z",
    );
  });
});

describe("linear filters", () => {
  const filters: FilterInput[] = [
    { type: "mean", support: 5 },
    { type: "gaussian", sigma: 1.2 },
    { type: "laplacianOfGaussian", sigma: 1.2 },
    { type: "laws", kernels: "E5L5S5" },
    { type: "wavelet", wavelet: "db3", subBand: "LLH", rotationInvariant: true },
    { type: "wavelet", wavelet: "coif1", subBand: "HLH", level: 2 },
    { type: "simoncelli", level: 2 },
    { type: "shannon" },
    { type: "riesz", of: { type: "laplacianOfGaussian", sigma: 1 }, order: [1, 0, 0] },
    { type: "riesz", of: { type: "simoncelli" }, order: [0, 2, 0], boundary: "nearest" },
  ];
  it.each(filters.map((filter) => [filter.type, filter] as const))(
    "are linear: %s",
    (_, filter) => {
      fc.assert(
        fc.property(arbitraryImage(6), fc.integer({ min: 1, max: 9 }), (image, seed) => {
          const other = { ...image, data: image.data.map((_, v) => ((v * seed * 37) % 101) - 50) };
          const found = respond(combination(2, image, -3, other), filter);
          const expected = combination(2, respond(image, filter), -3, respond(other, filter));
          expect(deviation(found.data, expected.data)).toBeLessThan(1e-12);
        }),
        { numRuns: 20 },
      );
    },
  );
});
