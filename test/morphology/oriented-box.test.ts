import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boxWithin, type OrientedBox } from "../../src/morphology/box-about-axis.ts";
import { smallestBox } from "../../src/morphology/oriented-box.ts";
import type { Polyhedron } from "../../src/morphology/polyhedron.ts";
import { hullOfMesh, hullOfPoints, vertexAt } from "../../src/morphology/polyhedron.ts";
import { extentAlong, makeProjector, type Projector } from "../../src/morphology/projector.ts";
import type { Mat3, Vec3 } from "../../src/volume/volume.ts";
import { maskWhere, padWhole } from "./arbitrary-mask.ts";
import { arbitraryPoints, arbitraryRotation, boxCorners, rotate } from "./arbitrary-points.ts";

const lengths = fc.tuple(
  fc.integer({ min: 1, max: 50 }),
  fc.integer({ min: 1, max: 50 }),
  fc.integer({ min: 1, max: 50 }),
);

function boxPolyhedron(size: Vec3, rotation: Mat3): Polyhedron {
  const box = hullOfPoints(boxCorners([2, 2, 2]).flat(), [size[0] / 2, size[1] / 2, size[2] / 2]);
  const corners = Array.from({ length: 8 }, (_, k) => vertexAt(box.vertices, k));
  return { ...box, vertices: Float64Array.from(corners.flatMap((p) => rotate(rotation, p))) };
}

const dot = (a: Vec3, b: Vec3) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

function expectBoxAround({ vertices }: Polyhedron, box: OrientedBox): void {
  const [a, b, c] = box.axes;
  for (const [u, v] of [
    [a, b],
    [b, c],
    [c, a],
  ])
    expect(dot(u, v)).toBeCloseTo(0, 9);
  for (let k = 0; k < 3; k++) {
    expect(dot(box.axes[k], box.axes[k])).toBeCloseTo(1, 9);
    expect(box.lengths[k] / extentAlong(vertices, box.axes[k])).toBeCloseTo(1, 8);
  }
  expect(box.volume / (box.lengths[0] * box.lengths[1] * box.lengths[2])).toBeCloseTo(1, 12);
}

/** The smallest box with an axis, however large. */
const boxAbout = (projector: Projector, axis: Vec3) =>
  boxWithin(projector, axis, Infinity) as OrientedBox;

describe("boxWithin", () => {
  it("is null around a polyhedron without a face, which has no outline", () => {
    const flat = hullOfPoints([0, 0, 0, 4, 0, 0, 0, 4, 0, 4, 4, 0], [1, 1, 1]);
    expect(boxWithin(makeProjector(flat), [0, 0, 1], Infinity)).toBeNull();
  });

  it("holds the polyhedron, however little its axis is tilted away from faces and edges", () => {
    const ball = maskWhere([14, 12, 10], (x, y, z) => (x - 6) ** 2 + (y - 5) ** 2 + z * z < 30);
    const slab = maskWhere([20, 14, 10], (x, y, z) => x + 2 * y + (z % 3) < 30 && y > 1);
    for (const mask of [ball, slab]) {
      const hull = hullOfMesh(padWhole(mask), mask.spacing);
      const projector = makeProjector(hull);
      fc.assert(
        fc.property(
          fc.constantFrom<Vec3>([1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [0, 1, 1]),
          fc.double({ min: -14, max: 0, noNaN: true }),
          fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })),
          (start, exponent, [u, v]) => {
            const tilt = 10 ** exponent;
            const tilted: Vec3 = [start[0] + u * tilt, start[1] - v * tilt, start[2] + v * tilt];
            const length = Math.sqrt(dot(tilted, tilted));
            fc.pre(length > 0.1);
            const axis: Vec3 = [tilted[0] / length, tilted[1] / length, tilted[2] / length];
            expectBoxAround(hull, boxAbout(projector, axis));
          },
        ),
        { numRuns: 2000 },
      );
    }
  });
});

