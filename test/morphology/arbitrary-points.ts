import fc from "fast-check";
import type { Mat3, Vec3 } from "../../src/volume/volume.ts";

/** Integer points as x, y, z of one after another; small ranges make many of them coplanar. */
export function arbitraryPoints(fewest: number, most: number): fc.Arbitrary<number[]> {
  return fc.integer({ min: 0, max: 20 }).chain((range) =>
    fc
      .array(fc.array(fc.integer({ min: -range, max: range }), { minLength: 3, maxLength: 3 }), {
        minLength: fewest,
        maxLength: most,
      })
      .map((points) => points.flat()),
  );
}

/** A rotation, from a quaternion. */
export const arbitraryRotation: fc.Arbitrary<Mat3> = fc
  .array(fc.integer({ min: -100, max: 100 }), { minLength: 4, maxLength: 4 })
  .filter((q) => q.some((x) => x !== 0))
  .map((q) => {
    const [w, x, y, z] = q.map((c) => c / Math.hypot(...q));
    return [
      1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y),
      2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x),
      2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y),
    ] as const; // biome-ignore format: a matrix reads as a matrix
  });

export function rotate(m: Mat3, [x, y, z]: readonly number[]): Vec3 {
  return [
    m[0] * x + m[1] * y + m[2] * z,
    m[3] * x + m[4] * y + m[5] * z,
    m[6] * x + m[7] * y + m[8] * z,
  ];
}

/** The eight corners of a box around the origin. */
export function boxCorners([a, b, c]: Vec3): Vec3[] {
  return [0, 1, 2, 3, 4, 5, 6, 7].map((k) => [
    k & 1 ? a / 2 : -a / 2,
    k & 2 ? b / 2 : -b / 2,
    k & 4 ? c / 2 : -c / 2,
  ]);
}
