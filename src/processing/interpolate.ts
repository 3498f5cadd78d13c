import { fresh, type Workspace } from "../base/workspace.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { completed } from "../schema/check.ts";
import { type Box, boxSize } from "../volume/box.ts";
import { compareGrids, worldToIndex } from "../volume/geometry.ts";
import { type PerAxis, perAxis } from "../volume/vec3.ts";
import type { Grid, Volume, VoxelArray } from "../volume/volume.ts";
import { checkGrid, checkVolume, countGridVoxels, gridOf } from "../volume/volume.ts";
import type { AxisPlan } from "./axis-plan.ts";
import { planAxis, sampleAxis } from "./axis-plan.ts";
import { type Interpolation, interpolationSchema } from "./resample-settings.ts";

/**
 * Positions of a grid's samples along x, y and z of a source, in voxel indices of the source,
 * ascending.
 */
export type AxisPositions = PerAxis<Float64Array>;

/**
 * Rounds a position (in voxel indices) to a voxel centre, or to the middle between two, if only a
 * rounding error separates them. Samples at voxel centres are then exact, and ties are broken the
 * same way everywhere.
 */
export function snapPosition(x: number): number {
  const half = Math.round(2 * x) / 2;
  return Math.abs(x - half) < 1e-9 ? half : x;
}

/**
 * A volume's values at the voxel centres of another grid whose axes point the same way (IBSI VTM2).
 *
 * `cubic` is the interpolating cubic B-spline. Outside its voxel centres the source is extended by
 * the border value. A value that is not finite spreads to every sample in which it has a weight;
 * with `cubic` these are the samples along its row, column and stack.
 *
 * @throws VoxomicsError `invalid-settings`, `invalid-volume`, `geometry-mismatch` if the grids'
 * directions differ, `too-large` if the result does not fit into memory.
 *
 * @example
 * ```ts
 * import { interpolate, resampleGrid } from "voxomics";
 *
 * const finer = resampleGrid(image, [1, 1, 1]); // mm
 * const values = interpolate(image, finer, "cubic");
 * console.log(values.size, values.data.length);
 * ```
 */
export function interpolate(
  image: Volume,
  grid: Grid,
  interpolation: Interpolation = "linear",
): Volume<Float64Array> {
  const source = checkVolume(image, "image");
  const target = checkGrid(grid, "grid");
  const method = completed(interpolationSchema, interpolation, "interpolation");
  const difference = compareGrids(target, source).find(({ field }) => field === "direction");
  if (difference !== undefined) {
    throw new VoxomicsError(
      "geometry-mismatch",
      `interpolation needs grids with the same direction: grid has [${difference.found.join(", ")}], image [${difference.expected.join(", ")}]`,
      { differences: [difference] },
    );
  }
  const origin = worldToIndex(source, target.origin);
  const positions = perAxis((axis) => {
    const step = target.spacing[axis] / source.spacing[axis];
    return Float64Array.from({ length: target.size[axis] }, (_, k) =>
      snapPosition(origin[axis] + k * step),
    );
  });
  return { ...gridOf(target), data: interpolateAt(source, positions, method) };
}

/**
 * A volume's values at all points (x, y, z) of the given positions; x runs fastest in the result.
 *
 * Interpolates along one axis after the other, slice by slice, and reads only the part of the
 * source that the samples depend on.
 *
 * @param workspace provides the memory of the result
 * @param all positions of which the given ones are a part: see `planAxis`
 * @throws VoxomicsError `too-large` if the result does not fit into memory.
 */
