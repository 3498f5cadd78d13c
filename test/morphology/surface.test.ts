import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { measureSurface } from "../../src/morphology/surface.ts";
import type { Mask } from "../../src/volume/mask.ts";
import type { Vec3 } from "../../src/volume/volume.ts";
import { arbitraryMask, maskWhere, padWhole } from "./arbitrary-mask.ts";
import { digitalPhantom } from "./digital-phantom.ts";
import { buildMesh, measureMesh } from "./explicit-mesh.ts";

const measure = (mask: Mask) => measureSurface(padWhole(mask), mask.spacing);

describe("measureSurface", () => {
  it("agrees with scikit-image 0.26 (Lorensen and Lewiner) on the digital phantom", () => {
    const { volume, area } = measure(digitalPhantom.morphologicalMask);
    expect(volume).toBeCloseTo(556.3333333333334, 9);
    expect(area).toBeCloseTo(388.0706298811092, 9);
  });

  it("is an octahedron around a single voxel", () => {
    const { volume, area } = measure(maskWhere([1, 1, 1], () => true, [2, 3, 4]));
    expect(volume).toBeCloseTo((2 * 3 * 4) / 6, 12);
    expect(area).toBeCloseTo(4 * Math.hypot(3 * 4, 4 * 2, 2 * 3) * 0.25, 12);
  });

  it("is a cube with bevelled edges and corners around a cube of voxels", () => {
    const n = 7;
    const { volume, area } = measure(maskWhere([n, n, n], () => true));
    // faces reach half a voxel past the centres, edges are cut at 45°, corners are triangles
    const m = n - 1;
    expect(volume).toBeCloseTo(m ** 3 + 6 * m ** 2 * 0.5 + 12 * m * 0.125 + 8 / 48, 9);
    expect(area).toBeCloseTo(6 * m ** 2 + 12 * m * Math.SQRT1_2 + 8 * (Math.sqrt(3) / 8), 9);
  });

  it("tends to a ball", () => {
    for (const [r, tolerance] of [
      [8, 0.03],
      [24, 0.005],
    ]) {
      const size = 2 * r + 1;
      const ball = maskWhere([size, size, size], (x, y, z) => Math.hypot(x - r, y - r, z - r) <= r);
      const exact = (4 / 3) * Math.PI * r ** 3;
      expect(Math.abs(measure(ball).volume / exact - 1)).toBeLessThan(tolerance);
    }
  });

  it("equals the sums over all triangles of the mesh", () => {
    fc.assert(
      fc.property(arbitraryMask(9), (mask) => {
        const explicit = measureMesh(buildMesh(padWhole(mask), mask.spacing), mask.spacing);
        const { volume, area } = measure(mask);
        expect(volume).toBeGreaterThan(0);
        expect(volume / explicit.volume).toBeCloseTo(1, 9);
        expect(area / explicit.area).toBeCloseTo(1, 9);
      }),
      { numRuns: 300 },
    );
  });

  it("does not change when the mask is mirrored", () => {
    fc.assert(
      fc.property(arbitraryMask(), fc.integer({ min: 0, max: 7 }), (mask, axes) => {
        const [nx, ny, nz] = mask.size;
        const at = (x: number, y: number, z: number) => mask.data[x + nx * (y + ny * z)] === 1;
        const flip = (n: number, k: number, bit: number) => (axes & bit ? n - 1 - k : k);
        const mirrored = maskWhere(
          mask.size,
          (x, y, z) => at(flip(nx, x, 1), flip(ny, y, 2), flip(nz, z, 4)),
          mask.spacing,
        );
        const [a, b] = [measure(mask), measure(mirrored)];
        expect(b.volume / a.volume).toBeCloseTo(1, 9);
        expect(b.area / a.area).toBeCloseTo(1, 9);
      }),
      { numRuns: 300 },
    );
  });

  it("does not change when the axes are permuted", () => {
    fc.assert(
      fc.property(arbitraryMask(), fc.boolean(), (mask, cubic) => {
        const [nx, ny, nz] = mask.size;
        const spacing: Vec3 = cubic ? [1.5, 1.5, 1.5] : mask.spacing;
        const permuted = maskWhere(
          [nz, nx, ny],
          (z, x, y) => mask.data[x + nx * (y + ny * z)] === 1,
          [spacing[2], spacing[0], spacing[1]],
        );
        const [a, b] = [measure({ ...mask, spacing }), measure(permuted)];
        expect(b.volume / a.volume).toBeCloseTo(1, 9);
        expect(b.area / a.area).toBeCloseTo(1, 9);
      }),
      { numRuns: 300 },
    );
  });
});
