import { inSteps, type Watch } from "../base/watch.ts";
import { inWorkspace } from "../base/workspace.ts";
import type { Axis } from "../volume/vec3.ts";
import type { Vec3 } from "../volume/volume.ts";
import { allocate } from "./allocate.ts";
import { narrowBlocks } from "./axis-blocks.ts";
import { type Boundary, extendAxis } from "./boundary.ts";
import { mostDirectTaps } from "./convolve.ts";
import { addTap } from "./direct-sums.ts";
import { filterAxis } from "./filter-axis.ts";
import { kernelOf } from "./kernel.ts";
import { combineLines, loadLines } from "./line-block.ts";
import { addFourPairs, addFourPairsToBoth, addPair } from "./symmetric-sums.ts";

/** Two symmetric kernels of the same odd length: one smooths, the other is its second derivative. */
export interface LaplacianKernels {
  readonly smooth: Float64Array;
  readonly curved: Float64Array;
}

/** About so many results stay in the first-level cache while taps are added to them. */
const portion = 512;

/**
 * The sum of the responses to kernels that smooth along all axes but one, and are curved along that.
 *
 * Taps on both sides of the middle have the same weight, so that their values are added first; and both
 * kernels of an axis are applied to what they have in common. Besides image and result, one volume is in
 * memory.
 *
 * @param kernels of the filtered axes, x first
 */
export function filterLaplacian(
  image: Float64Array,
  size: Vec3,
  kernels: readonly LaplacianKernels[],
  boundary: Boundary,
  watch: Watch,
): Float64Array {
  // smoothed along the axes so far
  const smooth = allocate(image.length);
  // the sum of the terms that are curved along one of them
  const curved = allocate(image.length);
  const last = kernels.length - 1;
  const filterPart = (axis: Axis, at: number, part: Vec3) => {
    const end = at + part[0] * part[1] * part[2];
    const sums = { smooth: smooth.subarray(at, end), curved: curved.subarray(at, end) };
    const source = axis === 0 ? image.subarray(at, end) : sums.smooth;
    const filterAlong = isLong(kernels[axis]) ? byCascades : directly;
    filterAlong(source, sums, part, axis, kernels[axis], axis === last, boundary);
  };
  const next = inSteps(kernels.length - 1, watch);
  next("xy");
  // slice by slice: what was made of a slice along x is then still in a cache. Long kernels have all lines
  // at once: how Fourier transforms round depends on which lines they share
  const [nx, ny, nz] = size;
  const part: Vec3 = kernels.slice(0, 2).some(isLong) ? size : [nx, ny, 1];
  for (let z = 0; z < nz; z += part[2]) {
    filterPart(0, z * nx * ny, part);
    filterPart(1, z * nx * ny, part);
  }
  if (last === 2) {
    next("z");
    filterPart(2, 0, size);
  }
  return curved;
}

/** Whether kernels are so long that they are applied by Fourier transform. */
function isLong({ smooth }: LaplacianKernels): boolean {
  return smooth.length > mostDirectTaps;
}

/** What terms have become along some axes. */
interface Sums {
  readonly smooth: Float64Array;
  readonly curved: Float64Array;
}

