import { interpolateAt, snapPosition } from "../processing/interpolate.ts";
import type { Interpolation } from "../processing/resample-settings.ts";
import { splineReach, splineWeights, toSplineCoefficients } from "../processing/spline.ts";
import { type Box, boxSize } from "../volume/box.ts";
import type { Vec3, Volume } from "../volume/volume.ts";
import { axisPositions, boxInSource, type MovedGrid, toSource } from "./moved-grid.ts";

/** How many source voxels beyond its position a sample depends on, by interpolation method. */
export const sampleReach: Readonly<Record<Interpolation, number>> = {
  nearest: 1,
  linear: 1,
  cubic: splineReach + 2,
};

/**
 * Whether the voxels of a box of a moved grid are interpolated by splines; voxels that lie on source
 * voxels are copied.
 */
export function samplesBySpline(moved: MovedGrid, box: Box, method: Interpolation): boolean {
  if (method !== "cubic") return false;
  return (
    moved.turn !== null ||
    [0, 1, 2].some(
      (axis) => !axisPositions(moved, axis, box.min[axis], box.max[axis]).every(Number.isInteger),
    )
  );
}

/**
 * The values of a source at the voxels of a box of a moved grid, x fastest. Beyond the source's outer voxel
 * centres its border values continue. A source voxel that is not finite makes every sample NaN or
 * infinite in which it has a weight, and no other.
 *
 * @param part the part of the source within `sampleReach` of the samples
 * @param from the source voxel (x, y, z) that is the first voxel of `part`
 */
export function sampleMoved(
  part: Volume,
  from: Vec3,
  moved: MovedGrid,
  box: Box,
  method: Interpolation,
): Float64Array {
  const along = (axis: number) =>
    axisPositions(moved, axis, box.min[axis], box.max[axis]).map((x) => x - from[axis]);
  const alongZ = along(2);
  if (moved.turn === null) {
    return interpolateAt(part, [along(0), along(1), alongZ], method);
  }
  // interpolate along z first, in the part of each slice that the rotated slices need
  const { min, max } = boxInSource(moved, box, sampleReach[method]);
  const frame = [0, 1].map((a) => ({
    first: inReach(min[a] - from[a], part.size[a]),
    last: inReach(max[a] - from[a], part.size[a]),
  }));
  const voxels = frame.map(({ first, last }) =>
    Float64Array.from({ length: last - first + 1 }, (_, k) => first + k),
  );
  const slices = interpolateAt(part, [voxels[0], voxels[1], alongZ], method);
  const positions = planeOf(moved, box, [from[0] + frame[0].first, from[1] + frame[1].first]);
  return sampleSlices(
    slices,
    [voxels[0].length, voxels[1].length],
    alongZ.length,
    positions,
    method,
  );
}

/** A voxel index clamped to the spline's reach around an axis: beyond it border values only repeat. */
function inReach(index: number, n: number): number {
  return Math.max(-sampleReach.cubic, Math.min(n - 1 + sampleReach.cubic, index));
}

