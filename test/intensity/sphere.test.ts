import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sphereVoxels, voxelSphere } from "../../src/intensity/sphere.ts";
import type { Vec3 } from "../../src/volume/volume.ts";

const wide: Vec3 = [99, 99, 99];
const cubicCentimetre = 6.2035;

describe("voxelSphere", () => {
  it("lists the runs of a small sphere", () => {
    expect(voxelSphere(2, wide, [1, 1, 1])).toEqual([[2, 1, 0], [1, 1], [0]]);
    expect(voxelSphere(2, wide, [1, 2, 3])).toEqual([[2, 0]]);
  });

  it("has 123 voxels of 2 mm in a cubic centimetre, as the standard's working notes say", () => {
    expect(sphereVoxels(voxelSphere(cubicCentimetre, wide, [2, 2, 2]))).toBe(123);
  });

  it("is the voxel itself where its neighbours are too far", () => {
    expect(voxelSphere(cubicCentimetre, wide, [7, 7, 7])).toEqual([[0]]);
  });

  it("reaches no further than the grid can", () => {
    expect(voxelSphere(5, [3, 2, 1], [1, 1, 1])).toEqual([[2, 2]]);
  });

  it("holds exactly the voxels within the radius", () => {
    const spacing = fc.double({ min: 0.7, max: 4, noNaN: true });
    fc.assert(
      fc.property(
        fc.tuple(spacing, spacing, spacing),
        fc.double({ min: 0.1, max: 7, noNaN: true }),
        ([sx, sy, sz], radius) => {
          let count = 0;
          for (let z = -10; z <= 10; z++) {
            for (let y = -10; y <= 10; y++) {
              for (let x = -10; x <= 10; x++) {
                if (Math.hypot(x * sx, y * sy, z * sz) <= radius) count++;
              }
            }
          }
          expect(sphereVoxels(voxelSphere(radius, wide, [sx, sy, sz]))).toBe(count);
        },
      ),
    );
  });
});
