import type { Box } from "../volume/box.ts";
import { indexToWorld } from "../volume/geometry.ts";
import { matrixOfRows, type PerAxis } from "../volume/vec3.ts";
import type { Grid, Vec3, Volume, VoxelArray } from "../volume/volume.ts";

/** A number of right angles, from the x towards the y axis. */
export type QuarterTurns = 0 | 1 | 2 | 3;

/**
 * A volume whose x and y axes are turned by right angles within its slices. Every voxel keeps its
 * value and its position in the world; only the order of voxels in memory and the grid's axes change.
 */
export function turnVolume<A extends VoxelArray>(
  volume: Volume<A>,
  turns: QuarterTurns,
): Volume<A> {
  if (turns === 0) return volume;
  const {
    data,
    size: [nx, ny, nz],
  } = volume;
  const grid = turnGrid(volume, turns);
  const [mx, my] = grid.size;
  const { start, alongX, alongY } = {
    1: { start: nx - 1, alongX: nx, alongY: -1 },
    2: { start: nx * ny - 1, alongX: -1, alongY: -nx },
    3: { start: nx * (ny - 1), alongX: -nx, alongY: 1 },
  }[turns];
  const out = new (data.constructor as new (length: number) => A)(data.length);
  for (let z = 0, v = 0; z < nz; z++) {
    for (let y = 0; y < my; y++) {
      let from = start + nx * ny * z + alongY * y;
      for (let x = 0; x < mx; x++, v++, from += alongX) out[v] = data[from];
    }
  }
  return { ...grid, data: out };
}

/** The grid of a turned volume. */
export function turnGrid(grid: Grid, turns: QuarterTurns): Grid {
  const { size, spacing, direction: d } = grid;
  if (turns === 0) return grid;
  const [nx, ny] = size;
  const corner: Vec3 = [turns === 3 ? 0 : nx - 1, turns === 1 ? 0 : ny - 1, 0];
  // the new x and y axes in terms of the old ones
  const [xx, xy] = (
    [
      [0, 1],
      [-1, 0],
      [0, -1],
    ] as const
  )[turns - 1];
  const [yx, yy] = [-xy, xx];
  const row = (r: number): Vec3 => [
    xx * d[r] + xy * d[r + 1] + 0,
    yx * d[r] + yy * d[r + 1] + 0,
    d[r + 2],
  ];
  return {
    size: turnAxes(size, turns),
    spacing: turnAxes(spacing, turns),
    origin: indexToWorld(grid, corner),
    direction: matrixOfRows([row(0), row(3), row(6)]),
  };
}

/** Three values, one an axis, in the order of the turned axes. */
export function turnAxes<T>([x, y, z]: PerAxis<T>, turns: QuarterTurns): PerAxis<T> {
  return turns % 2 === 0 ? [x, y, z] : [y, x, z];
}

/** The box of a turned grid that holds the same voxels as `box` of the grid. */
export function turnBox({ min, max }: Box, { size: [nx, ny] }: Grid, turns: QuarterTurns): Box {
  const turned = ([x, y, z]: Vec3): Vec3 =>
    (
      [
        [x, y, z],
        [y, nx - 1 - x, z],
        [nx - 1 - x, ny - 1 - y, z],
        [ny - 1 - y, x, z],
      ] as const
    )[turns];
  const [a, b] = [turned(min), turned(max)];
  return {
    min: [Math.min(a[0], b[0]), Math.min(a[1], b[1]), a[2]],
    max: [Math.max(a[0], b[0]), Math.max(a[1], b[1]), b[2]],
  };
}
