import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mirrored, permuted } from "../regions.ts";
import {
  anyBoundary,
  arbitraryImage,
  deviation,
  type Image,
  respond,
  volume,
  voxel,
} from "./volumes.ts";

type Kernel = { sigma: number; lambda: number; gamma: number };

/** The modulus by the definition, in the plane of two axes. */
function modulus(
  image: Image,
  [a, b]: readonly [number, number],
  { sigma, lambda, gamma }: Kernel,
  theta: number,
  boundary: Parameters<typeof voxel>[2],
): Float64Array {
  const { size, spacing } = image;
  const half = Math.floor(Math.max(size[a], size[b]) / 2);
  const reach = [a, b].map((axis) =>
    Math.min(half, Math.ceil((7 * sigma) / Math.min(1, gamma) / spacing[axis])),
  );
  return volume(size, (...at) => {
    let [re, im] = [0, 0];
    for (let k2 = -reach[1]; k2 <= reach[1]; k2++) {
      for (let k1 = -reach[0]; k1 <= reach[0]; k1++) {
        const [p, q] = [k1 * spacing[a], k2 * spacing[b]];
        const u = p * Math.cos(theta) + q * Math.sin(theta);
        const v = p * Math.sin(theta) - q * Math.cos(theta);
        const place = [...at];
        place[a] -= k1;
        place[b] -= k2;
        const value =
          voxel(image, place, boundary) *
          Math.exp(-(u * u + (gamma * v) ** 2) / (2 * sigma * sigma));
        re += value * Math.cos((2 * Math.PI * u) / lambda);
        im += value * Math.sin((2 * Math.PI * u) / lambda);
      }
    }
    return Math.hypot(re, im);
  }).data;
}

const arbitraryKernel: fc.Arbitrary<Kernel> = fc.record({
  sigma: fc.constantFrom(0.3, 0.8, 4),
  lambda: fc.constantFrom(1.3, 2, 5),
  gamma: fc.constantFrom(0.5, 1, 1.5),
});

describe("gaborFilter", () => {
  it("is the modulus of the convolution, in voxels of any shape", () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom([1, 1, 1] as const, [0.8, 0.8, 2] as const, [1, 1.5, 0.7] as const)
          .chain((spacing) => arbitraryImage(7, spacing)),
        arbitraryKernel,
        fc.double({ min: -4, max: 7, noNaN: true }),
        anyBoundary,
        (image, kernel, theta, boundary) => {
          const found = respond(image, { type: "gabor", ...kernel, theta, boundary });
          const expected = modulus(image, [0, 1], kernel, theta, boundary);
          expect(deviation(found.data, expected)).toBeLessThan(1e-10);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("pools orientations of a whole turn, over three planes where asked to", () => {
    fc.assert(
      fc.property(
        arbitraryImage(5),
        arbitraryKernel,
        // steps that do and do not divide half a turn
        fc.constantFrom(Math.PI / 2, Math.PI / 4, (2 * Math.PI) / 3, 1.1),
        fc.constantFrom("average" as const, "max" as const, "min" as const),
        fc.constantFrom("xy" as const, "orthogonal" as const),
        (image, kernel, thetaStep, pooling, planes) => {
          const found = respond(image, { type: "gabor", ...kernel, thetaStep, pooling, planes });
          const angles: number[] = [];
          for (let theta = 0; theta < 2 * Math.PI - 1e-9; theta += thetaStep) angles.push(theta);
          const axes =
            planes === "xy"
              ? [[0, 1]]
              : [
                  [0, 1],
                  [0, 2],
                  [1, 2],
                ];
          const moduli = axes.flatMap((pair) =>
            angles.map((theta) =>
              modulus(image, pair as [number, number], kernel, theta, "mirror"),
            ),
          );
          const pool = {
            average: (values: number[]) => values.reduce((x, y) => x + y, 0) / values.length,
            max: (values: number[]) => Math.max(...values),
            min: (values: number[]) => Math.min(...values),
          }[pooling];
          const expected = image.data.map((_, v) => pool(moduli.map((map) => map[v])));
          expect(deviation(found.data, expected)).toBeLessThan(1e-10);
        },
      ),
      { numRuns: 25 },
    );
  });

  it("over quarter turns and all planes leaves the map of a turned image turned", () => {
    fc.assert(
      fc.property(arbitraryImage(6), anyBoundary, (image, boundary) => {
        const filter = {
          type: "gabor",
          sigma: 1,
          lambda: 2.5,
          gamma: 1.5,
          thetaStep: Math.PI / 4,
          planes: "orthogonal",
          boundary,
        } as const;
        const map = respond(image, filter);
        for (const order of [
          [1, 0, 2],
          [0, 2, 1],
        ]) {
          const turn = (one: Image): Image =>
            mirrored(permuted(one, order), order[0] === 0 ? 1 : 0);
          expect(deviation(respond(turn(image), filter).data, turn(map).data)).toBeLessThan(1e-9);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("refuses what is no length or step", () => {
    const image = volume([2, 2, 2], () => 0);
    const gabor = { type: "gabor", sigma: 1, lambda: 1, gamma: 1 } as const;
    expect(() => respond(image, { ...gabor, lambda: 0 })).toThrow("gabor.lambda: found 0");
    expect(() => respond(image, { ...gabor, gamma: -1 })).toThrow("gabor.gamma: found -1");
    expect(() => respond(image, { ...gabor, thetaStep: 0 })).toThrow("gabor.thetaStep: found 0");
    expect(() => respond(image, { ...gabor, theta: Number.NaN })).toThrow("gabor.theta");
  });
});
