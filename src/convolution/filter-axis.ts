import type { Axis } from "../volume/vec3.ts";
import type { Vec3 } from "../volume/volume.ts";
import type { BlockFilter } from "./block-filter.ts";
import { type Boundary, extendAxis } from "./boundary.ts";
import { fewestLines, planBlockFilter } from "./convolve.ts";
import type { Cascade } from "./kernel.ts";
import { type Combine, extendLines, writeLines } from "./line-block.ts";

/** 2: slice by slice in x and y; 3: in x, y and z. */
export type Dimensions = 2 | 3;

/** Number of values in a block of lines: it stays in the cache. */
const blockValues = 16384;

/**
 * Filters a volume along one axis by a cascade of kernels. `source` and `target` may be the same.
 *
 * The volume is read and written in blocks of neighbouring lines. So every inner loop has unit
 * stride, and little memory is needed besides the volumes.
 */
export function filterAxis(
  source: Float64Array,
  target: Float64Array,
  size: Vec3,
  axis: Axis,
  cascade: Cascade,
  boundary: Boundary,
  combine: Combine = "set",
): void {
  const [nx, ny, nz] = size;
  const count = size[axis];
  const valueStride = [1, nx, nx * ny][axis];
  // lines are x-rows one after another, or neighbours in x
  const lineStride = axis === 0 ? nx : 1;
  const neighbours = axis === 0 ? ny * nz : nx;
  const groups = axis === 0 ? [0] : groupStarts(size, axis);
  const lines = blockLines(cascade, count, neighbours, axis);

  const maps = cascade.map(({ reach }) => extendAxis(count, reach, reach, boundary));
  const longest = maps.reduce((most, map) => Math.max(most, map.length), count);
  const plans = new Map<number, BlockFilter[]>();
  const plansFor = (width: number): BlockFilter[] => {
    const made = plans.get(width) ?? cascade.map((k) => planBlockFilter(k, count, width));
    plans.set(width, made);
    return made;
  };
  const slack = Math.max(...plansFor(lines).map((plan) => plan.slack));
  const extended = new Float64Array(longest * lines + slack);
  const block = new Float64Array(count * lines + slack);

  const last = cascade.length - 1;
  for (const group of groups) {
    for (let n = 0; n < neighbours; n += lines) {
      const width = Math.min(lines, neighbours - n);
      const start = group + n * lineStride;
      const filters = plansFor(width);
      extendLines(source, start, lineStride, valueStride, maps[0], width, extended);
      for (let stage = 0; stage < last; stage++) {
        filters[stage].run(extended, 0, count * width, block);
        extendLines(block, 0, 1, width, maps[stage + 1], width, extended);
      }
      // in portions of whole rows, or of any length if the block is a single line
      const { portion } = filters[last];
      const rows = width === 1 ? portion : Math.max(1, Math.floor(portion / width));
      for (let k = 0; k < count; k += rows) {
        const some = Math.min(rows, count - k);
        filters[last].run(extended, k * width, some * width, block);
        const to = start + k * valueStride;
        writeLines(block, target, to, lineStride, valueStride, width, some, combine);
      }
    }
  }
}

function groupStarts([nx, ny, nz]: Vec3, axis: Axis): number[] {
  const [groups, stride] = axis === 1 ? [nz, nx * ny] : [ny, nx];
  return Array.from({ length: groups }, (_, k) => k * stride);
}

function blockLines(cascade: Cascade, count: number, neighbours: number, axis: Axis): number {
  const fewest = Math.max(1, ...cascade.map(fewestLines));
  const best = axis === 0 ? fewest : Math.max(16, Math.floor(blockValues / count));
  return Math.min(neighbours, Math.max(fewest, best));
}
