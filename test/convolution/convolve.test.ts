import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extendAxis } from "../../src/convolution/boundary.ts";
import { planDirectFilter } from "../../src/convolution/convolve-direct.ts";
import { planFourierFilter } from "../../src/convolution/convolve-fourier.ts";
import { filterAxis } from "../../src/convolution/filter-axis.ts";
import { kernelOf, reversed, sumOf } from "../../src/convolution/kernel.ts";
import {
  anyBoundary,
  arbitraryImage,
  convolveByDefinition,
  deviation,
  volume,
} from "../filters/volumes.ts";

const taps = fc
  .array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 25 })
  .filter((values) => values.length % 2 === 1 && values.some((value) => value !== 0));

describe("convolution along an axis", () => {
  it("by the definition, for every boundary", () => {
    fc.assert(
      fc.property(
        arbitraryImage(),
        taps,
        anyBoundary,
        fc.constantFrom(0 as const, 1 as const, 2 as const),
        fc.integer({ min: 1, max: 3 }),
        (image, weights, boundary, axis, spread) => {
          const out = new Float64Array(image.data.length);
          const kernel = kernelOf(weights, spread);
          filterAxis(image.data, out, image.size, axis, [kernel], boundary);
          const half = (weights.length - 1) / 2;
          const reach = [0, 0, 0] as [number, number, number];
          reach[axis] = half * spread;
          const weight = (...k: number[]): number =>
            k[axis] % spread === 0 ? weights[half + k[axis] / spread] : 0;
          const expected = convolveByDefinition(image, reach, weight, boundary);
          expect(deviation(out, expected)).toBeLessThan(1e-12);
        },
      ),
    );
  });

  it("gives the same directly and by Fourier transform, for every boundary", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 7 }),
        taps,
        anyBoundary,
        fc.infiniteStream(fc.integer({ min: -100, max: 100 })),
        (count, lines, weights, boundary, values) => {
          const kernel = kernelOf(weights);
          const { reach } = kernel;
          const line = Float64Array.from({ length: count * lines }, () => values.next().value);
          const map = extendAxis(count, reach, reach, boundary);
          const direct = planDirectFilter(kernel, lines);
          const extended = new Float64Array(map.length * lines + direct.slack);
          map.forEach((from, k) => {
            for (let i = 0; i < lines; i++) {
              extended[k * lines + i] = from < 0 ? 0 : line[from * lines + i];
            }
          });
          const a = new Float64Array(count * lines + direct.slack);
          const b = new Float64Array(count * lines);
          direct.run(extended, count * lines, a);
          planFourierFilter(kernel, count, lines).run(extended, count * lines, b);
          expect(deviation(b, a.subarray(0, b.length))).toBeLessThan(1e-12);
        },
      ),
    );
  });

  it("by Fourier transform where the kernel is long", () => {
    const image = volume([37, 21, 5], (x, y, z) => Math.sin(x * x + 3 * y + 7 * z * y));
    const weights = Array.from({ length: 101 }, (_, k) => Math.cos(k * k));
    for (const axis of [0, 1, 2] as const) {
      const out = new Float64Array(image.data.length);
      filterAxis(image.data, out, image.size, axis, [kernelOf(weights)], "mirror");
      const reach = [0, 0, 0] as [number, number, number];
      reach[axis] = 50;
      const weight = (...k: number[]): number => weights[50 + k[axis]];
      const expected = convolveByDefinition(image, reach, weight, "mirror");
      expect(deviation(out, expected)).toBeLessThan(1e-12);
    }
  });

  it("extends every kernel of a cascade by its own input", () => {
    const image = volume([4, 1, 1], (x) => [1, 2, 4, 8][x]);
    const out = new Float64Array(4);
    const shift = kernelOf([0, 0, 1]); // each value from the voxel before
    filterAxis(image.data, out, image.size, 0, [shift, shift], "mirror");
    // 1 1 2 4, then the border 1 again; an extension by two would read 2 1 | 1 2 4 8
    expect([...out]).toEqual([1, 1, 1, 2]);
  });

  it("spreads what is not finite no further than the kernel reaches", () => {
    const image = volume([9, 1, 1], (x) => (x === 4 ? Number.NaN : 1));
    const out = new Float64Array(9);
    filterAxis(image.data, out, image.size, 0, [kernelOf([1, 1, 1])], "zero");
    expect([...out].map(Number.isNaN)).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0].map((is) => is === 1));
  });

  it("combines with what is there", () => {
    const image = volume([3, 2, 2], (x, y, z) => x - 2 * y + z);
    const same = kernelOf([1]);
    const combined = (combine: Parameters<typeof filterAxis>[6], start: number): number[] => {
      const out = new Float64Array(image.data.length).fill(start);
      filterAxis(image.data, out, image.size, 2, [same], "zero", combine);
      return [...out];
    };
    const values = [...image.data];
    expect(combined("set", 7)).toEqual(values);
    expect(combined("add", 7)).toEqual(values.map((x) => 7 + x));
    expect(combined("max", 0)).toEqual(values.map((x) => Math.max(0, x)));
    expect(combined("min", 0)).toEqual(values.map((x) => Math.min(0, x)));
    expect(combined("maxEither", 1)).toEqual(values.map((x) => Math.max(1, Math.abs(x))));
    expect(combined("minEither", -1)).toEqual(values.map((x) => Math.min(-1, -Math.abs(x))));
  });
});

describe("kernels", () => {
  it("are turned around and added", () => {
    expect(reversed(kernelOf([1, 2, 0]))).toEqual(kernelOf([0, 2, 1]));
    expect(sumOf([kernelOf([1, 2, 0]), kernelOf([0, 2, 1])])).toEqual(kernelOf([1, 4, 1]));
  });
});