describe("smallestBox", () => {
  it("is a box itself, however it is turned", () => {
    fc.assert(
      fc.property(lengths, arbitraryRotation, (size, rotation) => {
        const solid = boxPolyhedron(size, rotation);
        const box = smallestBox(solid);
        expectBoxAround(solid, box);
        expect(box.volume / solid.volume).toBeCloseTo(1, 8);
        const sorted = (v: Vec3) => [...v].sort((p, q) => p - q);
        sorted(box.lengths).forEach((length, k) => {
          expect(length).toBeCloseTo(sorted(size)[k], 6);
        });
      }),
      { numRuns: 200 },
    );
  });

  it("finds a box of voxels that is turned on the grid", () => {
    const [c, s] = [Math.cos(0.5), Math.sin(0.5)];
    const mask = maskWhere([60, 60, 30], (x, y, z) => {
      const [u, v] = [c * (x - 30) + s * (y - 30), c * (y - 30) - s * (x - 30)];
      return Math.abs(u) <= 24 && Math.abs(v) <= 10 && Math.abs(z - 15) <= 12;
    });
    const hull = hullOfMesh(padWhole(mask), [1, 1, 1]);
    const box = smallestBox(hull);
    expectBoxAround(hull, box);
    expect(box.volume / (49 * 21 * 25)).toBeGreaterThan(0.95);
    expect(box.volume / (49 * 21 * 25)).toBeLessThan(1.08);
  });

  it("is not larger than the axis-aligned box, nor than a box on any face", () => {
    fc.assert(
      fc.property(arbitraryPoints(4, 40), (points) => {
        const hull = hullOfPoints(points, [1, 1.2, 0.7]);
        fc.pre(hull.faces.length > 0);
        const box = smallestBox(hull);
        expectBoxAround(hull, box);
        const largest = (1 + 1e-9) * box.volume;
        expect(largest).toBeGreaterThanOrEqual(hull.volume);
        const along = (axis: Vec3) => extentAlong(hull.vertices, axis);
        const aligned = along([1, 0, 0]) * along([0, 1, 0]) * along([0, 0, 1]);
        expect(box.volume).toBeLessThanOrEqual(aligned * (1 + 1e-9));
        const projector = makeProjector(hull);
        for (let f = 0; f < projector.areas.length; f++) {
          const [x, y, z] = projector.normals.subarray(3 * f, 3 * f + 3);
          const area = projector.areas[f];
          const onFace = boxAbout(projector, [x / area, y / area, z / area]);
          expect(box.volume).toBeLessThanOrEqual(onFace.volume * (1 + 1e-9));
        }
      }),
      // an outline that rounding dents, at a face that is parallel to the axis but for 1e-11
      {
        numRuns: 100,
        examples: [[[-7, -3, 0, 8, -7, -5, -14, 18, 2, 17, 13, 6, 1, 1, 0, 3, -2, -14]]],
      },
    );
  });

  it("holds every vertex, and no less than the polyhedron, at any ratio of its sides", () => {
    const ratio = fc.integer({ min: -12, max: 12 }).map((exponent) => 10 ** exponent);
    fc.assert(
      fc.property(arbitraryPoints(4, 30), ratio, fc.nat(2), (points, long, axis) => {
        const spacing: Vec3 = [0, 1, 2].map((k) => (k === axis ? long : 1)) as unknown as Vec3;
        const hull = hullOfPoints(points, spacing);
        fc.pre(hull.faces.length > 0);
        const box = smallestBox(hull);
        for (const [k, length] of box.lengths.entries()) {
          expect(extentAlong(hull.vertices, box.axes[k])).toBeLessThanOrEqual(length * (1 + 1e-9));
          expect(dot(box.axes[k], box.axes[k])).toBeCloseTo(1, 14);
          expect(dot(box.axes[k], box.axes[(k + 1) % 3])).toBeCloseTo(0, 14);
        }
        expect(hull.volume / box.volume).toBeLessThanOrEqual(1 + 1e-12);
        const along = (direction: Vec3) => extentAlong(hull.vertices, direction);
        const aligned = along([1, 0, 0]) * along([0, 1, 0]) * along([0, 0, 1]);
        expect(box.volume).toBeLessThanOrEqual(aligned * (1 + 1e-6));
      }),
      { numRuns: 150 },
    );
  });

  it("is the box itself where that is 10,000,000 times longer than wide", () => {
    for (const [a, b, c] of [
      [1, 1, 1e7],
      [1e-7, 1, 3],
      [2, 1e10, 1],
    ] as const) {
      const box = smallestBox(hullOfPoints(boxCorners([2, 2, 2]).flat(), [a / 2, b / 2, c / 2]));
      expect([...box.lengths].sort((p, q) => p - q)).toEqual([a, b, c].sort((p, q) => p - q));
    }
  });

  it("is not beaten by boxes in thousands of orientations", () => {
    fc.assert(
      fc.property(
        arbitraryPoints(40, 80),
        fc.array(arbitraryRotation, { minLength: 500, maxLength: 500 }),
        (points, rotations) => {
          const hull = hullOfPoints(points, [1, 1, 1]);
          fc.pre(hull.faces.length > 0);
          const projector = makeProjector(hull);
          const { volume } = smallestBox(hull);
          for (const rotation of rotations) {
            const about = boxAbout(projector, rotate(rotation, [0, 0, 1]));
            expect(about.volume).toBeGreaterThan(volume * 0.995);
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe("boxWithin", () => {
  it("is the smallest of all boxes with that axis", () => {
    fc.assert(
      fc.property(arbitraryPoints(4, 20), arbitraryRotation, (points, rotation) => {
        const hull = hullOfPoints(points, [1, 1, 1]);
        fc.pre(hull.faces.length > 0);
        const axis = rotate(rotation, [0, 0, 1]);
        const box = boxAbout(makeProjector(hull), axis);
        expectBoxAround(hull, box);
        for (let k = 0; k < 90; k++) {
          const [c, s] = [Math.cos((k * Math.PI) / 180), Math.sin((k * Math.PI) / 180)];
          const sides = [
            [c, s, 0],
            [-s, c, 0],
            [0, 0, 1],
          ].map((v) => extentAlong(hull.vertices, rotate(rotation, v)));
          expect(sides[0] * sides[1] * sides[2]).toBeGreaterThan(box.volume * (1 - 1e-9));
        }
      }),
      { numRuns: 100 },
    );
  });
});
