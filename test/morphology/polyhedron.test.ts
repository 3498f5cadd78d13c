import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hullPoints } from "../../src/morphology/hull-points.ts";
import {
  diameterOfMesh,
  hullOfMesh,
  hullOfPoints,
  measureDiameter,
} from "../../src/morphology/polyhedron.ts";
import type { Vec3 } from "../../src/volume/volume.ts";
import { arbitraryMask, arbitrarySpacing, maskWhere, padWhole } from "./arbitrary-mask.ts";
import { arbitraryPoints } from "./arbitrary-points.ts";
import { digitalPhantom } from "./digital-phantom.ts";
import { buildMesh } from "./explicit-mesh.ts";

describe("hullOfPoints", () => {
  it("has the volume and area of a cuboid", () => {
    const points = [
      0, 0, 0, 2, 0, 0, 0, 3, 0, 2, 3, 0, 0, 0, 4, 2, 0, 4, 0, 3, 4, 2, 3, 4, 1, 1, 1,
    ];
    const { volume, area } = hullOfPoints(points, [0.5, 1, 2]);
    expect(volume).toBeCloseTo(1 * 3 * 8, 12);
    expect(area).toBeCloseTo(2 * (3 + 8 + 24), 12);
  });

  it("has no volume if the points lie in a plane", () => {
    const { volume, area, faces } = hullOfPoints([0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0], [1, 1, 1]);
    expect([volume, area, faces.length]).toEqual([0, 0, 0]);
  });
});

describe("hullOfMesh", () => {
  it("agrees with SciPy (Qhull) on the digital phantom", () => {
    const { morphologicalMask: mask } = digitalPhantom;
    const hull = hullOfMesh(padWhole(mask), mask.spacing);
    expect(hull.volume).toBeCloseTo(579, 9);
    expect(hull.area).toBeCloseTo(375.7211115675249, 9);
    expect(measureDiameter(hull.vertices)).toBeCloseTo(13.114877048604, 12);
  });

  it("is the octahedron around a single voxel", () => {
    const hull = hullOfMesh(padWhole(maskWhere([1, 1, 1], () => true)), [2, 3, 4]);
    expect(hull.volume).toBeCloseTo(4, 12);
    expect(measureDiameter(hull.vertices)).toBe(4);
  });

  it("is the hull of all vertices of the mesh", () => {
    fc.assert(
      fc.property(arbitraryMask(), (mask) => {
        const padded = padWhole(mask);
        const half: Vec3 = [mask.spacing[0] / 2, mask.spacing[1] / 2, mask.spacing[2] / 2];
        const all = hullOfPoints(buildMesh(padded).flat(2), half);
        const hull = hullOfMesh(padded, mask.spacing);
        expect(hull.volume / all.volume).toBeCloseTo(1, 12);
        expect(hull.area / all.area).toBeCloseTo(1, 12);
        expect(measureDiameter(hull.vertices)).toBeCloseTo(measureDiameter(all.vertices), 12);
        // of the points, as of the corners alone, to the last bit
        expect(diameterOfMesh(hullPoints(padded), mask.spacing)).toBe(
          measureDiameter(hull.vertices),
        );
      }),
      { numRuns: 300 },
    );
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
