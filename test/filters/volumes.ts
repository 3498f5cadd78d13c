import fc from "fast-check";
import { expect } from "vitest";
import type { Boundary } from "../../src/convolution/boundary.ts";
import { applyFilter } from "../../src/filters/apply-filter.ts";
import { completeFilter, type FilterInput } from "../../src/filters/filters.ts";
import { identityDirection, type Vec3, type Volume } from "../../src/volume/volume.ts";

export type Image = Volume<Float64Array>;

export const everyBoundary: readonly Boundary[] = ["zero", "nearest", "periodic", "mirror"];

export function volume(
  size: Vec3,
  values: (x: number, y: number, z: number) => number,
  spacing: Vec3 = [1, 1, 1],
): Image {
  const [nx, ny, nz] = size;
  const data = Float64Array.from({ length: nx * ny * nz }, (_, v) =>
    values(v % nx, Math.floor(v / nx) % ny, Math.floor(v / (nx * ny))),
  );
  return { data, size, spacing, origin: [1, 2, 3], direction: identityDirection };
}

/** Random images; sides include 1, primes, odd and even numbers. */
export function arbitraryImage(longest = 9, spacing: Vec3 = [1, 1, 1]): fc.Arbitrary<Image> {
  const side = fc.integer({ min: 1, max: longest });
  return fc.tuple(side, side, side).chain((size) => arbitraryVoxels(size, spacing));
}

export function arbitraryVoxels(size: Vec3, spacing: Vec3 = [1, 1, 1]): fc.Arbitrary<Image> {
  const length = size[0] * size[1] * size[2];
  return fc
    .array(fc.integer({ min: -100, max: 100 }), { minLength: length, maxLength: length })
    .map((values) => volume(size, (x, y, z) => values[x + size[0] * (y + size[1] * z)], spacing));
}

export const anyBoundary = fc.constantFrom(...everyBoundary);
export const anyDimensions = fc.constantFrom(2 as const, 3 as const);

export function respond(image: Volume, input: FilterInput): Image {
  return applyFilter(image, completeFilter(input));
}

/** Where the image stands past its border, written out from the definition. */
export function voxel({ data, size }: Image, at: readonly number[], boundary: Boundary): number {
  let index = 0;
  for (let axis = 2; axis >= 0; axis--) {
    const n = size[axis];
    let k = at[axis];
    if (k < 0 || k >= n) {
      if (boundary === "zero") return 0;
      if (boundary === "nearest") k = k < 0 ? 0 : n - 1;
      else if (boundary === "periodic") while (k < 0 || k >= n) k += k < 0 ? n : -n;
      else while (k < 0 || k >= n) k = k < 0 ? -1 - k : 2 * n - 1 - k;
    }
    index = index * n + k;
  }
  return data[index];
}

/** Σ w(k) image(at - k) over all |k| <= reach, at every voxel. */
export function convolveByDefinition(
  image: Image,
  reach: Vec3,
  weight: (kx: number, ky: number, kz: number) => number,
  boundary: Boundary,
): Float64Array {
  return volume(image.size, (x, y, z) => {
    let sum = 0;
    for (let kz = -reach[2]; kz <= reach[2]; kz++)
      for (let ky = -reach[1]; ky <= reach[1]; ky++)
        for (let kx = -reach[0]; kx <= reach[0]; kx++)
          sum += weight(kx, ky, kz) * voxel(image, [x - kx, y - ky, z - kz], boundary);
    return sum;
  }).data;
}

/** Largest difference, relative to the largest expected magnitude (or 1). */
export function deviation(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(found.length).toBe(expected.length);
  let largest = 0;
  let scale = 1;
  for (let v = 0; v < found.length; v++) {
    const difference = Math.abs(found[v] - expected[v]);
    if (!(difference <= largest)) largest = difference;
    scale = Math.max(scale, Math.abs(expected[v]));
  }
  return largest / scale;
}

/** a f + b g, voxel by voxel. */
export function combination(a: number, f: Image, b: number, g: Image): Image {
  return { ...f, data: f.data.map((value, v) => a * value + b * g.data[v]) };
}
