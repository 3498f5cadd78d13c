import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { measureDiameter } from "../../src/morphology/diameter.ts";
import { hullOfMesh, hullOfPoints } from "../../src/morphology/polyhedron.ts";
import type { Vec3 } from "../../src/volume/volume.ts";
import { arbitraryMask, maskWhere, padWhole } from "./arbitrary-mask.ts";
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
      }),
      { numRuns: 300 },
    );
  });
});
