import type { Axis } from "../volume/vec3.ts";
import type { Vec3 } from "../volume/volume.ts";

/**
 * The lines of a volume along an axis, in blocks of neighbours. Value k of line i of a block is entry
 * start + i * lineStride + k * valueStride of the volume.
 */
export interface AxisBlocks {
  /** Most lines in a block. */
  readonly lines: number;
  readonly lineStride: number;
  readonly valueStride: number;
  /** Calls `work` with each block's start and number of lines. */
  forEach(work: (start: number, width: number) => void): void;
}

/** About the most lines in a block. */
const blockLines = 136;

/** Neighbours in x that fill a cache line. */
const inCacheLine = 8;

/** Blocks of lines that are neighbours in x along y and z, and single lines along x. */
export function narrowBlocks([nx, ny, nz]: Vec3, axis: Axis): AxisBlocks {
  if (axis === 0) return blocksOf([0], ny * nz, 1, nx, 1);
  const plane = nx * ny;
  return axis === 1
    ? blocksOf(starts(nz, plane), nx, evenly(nx), 1, nx)
    : blocksOf([0], plane, evenly(plane), 1, plane);
}

/** Blocks of at least `fewest` lines, about `values` values each; along x they are not neighbours. */
export function wideBlocks(size: Vec3, axis: Axis, fewest: number, values: number): AxisBlocks {
  const [nx, ny, nz] = size;
  if (axis === 0) return blocksOf([0], ny * nz, Math.min(fewest, ny * nz), nx, 1);
  const lines = Math.min(nx, Math.max(fewest, Math.floor(values / size[axis])));
  return axis === 1
    ? blocksOf(starts(nz, nx * ny), nx, lines, 1, nx)
    : blocksOf(starts(ny, nx), nx, lines, 1, nx * ny);
}

/**
 * So many lines that all blocks of a group are about as wide. They fill an odd number of cache lines: rows
 * of a block would else share a few sets of the cache.
 */
function evenly(neighbours: number): number {
  if (neighbours <= inCacheLine) return neighbours;
  const even = neighbours / Math.ceil(neighbours / blockLines);
  const cacheLines = Math.ceil(even / inCacheLine);
  return inCacheLine * (cacheLines % 2 === 0 ? cacheLines + 1 : cacheLines);
}

function starts(count: number, stride: number): number[] {
  return Array.from({ length: count }, (_, k) => k * stride);
}

function blocksOf(
  groups: readonly number[],
  neighbours: number,
  lines: number,
  lineStride: number,
  valueStride: number,
): AxisBlocks {
  return {
    lines,
    lineStride,
    valueStride,
    forEach(work) {
      for (const group of groups) {
        for (let n = 0; n < neighbours; n += lines) {
          work(group + n * lineStride, Math.min(lines, neighbours - n));
        }
      }
    },
  };
}
