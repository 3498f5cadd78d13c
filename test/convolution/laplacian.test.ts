import fc from "fast-check";
import { expect, it } from "vitest";
import { boundaries } from "../../src/convolution/boundary.ts";
import { filterAxis } from "../../src/convolution/filter-axis.ts";
import { kernelOf } from "../../src/convolution/kernel.ts";
import { filterLaplacian } from "../../src/convolution/laplacian.ts";
import type { Axis } from "../../src/volume/vec3.ts";
import { anyBoundary, arbitraryImage, deviation } from "../filters/volumes.ts";

/** The middle tap and those on one side: of kernels with 3 to 61 taps, some of them Fourier transformed. */
const half = fc
  .integer({ min: 1, max: 30 })
  .chain((reach) =>
    fc.array(fc.integer({ min: -9, max: 9 }), { minLength: reach + 1, maxLength: reach + 1 }),
  );

const mirrored = ([middle, ...side]: readonly number[]) =>
  Float64Array.of(...side.toReversed(), middle, ...side);

it("is the sum of the terms that are curved along one axis and smooth along the others", () => {
  fc.assert(
    fc.property(
      arbitraryImage(),
      fc.array(half, { minLength: 2, maxLength: 3 }),
      anyBoundary,
      fc.infiniteStream(fc.integer({ min: -9, max: 9 })),
      ({ data, size }, halves, boundary, weights) => {
        const kernels = halves.map((values) => ({
          smooth: mirrored(values),
          curved: mirrored(values.map(() => weights.next().value)),
        }));
        const expected = new Float64Array(data.length);
        kernels.forEach((_, curvedAxis) => {
          const term = data.slice();
          kernels.forEach(({ smooth, curved }, axis) => {
            const kernel = kernelOf(axis === curvedAxis ? curved : smooth);
            if (kernel.weights.length === 0) term.fill(0);
            else filterAxis(term, term, size, axis as Axis, [kernel], boundary);
          });
          for (let v = 0; v < term.length; v++) expected[v] += term[v];
        });
        const found = filterLaplacian(data, size, kernels, boundary, {});
        expect(deviation(found, expected)).toBeLessThan(1e-12);
      },
    ),
  );
});

it.each(boundaries)(
  "is the same in several bands of columns and windows of planes: %s",
  (boundary) => {
    const size = [261, 5, 71] as const;
    const data = Float64Array.from({ length: 261 * 5 * 71 }, (_, v) => Math.sin(v * v));
    const kernels = [5, 9, 12].map((reach) => ({
      smooth: mirrored(Array.from({ length: reach + 1 }, (_, k) => Math.exp((-k * k) / reach))),
      curved: mirrored(Array.from({ length: reach + 1 }, (_, k) => Math.cos(k))),
    }));
    const expected = new Float64Array(data.length);
    kernels.forEach((_, curvedAxis) => {
      const term = data.slice();
      kernels.forEach(({ smooth, curved }, axis) => {
        const kernel = kernelOf(axis === curvedAxis ? curved : smooth);
        filterAxis(term, term, size, axis as Axis, [kernel], boundary);
      });
      for (let v = 0; v < term.length; v++) expected[v] += term[v];
    });
    expect(deviation(filterLaplacian(data, size, kernels, boundary, {}), expected)).toBeLessThan(
      1e-12,
    );
  },
);

it("gives a mirrored response for a mirrored image, to the last bit", () => {
  const size = [23, 1, 1] as const;
  const data = Float64Array.from({ length: 23 }, (_, x) => Math.sin(x * x));
  const kernels = [
    {
      smooth: mirrored([0.4, 0.3, 0.2, 0.1, 0.05, 0.01]),
      curved: mirrored([-3, 1, 2, 0.1, 0, 0.7]),
    },
    { smooth: mirrored([1, 0]), curved: mirrored([0, 0]) },
  ];
  const there = filterLaplacian(data, size, kernels, "mirror", {});
  const back = filterLaplacian(data.toReversed(), size, kernels, "mirror", {});
  expect([...back.toReversed()]).toEqual([...there]);
});
