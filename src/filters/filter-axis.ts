import type { Vec3 } from "../volume/volume.ts";
import type { BlockFilter } from "./block-filter.ts";
import { type Boundary, extendAxis } from "./boundary.ts";
import { fewestLines, planBlockFilter } from "./convolve.ts";
import type { Cascade } from "./kernel.ts";

export type Axis = 0 | 1 | 2;

/**
 * What a response does to the value that is there already. `maxEither` and `minEither` take the
 * response and its negative.
 */
export type Combine = "set" | "add" | "max" | "min" | "maxEither" | "minEither";

/** Values in a block of lines, so that it stays in the cache. */
const blockValues = 16384;

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
      // whole rows, or with a single line any part of it
      const { portion } = filters[last];
      const rows = width === 1 ? portion : Math.max(1, Math.floor(portion / width));
      for (let k = 0; k < count; k += rows) {
        const some = Math.min(rows, count - k);
        filters[last].run(extended, k * width, some * width, block);
        const to = start + k * valueStride;
        writeBlock(block, target, to, lineStride, valueStride, width, some, combine);
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

/** Copies lines with what they go on with past their ends; -1 in the map stands for 0. */
function extendLines(
  source: Float64Array,
  start: number,
  lineStride: number,
  valueStride: number,
  map: Int32Array,
  width: number,
  extended: Float64Array,
): void {
  if (width === 1) {
    for (let k = 0; k < map.length; k++) {
      extended[k] = map[k] < 0 ? 0 : source[start + map[k] * valueStride];
    }
    return;
  }
  for (let k = 0, v = 0; k < map.length; k++) {
    const end = v + width;
    let from = start + map[k] * valueStride;
    if (map[k] < 0) extended.fill(0, v, end);
    else if (lineStride === 1) for (let i = v; i < end; i++, from++) extended[i] = source[from];
    else for (let i = v; i < end; i++, from += lineStride) extended[i] = source[from];
    v = end;
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