/** Filters along an axis, by the sums of taps times values. */
function directly(
  source: Float64Array,
  { smooth, curved }: Sums,
  size: Vec3,
  axis: Axis,
  kernels: LaplacianKernels,
  isLast: boolean,
  boundary: Boundary,
): void {
  const kernel = fromMiddle(kernels);
  const blocks = narrowBlocks(size, axis);
  const { lines, lineStride, valueStride } = blocks;
  const count = size[axis];
  const reach = kernel.smooth.length - 1;
  const map = extendAxis(count, reach, reach, boundary);
  const slack = portion + 4 * lines;
  inWorkspace(({ floats }) => {
    const extended = floats(map.length * lines + slack);
    const smoothBlock = floats(count * lines + slack);
    const curvedBlock = floats(count * lines + slack);
    blocks.forEach((start, width) => {
      const length = count * width;
      const load = (from: Float64Array) =>
        loadLines(from, start, lineStride, valueStride, map, reach, width, extended);
      const write = (block: Float64Array, target: Float64Array) =>
        combineLines(block, target, start, lineStride, valueStride, width, count, "set");
      curvedBlock.fill(0, 0, length);
      if (axis > 0) {
        load(curved);
        addSymmetric(extended, reach, width, kernel.smooth, length, curvedBlock);
      }
      load(source);
      if (isLast) {
        addSymmetric(extended, reach, width, kernel.curved, length, curvedBlock);
      } else {
        smoothBlock.fill(0, 0, length);
        addBoth(extended, reach, width, kernel, length, smoothBlock, curvedBlock);
        write(smoothBlock, smooth);
      }
      write(curvedBlock, curved);
    });
  });
}

/** The same along an axis whose kernels are long. */
function byCascades(
  source: Float64Array,
  { smooth, curved }: Sums,
  size: Vec3,
  axis: Axis,
  kernels: LaplacianKernels,
  isLast: boolean,
  boundary: Boundary,
): void {
  const smoothing = [kernelOf(kernels.smooth)];
  const curving = [kernelOf(kernels.curved)];
  if (axis > 0) filterAxis(curved, curved, size, axis, smoothing, boundary);
  filterAxis(source, curved, size, axis, curving, boundary, axis > 0 ? "add" : "set");
  if (!isLast) filterAxis(source, smooth, size, axis, smoothing, boundary);
}

/** The weights of the middle tap and those on one side of it. */
function fromMiddle({ smooth, curved }: LaplacianKernels): LaplacianKernels {
  const middle = (smooth.length - 1) / 2;
  return { smooth: smooth.subarray(middle), curved: curved.subarray(middle) };
}

/** Adds the responses of interleaved lines to a symmetric kernel to `out`. */
function addSymmetric(
  extended: Float64Array,
  reach: number,
  lines: number,
  weights: Float64Array,
  length: number,
  out: Float64Array,
): void {
  const four = 4 * lines; // so many results are made at once
  const most = four * Math.ceil(portion / four);
  for (let v = 0; v < length; v += most) {
    const strip = Math.min(most, four * Math.ceil((length - v) / four));
    const middle = v + reach * lines;
    addTap(extended, middle, lines, weights, 0, strip, out, v);
    let k = 1;
    for (; k + 3 <= reach; k += 4) {
      addFourPairs(extended, middle, lines, weights, k, strip, out, v);
    }
    for (; k <= reach; k++) addPair(extended, middle, lines, weights, k, strip, out, v);
  }
}

/** Adds the responses of interleaved lines to two symmetric kernels to `smooth` and `curved`. */
function addBoth(
  extended: Float64Array,
  reach: number,
  lines: number,
  weights: LaplacianKernels,
  length: number,
  smooth: Float64Array,
  curved: Float64Array,
): void {
  const three = 3 * lines;
  const most = three * Math.ceil(portion / three);
  for (let v = 0; v < length; v += most) {
    const strip = Math.min(most, three * Math.ceil((length - v) / three));
    const middle = v + reach * lines;
    addTap(extended, middle, lines, weights.smooth, 0, strip, smooth, v);
    addTap(extended, middle, lines, weights.curved, 0, strip, curved, v);
    let k = 1;
    for (; k + 3 <= reach; k += 4) {
      const { smooth: ws, curved: wc } = weights;
      addFourPairsToBoth(extended, middle, lines, ws, wc, k, strip, smooth, curved, v);
    }
    for (; k <= reach; k++) {
      addPair(extended, middle, lines, weights.smooth, k, strip, smooth, v);
      addPair(extended, middle, lines, weights.curved, k, strip, curved, v);
    }
  }
}
