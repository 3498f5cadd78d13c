import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { enclosingSemiAxes } from "../../src/morphology/enclosing-ellipsoid.ts";
import { hullOfPoints } from "../../src/morphology/polyhedron.ts";
import type { Vec3 } from "../../src/volume/volume.ts";
import { arbitraryPoints, arbitraryRotation, boxCorners, rotate } from "./arbitrary-points.ts";

const flat = (points: readonly (readonly number[])[]) => Float64Array.from(points.flat());
const product = ([a, b, c]: Vec3) => a * b * c;
const half = Math.sqrt(3) / 2;

const lengths = fc.tuple(
  fc.integer({ min: 1, max: 50 }),
  fc.integer({ min: 1, max: 50 }),
  fc.integer({ min: 1, max: 50 }),
);

describe("enclosingSemiAxes", () => {
  it("has semi-axes of √3/2 times the lengths around a box, however it is turned", () => {
    fc.assert(
      fc.property(lengths, arbitraryRotation, (size, rotation) => {
        const axes = enclosingSemiAxes(flat(boxCorners(size).map((p) => rotate(rotation, p))));
        const expected = [...size].sort((a, b) => b - a).map((length) => half * length);
        axes.forEach((axis, k) => {
          expect(axis / expected[k]).toBeCloseTo(1, 5);
        });
      }),
      { numRuns: 200 },
    );
  });

  it("is the ellipsoid on which points lie", () => {
    const points = Array.from({ length: 400 }, (_, k) => {
      const z = 1 - (2 * k + 1) / 400;
      const angle = k * Math.PI * (3 - Math.sqrt(5));
      const r = Math.sqrt(1 - z * z);
      return rotate(
        [0.36, 0.48, -0.8, -0.8, 0.6, 0, 0.48, 0.64, 0.6],
        [7 * r * Math.cos(angle) + 100, 4 * r * Math.sin(angle), 2 * z],
      );
    });
    const [a, b, c] = enclosingSemiAxes(flat(points));
    expect(a).toBeCloseTo(7, 1);
    expect(b).toBeCloseTo(4, 1);
    expect(c).toBeCloseTo(2, 1);
    // the points do not reach quite all of the ellipsoid
    expect(a * b * c).toBeLessThanOrEqual(7 * 4 * 2 * (1 + 2e-6));
    expect(a * b * c).toBeGreaterThan(7 * 4 * 2 * 0.97);
  });

  it("is the sphere around a regular tetrahedron", () => {
    const axes = enclosingSemiAxes(Float64Array.of(1, 1, 1, 1, -1, -1, -1, 1, -1, -1, -1, 1));
    for (const axis of axes) expect(axis).toBeCloseTo(Math.sqrt(3), 5);
  });

  it("is as exact around long and thin diagonal lines of voxels", () => {
    for (const length of [20, 200, 1000]) {
      const ends = [0, length - 1].flatMap((k) =>
        [-0.5, 0.5].flatMap((d) => [
          [k + d, k, k],
          [k, k + d, k],
          [k, k, k + d],
        ]),
      );
      const [longest] = enclosingSemiAxes(flat(ends));
      expect(longest / (1.5 * length - 1)).toBeCloseTo(1, 9);
    }
  });

  it("follows the points when they are stretched, and is larger than their hull", () => {
    fc.assert(
      fc.property(arbitraryPoints(4, 60), arbitraryRotation, (points, rotation) => {
        const hull = hullOfPoints(points, [1, 1, 1]);
        fc.pre(hull.faces.length > 0);
        const plain = product(enclosingSemiAxes(hull.vertices));
        const turned: number[][] = [];
        for (let k = 0; k < hull.vertices.length; k += 3) {
          const [x, y, z] = rotate(rotation, [...hull.vertices.subarray(k, k + 3)]);
          turned.push([2 * x, 0.3 * y, 5 * z - 40]);
        }
        const volume = (4 / 3) * Math.PI * plain;
        expect(volume).toBeGreaterThan(hull.volume);
        // John: the ellipsoid shrunk to a third is inside the hull
        expect(volume).toBeLessThan(27 * hull.volume);
        expect(product(enclosingSemiAxes(flat(turned))) / (3 * plain)).toBeCloseTo(1, 5);
      }),
      { numRuns: 200 },
    );
  });
});
