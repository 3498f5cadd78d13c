import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diameterOfMesh, measureDiameter } from "../../src/morphology/diameter.ts";
import { hullOfMesh, hullOfPoints } from "../../src/morphology/polyhedron.ts";
import type { Mask } from "../../src/volume/mask.ts";
import { arbitraryMask, arbitrarySpacing, maskWhere, padWhole } from "./arbitrary-mask.ts";
import { arbitraryPoints } from "./arbitrary-points.ts";
import { digitalPhantom } from "./digital-phantom.ts";
import { buildMesh } from "./explicit-mesh.ts";

/** The largest distance between any two vertices of the mesh that is built in full. */
function diameterOfAll(mask: Mask): number {
  const vertices = buildMesh(padWhole(mask)).flat(2);
  return measureDiameter(Float64Array.from(vertices, (x, k) => (mask.spacing[k % 3] / 2) * x));
}

/** Whether the points of the hull were needed. */
function needsHull(mask: Mask): boolean {
  let asked = false;
  const points = () => {
    asked = true;
    return [0, 0, 0];
  };
  diameterOfMesh(padWhole(mask), mask.spacing, points);
  return asked;
}

function ball(side: number, [a, b, c] = [1, 1, 1]): Mask {
  const middle = (side - 1) / 2;
  return maskWhere([side, side, side], (x, y, z) => {
    const [u, v, w] = [(x - middle) / a, (y - middle) / b, (z - middle) / c];
    return u * u + v * v + w * w <= (side / 2) ** 2;
  });
}

/** The corner of a cube: no point has all of it within half of its diameter. */
const corner = maskWhere([20, 20, 20], (x, y, z) => x + y + z < 20);

describe("diameterOfMesh", () => {
  it("is that of the octahedron around a single voxel: the longest side", () => {
    const mask = maskWhere([1, 1, 1], () => true);
    expect(diameterOfMesh(padWhole(mask), [2, 3, 4])).toBe(4);
  });

  it("reaches half a voxel past the two ends of a row", () => {
    const mask = maskWhere([7, 1, 1], () => true);
    expect(diameterOfMesh(padWhole(mask), [2, 1, 1])).toBe(14);
  });

  it("agrees with SciPy (Qhull) on the digital phantom", () => {
    const { morphologicalMask: mask } = digitalPhantom;
    expect(diameterOfMesh(padWhole(mask), mask.spacing)).toBeCloseTo(13.114877048604, 12);
  });

  it("is the largest distance between any two vertices, to the last bit", () => {
    fc.assert(
      fc.property(arbitraryMask(), (mask) => {
        expect(diameterOfMesh(padWhole(mask), mask.spacing)).toBe(diameterOfAll(mask));
      }),
      { numRuns: 300 },
    );
  });

  it("is the same from vertices that are far out and from the corners of the hull", () => {
    const balls = [ball(13), ball(14), ball(15, [1, 0.9, 0.7]), ball(16, [0.4, 1, 0.5])];
    for (const mask of [...balls, corner]) {
      const padded = padWhole(mask);
      const { vertices } = hullOfMesh(padded, mask.spacing);
      expect(diameterOfMesh(padded, mask.spacing)).toBe(measureDiameter(vertices));
    }
  });

  it("needs the hull only where too many vertices are far out", () => {
    expect([ball(30), corner].map(needsHull)).toEqual([false, true]);
  });
});

describe("measureDiameter", () => {
  it("is the largest distance between any two points", () => {
    fc.assert(
      fc.property(arbitraryPoints(4, 40), arbitrarySpacing, (points, scale) => {
        const hull = hullOfPoints(points, scale);
        fc.pre(hull.faces.length > 0);
        let largest = 0;
        for (let a = 0; a < points.length; a += 3) {
          for (let b = 0; b < a; b += 3) {
            const d = [0, 1, 2].map((k) => scale[k] * (points[a + k] - points[b + k]));
            largest = Math.max(largest, Math.hypot(...d));
          }
        }
        expect(measureDiameter(hull.vertices)).toBeCloseTo(largest, 10);
      }),
    );
  });
});
