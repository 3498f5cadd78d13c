import type { Vec3 } from "../volume/volume.ts";
import { type Boundary, extendAxis } from "./boundary.ts";
import { type BlockFilter, fewestLines, planBlockFilter } from "./convolve.ts";
import type { Cascade } from "./kernel.ts";

export type Axis = 0 | 1 | 2;

/**
 * What a response does to the value that is there already. `maxEither` and `minEither` take the
 * response and its negative.
 */
export type Combine = "set" | "add" | "max" | "min" | "maxEither" | "minEither";

/** Values in a block of lines, so that it stays in the cache. */
const blockValues = 8192;

/**
 * Filters a volume along one axis by a cascade of kernels. `source` and `target` may be the same.
 *
 * The volume is read and written in blocks of neighbouring lines, so every inner loop has unit
 * stride and what is needed besides the volumes is small.
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
  const extended = new Float64Array(longest * lines);
  const block = new Float64Array(count * lines);
  const plans = new Map<number, BlockFilter[]>();
  const plansFor = (width: number): BlockFilter[] => {
    const made = plans.get(width) ?? cascade.map((k) => planBlockFilter(k, count, width));
    plans.set(width, made);
    return made;
  };

  for (const group of groups) {
    for (let n = 0; n < neighbours; n += lines) {
      const width = Math.min(lines, neighbours - n);
      const start = group + n * lineStride;
      readBlock(source, start, lineStride, valueStride, width, count, block);
      plansFor(width).forEach((filter, stage) => {
        extendBlock(block, maps[stage], width, extended);
        filter(extended, block);
      });
      writeBlock(block, target, start, lineStride, valueStride, width, count, combine);
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

function readBlock(
  source: Float64Array,
  start: number,
  lineStride: number,
  valueStride: number,
  width: number,
  count: number,
  block: Float64Array,
): void {
  if (width === 1 && valueStride === 1) {
    block.set(source.subarray(start, start + count));
    return;
  }
  for (let k = 0, v = 0; k < count; k++) {
    let from = start + k * valueStride;
    for (let i = 0; i < width; i++, from += lineStride) block[v++] = source[from];
  }
}

function extendBlock(
  block: Float64Array,
  map: Int32Array,
  width: number,
  extended: Float64Array,
): void {
  for (let k = 0, v = 0; k < map.length; k++) {
    if (map[k] < 0) {
      for (let i = 0; i < width; i++) extended[v++] = 0;
    } else {
      const from = map[k] * width;
      for (let i = 0; i < width; i++) extended[v++] = block[from + i];
    }
  }
}

function writeBlock(
  block: Float64Array,
  target: Float64Array,
  start: number,
  lineStride: number,
  valueStride: number,
  width: number,
  count: number,
  combine: Combine,
): void {
  if (width === 1) {
    combineRun(block, 0, count, target, start, valueStride, combine);
    return;
  }
  for (let k = 0, v = 0; k < count; k++, v += width) {
    const to = start + k * valueStride;
    combineRun(block, v, width, target, to, lineStride, combine);
  }
}

// Math.max and Math.min pass NaN on, comparisons would lose it
function combineRun(
  block: Float64Array,
  v: number,
  width: number,
  target: Float64Array,
  to: number,
  stride: number,
  combine: Combine,
): void {
  const end = v + width;
  switch (combine) {
    case "set":
      for (; v < end; v++, to += stride) target[to] = block[v];
      break;
    case "add":
      for (; v < end; v++, to += stride) target[to] += block[v];
      break;
    case "max":
      for (; v < end; v++, to += stride) target[to] = Math.max(target[to], block[v]);
      break;
    case "min":
      for (; v < end; v++, to += stride) target[to] = Math.min(target[to], block[v]);
      break;
    case "maxEither":
      for (; v < end; v++, to += stride) target[to] = Math.max(target[to], Math.abs(block[v]));
      break;
    case "minEither":
      for (; v < end; v++, to += stride) target[to] = Math.min(target[to], -Math.abs(block[v]));
      break;
  }
}
