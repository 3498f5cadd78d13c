import fc from "fast-check";
import type { Mask } from "../../src/volume/mask.ts";
import type { Grid, Mat3, Vec3, Volume } from "../../src/volume/volume.ts";
import { countGridVoxels, identityDirection } from "../../src/volume/volume.ts";

export const unitGrid = (size: Vec3, spacing: Vec3 = [1, 1, 1]): Grid => ({
  size,
  spacing,
  origin: [0, 0, 0],
  direction: identityDirection,
});

/** A volume with the value of `f` at every voxel index. */
export function fill(grid: Grid, f: (x: number, y: number, z: number) => number) {
  const [nx, ny, nz] = grid.size;
  const data = new Float64Array(nx * ny * nz);
  for (let z = 0, v = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, v++) data[v] = f(x, y, z);
    }
  }
  return { ...grid, data } satisfies Volume<Float64Array>;
}

export function maskOf(grid: Grid, inside: (x: number, y: number, z: number) => boolean): Mask {
  const { data } = fill(grid, (x, y, z) => (inside(x, y, z) ? 1 : 0));
  return { ...grid, data: Uint8Array.from(data) };
}

/** Columns are orthogonal unit vectors: rotations about z, then x, then y. */
export function rotation(a: number, b: number, c: number): Mat3 {
  const product = (m: Mat3, n: Mat3): Mat3 =>
    m.map((_, k) => {
      const [i, j] = [3 * Math.floor(k / 3), k % 3];
      return m[i] * n[j] + m[i + 1] * n[3 + j] + m[i + 2] * n[6 + j];
    }) as unknown as Mat3;
  const [ca, sa, cb, sb] = [Math.cos(a), Math.sin(a), Math.cos(b), Math.sin(b)];
  const [cc, sc] = [Math.cos(c), Math.sin(c)];
  const aboutZ: Mat3 = [ca, -sa, 0, sa, ca, 0, 0, 0, 1];
  const aboutX: Mat3 = [1, 0, 0, 0, cb, -sb, 0, sb, cb];
  const aboutY: Mat3 = [cc, 0, sc, 0, 1, 0, -sc, 0, cc];
  return product(aboutY, product(aboutX, aboutZ));
}

/** Tenths of a millimetre, so that exact ratios of spacings occur. */
export const spacingArbitrary = fc.integer({ min: 4, max: 40 }).map((n) => n / 10);

export const targetSpacingArbitrary = fc
  .tuple(fc.option(spacingArbitrary), fc.option(spacingArbitrary), fc.option(spacingArbitrary))
  .filter((spacing) => spacing.some((s) => s !== null));

const angle = fc.double({ min: -3, max: 3, noNaN: true });
const place = fc.integer({ min: -300, max: 300 });

/** A small grid, oblique and of unequal spacing. */
export function gridArbitrary(maximum: Vec3 = [12, 9, 6]): fc.Arbitrary<Grid> {
  return fc.record({
    size: fc.tuple(
      fc.integer({ min: 1, max: maximum[0] }),
      fc.integer({ min: 1, max: maximum[1] }),
      fc.integer({ min: 1, max: maximum[2] }),
    ),
    spacing: fc.tuple(spacingArbitrary, spacingArbitrary, spacingArbitrary),
    origin: fc.tuple(place, place, place),
    direction: fc.tuple(angle, angle, angle).map(([a, b, c]) => rotation(a, b, c)),
  });
}

/** Integer intensities from a seed: shrinks by the grid, not voxel by voxel. */
export function noise(grid: Grid, seed: number): Volume<Int16Array> {
  let state = seed | 1;
  const data = Int16Array.from({ length: countGridVoxels(grid) }, () => {
    state = Math.imul(state, 1664525) + 1013904223;
    return ((state >>> 16) % 2000) - 1000;
  });
  return { ...grid, data };
}