/** Positions in a slice, one a sample, in voxels of the slice. */
interface Positions {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Positions of the voxels of a slice of the box, in a source slice that starts at voxel `from` (x, y). */
function planeOf(moved: MovedGrid, box: Box, from: readonly [number, number]): Positions {
  const [nx, ny] = boxSize(box);
  const x = new Float64Array(nx * ny);
  const y = new Float64Array(nx * ny);
  for (let j = 0, v = 0; j < ny; j++) {
    for (let i = 0; i < nx; i++, v++) {
      const place = toSource(moved, [box.min[0] + i, box.min[1] + j, box.min[2]]);
      x[v] = snapPosition(place[0] - from[0]);
      y[v] = snapPosition(place[1] - from[1]);
    }
  }
  return { x, y };
}

/** Samples every slice at the same positions; `slices` are `depth` slices of width × height, x fastest. */
function sampleSlices(
  slices: Float64Array,
  [width, height]: readonly [number, number],
  depth: number,
  positions: Positions,
  method: Interpolation,
): Float64Array {
  const inPlane = positions.x.length;
  const out = new Float64Array(inPlane * depth);
  const sample = { nearest: sampleNearest, linear: sampleLinear, cubic: sampleCubic }[method];
  for (let z = 0; z < depth; z++) {
    const slice = slices.subarray(width * height * z, width * height * (z + 1));
    sample(slice, width, height, positions, out.subarray(inPlane * z, inPlane * (z + 1)));
  }
  return out;
}

function sampleNearest(
  slice: Float64Array,
  width: number,
  height: number,
  { x, y }: Positions,
  out: Float64Array,
): void {
  for (let v = 0; v < out.length; v++) {
    const i = Math.max(0, Math.min(width - 1, Math.floor(x[v] + 0.5)));
    const j = Math.max(0, Math.min(height - 1, Math.floor(y[v] + 0.5)));
    out[v] = slice[i + width * j];
  }
}

function sampleLinear(
  slice: Float64Array,
  width: number,
  height: number,
  { x, y }: Positions,
  out: Float64Array,
): void {
  for (let v = 0; v < out.length; v++) {
    const px = Math.max(0, Math.min(width - 1, x[v]));
    const py = Math.max(0, Math.min(height - 1, y[v]));
    const i = Math.min(Math.floor(px), width - 2);
    const j = Math.min(Math.floor(py), height - 2);
    const at = i + width * j;
    const above = slice[at] + (px - i) * (slice[at + 1] - slice[at]);
    const next = at + width;
    const below = slice[next] + (px - i) * (slice[next + 1] - slice[next]);
    out[v] = above + (py - j) * (below - above);
    if (!Number.isFinite(out[v])) out[v] = weighFour(slice, at, width, px - i, py - j);
  }
}

/** A linear sample of four voxels that leaves out voxels of weight 0, since 0 times NaN is NaN. */
function weighFour(
  slice: Float64Array,
  at: number,
  width: number,
  right: number,
  down: number,
): number {
  const add = (sum: number, weight: number, value: number) =>
    weight === 0 ? sum : sum + weight * value;
  const above = add(add(0, 1 - right, slice[at]), right, slice[at + 1]);
  const below = add(add(0, 1 - right, slice[at + width]), right, slice[at + width + 1]);
  return add(add(0, 1 - down, above), down, below);
}

/** Samples a slice by cubic splines; the slice is overwritten by its spline coefficients. */
function sampleCubic(
  slice: Float64Array,
  width: number,
  height: number,
  { x, y }: Positions,
  out: Float64Array,
): void {
  for (let row = 0; row < height; row++) {
    toSplineCoefficients(slice.subarray(width * row, width * (row + 1)), width, 1);
  }
  toSplineCoefficients(slice, height, width);
  for (let v = 0; v < out.length; v++) {
    const px = Math.max(1, Math.min(width - 2, x[v]));
    const py = Math.max(1, Math.min(height - 2, y[v]));
    const i = Math.min(Math.floor(px), width - 3);
    const j = Math.min(Math.floor(py), height - 3);
    const [xa, xb, xc, xd] = splineWeights(px - i);
    const [ya, yb, yc, yd] = splineWeights(py - j);
    const above = i - 1 + width * (j - 1);
    const at = above + width;
    const below = at + width;
    const last = below + width;
    out[v] =
      ya *
        (xa * slice[above] +
          xb * slice[above + 1] +
          xc * slice[above + 2] +
          xd * slice[above + 3]) +
      yb * (xa * slice[at] + xb * slice[at + 1] + xc * slice[at + 2] + xd * slice[at + 3]) +
      yc *
        (xa * slice[below] +
          xb * slice[below + 1] +
          xc * slice[below + 2] +
          xd * slice[below + 3]) +
      yd * (xa * slice[last] + xb * slice[last + 1] + xc * slice[last + 2] + xd * slice[last + 3]);
  }
}