export function interpolateAt(
  { data, size }: Volume,
  positions: AxisPositions,
  method: Interpolation,
  workspace = fresh,
  all = positions,
): Float64Array {
  const [px, py, pz] = positions.map((p, axis) => planAxis(p, size[axis], method, all[axis]));
  const inPlane = px.count * py.count;
  const out = allocate(workspace, px.count, py.count, pz.count);
  const slices = pz.copies ? out : allocate(workspace, px.count, py.count, pz.length);
  const row = new Float64Array(px.length);
  const rows = py.copies ? null : new Float64Array(px.count * py.length);

  for (let z = 0; z < pz.length; z++) {
    const slice = slices.subarray(z * inPlane, (z + 1) * inPlane);
    const alongX = rows ?? slice;
    for (let y = 0; y < py.length; y++) {
      const from =
        size[0] * (inside(py.start + y, size[1]) + size[1] * inside(pz.start + z, size[2]));
      if (px.copies) loadRow(data, from, size[0], px, alongX, y * px.count);
      else {
        loadRow(data, from, size[0], px, row, 0);
        sampleAxis(px, row, 1, alongX, y * px.count);
      }
    }
    if (rows !== null) sampleAxis(py, rows, px.count, slice, 0);
  }
  if (!pz.copies) sampleAxis(pz, slices, inPlane, out, 0);
  return out;
}

/**
 * The voxels of a box as they are: the samples that `interpolateAt` gives at their centres.
 *
 * @throws VoxomicsError `too-large` if they do not fit into memory.
 */
export function copyVoxels({ data, size: [nx, ny] }: Volume, box: Box): Float64Array {
  const [mx, my, mz] = boxSize(box);
  const out = allocate(fresh, mx, my, mz);
  for (let z = 0, to = 0; z < mz; z++) {
    for (let y = 0; y < my; y++, to += mx) {
      const from = box.min[0] + nx * (box.min[1] + y + ny * (box.min[2] + z));
      copyInto(data, from, from + mx, out, to);
    }
  }
  return out;
}

function inside(index: number, n: number): number {
  return Math.max(0, Math.min(n - 1, index));
}

/**
 * Copies the part of a row of `n` voxels that the plan reads; the row is extended by its border
 * values.
 */
function loadRow(
  data: VoxelArray,
  from: number,
  n: number,
  { start, length }: AxisPlan,
  out: Float64Array,
  to: number,
): void {
  const first = inside(start, n);
  const last = inside(start + length - 1, n);
  copyInto(data, from + first, from + last + 1, out, to + first - start);
  if (first > start) out.fill(out[to + first - start], to, to + first - start);
  if (last - start < length - 1) out.fill(out[to + last - start], to + last - start, to + length);
}

/** Copies the voxels from one place up to another. */
function copyInto(data: VoxelArray, from: number, end: number, out: Float64Array, to: number) {
  // a loop that has seen several element types is slow; `set` is fast for each, but a call of it takes as
  // long as some hundred voxels
  if (data instanceof Float64Array) copyDoubles(data, from, end, out, to);
  else if (data instanceof Float32Array) copyFloats(data, from, end, out, to);
  else if (data instanceof Int16Array) copyShorts(data, from, end, out, to);
  else out.set(data.subarray(from, end), to);
}

function copyDoubles(data: Float64Array, from: number, end: number, out: Float64Array, to: number) {
  for (let v = from, at = to; v < end; v++, at++) out[at] = data[v];
}

function copyFloats(data: Float32Array, from: number, end: number, out: Float64Array, to: number) {
  for (let v = from, at = to; v < end; v++, at++) out[at] = data[v];
}

function copyShorts(data: Int16Array, from: number, end: number, out: Float64Array, to: number) {
  for (let v = from, at = to; v < end; v++, at++) out[at] = data[v];
}

function allocate({ floats }: Workspace, nx: number, ny: number, nz: number): Float64Array {
  try {
    return floats(nx * ny * nz);
  } catch (cause) {
    const gib = (countGridVoxels({ size: [nx, ny, nz] }) * 8) / 2 ** 30;
    throw new VoxomicsError(
      "too-large",
      `interpolated image of ${nx} × ${ny} × ${nz} voxels needs ${gib.toFixed(1)} GiB, which does not fit in memory`,
      { size: [nx, ny, nz] },
      { cause },
    );
  }
}
