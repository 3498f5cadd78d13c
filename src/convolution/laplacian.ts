import { inSteps, type Watch } from "../base/watch.ts";
import { inWorkspace } from "../base/workspace.ts";
import type { Axis } from "../volume/vec3.ts";
import type { Vec3 } from "../volume/volume.ts";
import { allocate } from "./allocate.ts";
import { narrowBlocks } from "./axis-blocks.ts";
import { type Boundary, extendAxis } from "./boundary.ts";
import { filterInBands } from "./column-bands.ts";
import { mostDirectTaps } from "./convolve.ts";
import { filterAxis } from "./filter-axis.ts";
import { kernelOf } from "./kernel.ts";
import { laplacianPasses } from "./laplacian-passes.ts";
import { combineLines, loadLines } from "./line-block.ts";
import type { LinePass } from "./line-pass.ts";
import { interleaved, successive } from "./quads.ts";

/** Two symmetric kernels of the same odd length: one smooths, the other is its second derivative. */
export interface LaplacianKernels {
  readonly smooth: Float64Array;
  readonly curved: Float64Array;
}

/**
 * The sum of the responses to kernels that smooth along all axes but one, and are curved along that.
 *
 * Taps on both sides of the middle have the same weight, so that their values are added first; and both
 * kernels of an axis are applied to what they have in common.
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
  const passes = laplacianPasses(kernels.map(fromMiddle));
  const out = allocate(image.length);
  if (kernels.some(isLong)) filterByAxes(image, size, kernels, passes, boundary, out, watch);
  else filterInBands(image, size, passes, boundary, [out], watch);
  return out;
}

/** Whether kernels are so long that they are applied by Fourier transform. */
function isLong({ smooth }: LaplacianKernels): boolean {
  return smooth.length > mostDirectTaps;
}

/**
 * Filters the whole image along one axis after the other: how Fourier transforms round depends on which lines
 * they share. Besides image and result, one volume is in memory.
 */
function filterByAxes(
  image: Float64Array,
  size: Vec3,
  kernels: readonly LaplacianKernels[],
  passes: readonly LinePass[],
  boundary: Boundary,
  out: Float64Array,
  watch: Watch,
): void {
  // smoothed along the axes so far, and the sum of the terms that are curved along one of them
  const sums = [allocate(image.length), out];
  const last = kernels.length - 1;
  const next = inSteps(kernels.length, watch);
  kernels.forEach((kernel, n) => {
    next("xyz"[n]);
    const axis = n as Axis;
    const from = axis === 0 ? [image] : sums;
    if (isLong(kernel)) byCascades(from[0], sums, size, axis, kernel, axis === last, boundary);
    else directly(passes[axis], from, axis === last ? [out] : sums, size, axis, boundary);
  });
}

/** Filters along an axis, by the sums of taps times values. */
function directly(
  pass: LinePass,
  from: readonly Float64Array[],
  out: readonly Float64Array[],
  size: Vec3,
  axis: Axis,
  boundary: Boundary,
): void {
  const blocks = narrowBlocks(size, axis);
  const { lines, lineStride, valueStride } = blocks;
  const count = size[axis];
  const map = extendAxis(count, pass.reach, pass.reach, boundary);
  const rows = Math.ceil(count / 4);
  inWorkspace(({ floats }) => {
    const extended = from.map(() => floats((map.length + 3) * lines));
    const sums = out.map(() => floats(4 * rows * lines));
    blocks.forEach((start, width) => {
      from.forEach((data, n) => {
        loadLines(data, start, lineStride, valueStride, map, pass.reach, width, extended[n]);
      });
      if (width === 1) pass.run(extended, pass.reach, sums, 0, successive(4 * rows, 0, 0), 1);
      else pass.run(extended, pass.reach * width, sums, 0, interleaved(width, width, width), rows);
      out.forEach((data, n) => {
        combineLines(sums[n], data, start, lineStride, valueStride, width, count, "set");
      });
    });
  });
}

/** The same along an axis whose kernels are long. */
function byCascades(
  source: Float64Array,
  [smooth, curved]: readonly Float64Array[],
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
