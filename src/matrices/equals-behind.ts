import type { Vec3 } from "../volume/volume.ts";
import { type Dimension, directions, flatOffsets } from "./neighbourhood.ts";
import type { TextureGrid } from "./texture-grid.ts";

/** Whether each voxel has the grey level of the voxels behind it. */
export interface EqualsBehind {
  readonly dimension: Dimension;
  /** The steps from the voxels behind, in the order of the bits, the lowest first. */
  readonly steps: readonly Vec3[];
  /** For every region voxel, in the order of `grid.voxels`: a bit for each step, 1 where levels are equal. */
  readonly bits: Uint16Array;
}

/** Whether voxels have a common corner, if one is `a` and the other `b` away from a third. */
export function touch(a: Vec3, b: Vec3): boolean {
  return a.every((step, axis) => Math.abs(step - b[axis]) <= 1);
}

/**
 * Compares every region voxel of a texture grid (padded by at least one voxel) with those behind it,
 * without a branch, which the processor would mispredict often. Runs and zones are both made of this.
 *
 * The voxels behind that touch the most others have the highest bits.
 */
export function equalsBehind(grid: TextureGrid, dimension: Dimension): EqualsBehind {
  const all = directions(dimension);
  const degree = (a: Vec3) => all.filter((b) => touch(a, b)).length;
  const steps = [...all].sort((a, b) => degree(a) - degree(b));
  const bits = new Uint16Array(grid.voxels.length);
  const compare = dimension === 2 ? compare4 : compare13;
  compare(grid.data, grid.voxels, flatOffsets(steps, grid.size), bits);
  return { dimension, steps, bits };
}

/** 1 if equal, else 0. */
function same(a: number, b: number): number {
  return ((a ^ b) - 1) >>> 31;
}

function compare4(data: Uint16Array, voxels: Int32Array, back: Int32Array, bits: Uint16Array) {
  const [a0, a1, a2, a3] = back;
  for (let k = 0; k < voxels.length; k++) {
    const v = voxels[k];
    const i = data[v];
    bits[k] =
      same(i, data[v - a0]) |
      (same(i, data[v - a1]) << 1) |
      (same(i, data[v - a2]) << 2) |
      (same(i, data[v - a3]) << 3);
  }
}

function compare13(data: Uint16Array, voxels: Int32Array, back: Int32Array, bits: Uint16Array) {
  const [a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12] = back;
  for (let k = 0; k < voxels.length; k++) {
    const v = voxels[k];
    const i = data[v];
    bits[k] =
      same(i, data[v - a0]) |
      (same(i, data[v - a1]) << 1) |
      (same(i, data[v - a2]) << 2) |
      (same(i, data[v - a3]) << 3) |
      (same(i, data[v - a4]) << 4) |
      (same(i, data[v - a5]) << 5) |
      (same(i, data[v - a6]) << 6) |
      (same(i, data[v - a7]) << 7) |
      (same(i, data[v - a8]) << 8) |
      (same(i, data[v - a9]) << 9) |
      (same(i, data[v - a10]) << 10) |
      (same(i, data[v - a11]) << 11) |
      (same(i, data[v - a12]) << 12);
  }
}
