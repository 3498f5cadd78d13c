import fc from "fast-check";
import type { PaddedMask } from "../../src/morphology/padded-mask.ts";
import { padMask } from "../../src/morphology/padded-mask.ts";
import type { Mask } from "../../src/volume/mask.ts";
import type { Vec3 } from "../../src/volume/volume.ts";
import { identityDirection } from "../../src/volume/volume.ts";

/** A mask from a test of each voxel index. */
export function maskWhere(
  size: Vec3,
  inside: (x: number, y: number, z: number) => boolean,
  spacing: Vec3 = [1, 1, 1],
): Mask {
  const [nx, ny, nz] = size;
  const data = Uint8Array.from({ length: nx * ny * nz }, (_, v) =>
    inside(v % nx, Math.floor(v / nx) % ny, Math.floor(v / (nx * ny))) ? 1 : 0,
  );
  return { data, size, spacing, origin: [0, 0, 0], direction: identityDirection };
}

/** The whole of a mask, padded. */
export function padWhole(mask: Mask): PaddedMask {
  const [nx, ny, nz] = mask.size;
  return padMask(mask, { min: [0, 0, 0], max: [nx - 1, ny - 1, nz - 1] });
}

export const arbitrarySpacing: fc.Arbitrary<Vec3> = fc.tuple(
  ...([0, 1, 2].map(() => fc.integer({ min: 4, max: 40 }).map((n) => n / 10)) as [
    fc.Arbitrary<number>,
    fc.Arbitrary<number>,
    fc.Arbitrary<number>,
  ]),
);

/** A mask of up to `longest` voxels along an axis, with at least one voxel inside. */
export function arbitraryMask(longest = 6): fc.Arbitrary<Mask> {
  const length = fc.integer({ min: 1, max: longest });
  return fc
    .tuple(length, length, length, arbitrarySpacing)
    .chain(([nx, ny, nz, spacing]) =>
      fc
        .array(fc.integer({ min: 0, max: 1 }), { minLength: nx * ny * nz, maxLength: nx * ny * nz })
        .map((values) => ({
          data: Uint8Array.from(values),
          size: [nx, ny, nz] as Vec3,
          spacing,
          origin: [0, 0, 0] as Vec3,
          direction: identityDirection,
        })),
    )
    .filter(({ data }) => data.includes(1));
}
