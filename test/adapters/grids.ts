import fc from "fast-check";
import { indexToWorld } from "../../src/volume/geometry.ts";
import type { Grid, Mat3, Vec3, Volume, VoxelArray } from "../../src/volume/volume.ts";
import { rotation } from "../rotation.ts";

const oblique = rotation(0.7);
const column = (d: Mat3, a: number): Vec3 => [d[a], d[3 + a], d[6 + a]];
const ofColumns = (x: Vec3, y: Vec3, z: Vec3): Mat3 => [
  x[0], y[0], z[0],
  x[1], y[1], z[1],
  x[2], y[2], z[2],
]; // biome-ignore format: a matrix reads as a matrix
const minus = ([x, y, z]: Vec3): Vec3 => [-x, -y, -z];

const directions: readonly (readonly [name: string, direction: Mat3])[] = [
  ["along the world's axes", [1, 0, 0, 0, 1, 0, 0, 0, 1]],
  ["sagittal: axes permuted and mirrored", [0, 0, 1, 1, 0, 0, 0, -1, 0]],
  ["coronal", [1, 0, 0, 0, 0, 1, 0, -1, 0]],
  ["oblique", oblique],
  [
    "oblique, permuted and left-handed",
    ofColumns(column(oblique, 2), minus(column(oblique, 0)), minus(column(oblique, 1))),
  ],
];

/** Grids whose sizes and spacings all differ, so that no axis can be mistaken for another. */
export const grids: readonly (readonly [name: string, grid: Grid])[] = directions.map(
  ([name, direction]) => [
    name,
    { size: [3, 4, 5], spacing: [0.75, 1.5, 3.25], origin: [-30.5, 41.25, -52.125], direction },
  ],
);

const axesOf = (d: Mat3): readonly [Vec3, Vec3, Vec3] => [column(d, 0), column(d, 1), column(d, 2)];
const orders = [[0, 1, 2], [1, 2, 0], [2, 0, 1], [0, 2, 1], [2, 1, 0], [1, 0, 2]]; // biome-ignore format: a list

/** Grids of any orientation, left-handed ones too: the axes of a rotation in any order, with any signs. */
export function anyGrid(angles: fc.Arbitrary<number>): fc.Arbitrary<Grid> {
  const length = fc.double({ min: 0.01, max: 20, noNaN: true });
  const position = fc.double({ min: -500, max: 500, noNaN: true });
  const count = fc.integer({ min: 1, max: 5 });
  return fc
    .record({
      angle: angles,
      order: fc.constantFrom(...orders),
      mirrored: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
      size: fc.tuple(count, count, count),
      spacing: fc.tuple(length, length, length),
      origin: fc.tuple(position, position, position),
    })
    .map(({ angle, order, mirrored, ...rest }) => {
      const axes = axesOf(rotation(angle));
      const [x, y, z] = order.map((a, n) => (mirrored[n] ? minus(axes[a]) : axes[a]));
      const withoutMinusZero = (values: readonly number[]) => values.map((value) => value + 0);
      return {
        ...rest,
        origin: withoutMinusZero(rest.origin) as unknown as Vec3,
        direction: withoutMinusZero(ofColumns(x, y, z)) as unknown as Mat3,
      };
    });
}

/** A volume on a grid, every voxel with a value of its own. */
export function volumeOn(
  grid: Grid,
  Type: new (values: readonly number[]) => VoxelArray = Int16Array,
): Volume {
  const [nx, ny, nz] = grid.size;
  return { ...grid, data: new Type(Array.from({ length: nx * ny * nz }, (_, v) => 3 * v - 20)) };
}

/** The indices of the eight corner voxels. */
export function cornerIndices({ size: [nx, ny, nz] }: Grid): Vec3[] {
  const ends = (count: number) => [0, count - 1];
  return ends(nx).flatMap((x) => ends(ny).flatMap((y) => ends(nz).map((z): Vec3 => [x, y, z])));
}

/** Where the corner voxels of a volume are, and what they hold. */
export function corners(volume: Volume): { at: Vec3; value: number }[] {
  const [nx, ny] = volume.size;
  return cornerIndices(volume).map(([x, y, z]) => ({
    at: indexToWorld(volume, [x, y, z]),
    value: volume.data[x + nx * (y + ny * z)],
  }));
}

/** Largest distance between pairs of positions along any axis, mm. */
export function farthest(a: readonly ArrayLike<number>[], b: readonly ArrayLike<number>[]): number {
  return Math.max(
    ...a.flatMap((point, n) => [0, 1, 2].map((axis) => Math.abs(point[axis] - b[n][axis]))),
  );
}
