import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { intensityPeak } from "../../src/intensity/intensity-peak.ts";
import { peakCandidates } from "../../src/intensity/peak-candidates.ts";
import { voxelSphere } from "../../src/intensity/sphere.ts";
import { highestMean, sphereMean } from "../../src/intensity/sphere-means.ts";
import { boundingBox } from "../../src/volume/box.ts";
import type { Mask } from "../../src/volume/mask.ts";
import { identityDirection, type Vec3, type Volume } from "../../src/volume/volume.ts";

const grid = (size: Vec3, spacing: Vec3) => ({
  size,
  spacing,
  origin: [0, 0, 0] as Vec3,
  direction: identityDirection,
});

/** The definition: for every centre, the mean over all finite voxels at most `radius` away. */
function naivePeak({ data, size, spacing }: Volume, centres: Mask, radius: number): number {
  const place = (v: number) =>
    [v % size[0], Math.floor(v / size[0]) % size[1], Math.floor(v / (size[0] * size[1]))].map(
      (index, axis) => index * spacing[axis],
    );
  let peak = Number.NEGATIVE_INFINITY;
  centres.data.forEach((inside, c) => {
    if (inside === 0) return;
    const [cx, cy, cz] = place(c);
    const near = [...data].filter((x, v) => {
      const [vx, vy, vz] = place(v);
      const squared = (vx - cx) ** 2 + (vy - cy) ** 2 + (vz - cz) ** 2;
      return Number.isFinite(x) && squared <= radius ** 2;
    });
    peak = Math.max(peak, near.reduce((sum, x) => sum + x, 0) / near.length);
  });
  return peak;
}

/** An image, sometimes with voxels of no finite intensity, and centres where it is finite. */
const caseArbitrary = fc
  .record({
    size: fc.tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 6 }),
    ),
    spacing: fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 7, max: 45 }))),
    intensity: fc.constantFrom<fc.Arbitrary<number>>(
      fc.integer({ min: -3, max: 3 }),
      fc.integer({ min: -1000, max: 3000 }),
      fc.double({ min: -20, max: 20, noNaN: true }),
      fc.oneof(
        { weight: 9, arbitrary: fc.double({ min: 0, max: 9, noNaN: true }) },
        { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Infinity, -Infinity) },
      ),
    ),
  })
  .chain(({ size, spacing, intensity }) => {
    const length = size[0] * size[1] * size[2];
    const exactly = { minLength: length, maxLength: length };
    return fc.record({
      size: fc.constant(size as Vec3),
      spacing: fc.constant(spacing.map((s) => s / 10) as unknown as Vec3),
      intensities: fc.array(intensity, exactly),
      inside: fc.array(fc.constantFrom(0, 0, 1), exactly),
      radius: fc.constantFrom(1.93, 6.2035, 10.99), // which no two voxels are apart,
    });
  });

type Case = typeof caseArbitrary extends fc.Arbitrary<infer T> ? T : never;

/** The image and the centres of a case, unless no centre is left. */
function build({ size, spacing, intensities, inside }: Case) {
  const image = { ...grid(size, spacing), data: Float64Array.from(intensities) };
  const centres = {
    ...grid(size, spacing),
    data: Uint8Array.from(inside, (i, v) => (Number.isFinite(intensities[v]) ? i : 0)),
  };
  fc.pre(centres.data.includes(1));
  return { image, centres };
}

const expectSame = (found: number, expected: number) =>
  expect(Math.abs(found - expected)).toBeLessThan(1e-12 * Math.max(20, Math.abs(expected)));

describe("intensityPeak", () => {
  it("is the largest mean over a sphere, on any grid", () => {
    fc.assert(
      fc.property(caseArbitrary, (found) => {
        const { image, centres } = build(found);
        const { radius } = found;
        expectSame(intensityPeak(image, centres, radius), naivePeak(image, centres, radius));
      }),
      { numRuns: 200 },
    );
  });

  it("is found by sums that spheres share", () => {
    fc.assert(
      fc.property(caseArbitrary, (found) => {
        const { image, centres } = build(found);
        const { radius } = found;
        const sphere = voxelSphere(radius, image.size, image.spacing);
        const best = highestMean(image, centres, boundingBox(centres)!, sphere);
        expectSame(sphereMean(image, sphere, best), naivePeak(image, centres, radius));
      }),
      { numRuns: 300 },
    );
  });

  it("is never among the centres that are left out", () => {
    fc.assert(
      fc.property(caseArbitrary, fc.double({ min: 0, max: 1, noNaN: true }), (found, share) => {
        const { image, centres } = build(found);
        const { radius } = found;
        const sphere = voxelSphere(radius, image.size, image.spacing);
        const [nx, ny] = image.size;
        const means = Array.from(centres.data, (inside, v) =>
          inside === 0
            ? Number.NEGATIVE_INFINITY
            : sphereMean(image, sphere, [v % nx, Math.floor(v / nx) % ny, Math.floor(v / nx / ny)]),
        );
        const sorted = means.filter(Number.isFinite).sort((a, b) => a - b);
        const known = sorted[Math.floor(share * (sorted.length - 1))];
        const kept = peakCandidates(image, centres, radius, known).data;
        means.forEach((mean, v) => {
          if (mean > known + 1e-9) expect(kept[v]).toBe(1);
          if (centres.data[v] === 0) expect(kept[v]).toBe(0);
        });
      }),
      { numRuns: 300 },
    );
  });

  it("is the same in regions too large to look at each sphere", () => {
    const size: Vec3 = [13, 11, 8];
    const blob = (x: number, y: number, z: number) =>
      100 * Math.exp(-((x - 5) ** 2 + (y - 8) ** 2 + (z - 4) ** 2) / 20);
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1144, maxLength: 1144 }),
        fc.constantFrom(0, 0.2, 1),
        fc.constantFrom(1.93, 2.95, 4.4), // no two voxels are that far apart
        (noise, blobs, radius) => {
          const data = Float64Array.from(noise, (n, v) => {
            const row = Math.floor(v / size[0]);
            return n + blobs * blob(v % size[0], row % size[1], Math.floor(row / size[1]));
          });
          const image = { ...grid(size, [1, 1.3, 2.1]), data };
          const centres = { ...image, data: Uint8Array.from(noise, (n) => (n < 0.7 ? 1 : 0)) };
          expectSame(intensityPeak(image, centres, radius), naivePeak(image, centres, radius));
        },
      ),
      { numRuns: 6, endOnFailure: true }, // a thousand numbers take too long to shrink
    );
  });

  it("is not disturbed by an extreme value that no sphere of the best centre holds", () => {
    const data = new Float64Array(40).fill(0.1);
    data[0] = -3.4e38;
    data[30] = 0.9;
    const line = grid([40, 1, 1], [1, 1, 1]);
    const centres = { ...line, data: new Uint8Array(40).fill(1) };
    expect(intensityPeak({ ...line, data }, centres, 1)).toBeCloseTo((0.9 + 0.2) / 3, 15);
  });

  it("is the intensity where no other voxel is near", () => {
    const one = grid([1, 1, 1], [1, 1, 1]);
    const centres = { ...one, data: Uint8Array.of(1) };
    expect(intensityPeak({ ...one, data: Float64Array.of(7.5) }, centres, 6)).toBe(7.5);
  });

  it("leaves out voxels without a finite intensity", () => {
    const line = grid([4, 1, 1], [1, 1, 1]);
    const data = Float64Array.of(Number.NaN, 5, 3, Infinity);
    const centres = { ...line, data: Uint8Array.of(0, 1, 0, 0) };
    expect(intensityPeak({ ...line, data }, centres, 1)).toBe(4);
  });
});
