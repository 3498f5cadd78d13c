import type { Vec3 } from "../volume/volume.ts";
import type { WindowGrid } from "./window-grid.ts";

/**
 * The kernel around one voxel of a grid, the centre. The centre moves over the grid, mostly by one
 * step along x.
 *
 * Every grey level that occurs in the window has a level index, from 1 on. There are never more level
 * indices than voxels in the kernel, so that tables by level index stay small even for many levels.
 */
export interface Window {
  readonly grid: WindowGrid;
  /**
   * Offset of every kernel voxel from the centre, in voxels along x, y, z, in the order of memory. An
   * index into this list is a kernel position.
   */
  readonly offsets: readonly Vec3[];
  /** The same offsets as differences of flat indices. */
  readonly flatOffsets: Int32Array;
  /** Flat offsets, from the new centre, of the voxels that a step along x adds to the window. */
  readonly entering: Int32Array;
  /** Flat offsets, from the new centre, of the voxels that a step along x takes out of it. */
  readonly leaving: Int32Array;
  /** Grey level at each kernel position; 0 for a voxel without a level. */
  readonly local: Uint16Array;
  /** Number of voxels of each grey level, 0 to N_g. */
  readonly voxels: Float64Array;
  /** Level index of each grey level 0 to N_g; valid for the levels that occur. */
  readonly levelIndex: Uint16Array;
  /** 1 + the highest possible level index. */
  readonly indexCount: number;
  /** Stack of the level indices that are not in use; `freeCount` is its height. */
  readonly freeIndices: Uint16Array;
  freeCount: number;
  /** Flat index of the centre; -1 before the first move. */
  centre: number;
}

/** A window without a centre: `moveWindow` gives it one. */
export function openWindow(grid: WindowGrid, offsets: readonly Vec3[]): Window {
  const flatten = (list: readonly Vec3[]) =>
    Int32Array.from(list, ([x, y, z]) => flatStep(grid, x, y, z));
  const { behind, ahead } = rimOf(offsets);
  const indexCount = 1 + Math.min(offsets.length + ahead.length, grid.levelCount);
  return {
    grid,
    offsets,
    flatOffsets: flatten(offsets),
    entering: flatten(ahead),
    leaving: flatten(behind),
    local: new Uint16Array(offsets.length),
    voxels: new Float64Array(grid.levelCount + 1),
    levelIndex: new Uint16Array(grid.levelCount + 1),
    indexCount,
    freeIndices: Uint16Array.from({ length: indexCount - 1 }, (_, k) => indexCount - 1 - k),
    freeCount: indexCount - 1,
    centre: -1,
  };
}

/**
 * Moves the window's centre to flat index `to`.
 *
 * @param follow updates what is counted in the window; its argument says whether the move is one step
 *   along x. It is called when the levels of entering and of leaving voxels both have level indices.
 */
export function moveWindow(window: Window, to: number, follow: (stepped: boolean) => void): void {
  const { flatOffsets, entering, leaving, centre, local } = window;
  const { levels } = window.grid;
  const stepped = centre >= 0 && to === centre + 1;
  window.centre = to;
  for (let s = 0; s < flatOffsets.length; s++) local[s] = levels[to + flatOffsets[s]];
  if (stepped) {
    enter(window, entering, to);
    follow(true);
    leave(window, leaving, to);
  } else {
    if (centre >= 0) leave(window, flatOffsets, centre);
    enter(window, flatOffsets, to);
    follow(false);
  }
}

function enter(window: Window, offsets: Int32Array, centre: number): void {
  const { voxels, levelIndex, freeIndices } = window;
  const { levels } = window.grid;
  for (let s = 0; s < offsets.length; s++) {
    const level = levels[centre + offsets[s]];
    if (level === 0) continue;
    if (voxels[level]++ === 0) levelIndex[level] = freeIndices[--window.freeCount];
  }
}

function leave(window: Window, offsets: Int32Array, centre: number): void {
  const { voxels, levelIndex, freeIndices } = window;
  const { levels } = window.grid;
  for (let s = 0; s < offsets.length; s++) {
    const level = levels[centre + offsets[s]];
    if (level === 0) continue;
    if (--voxels[level] === 0) freeIndices[window.freeCount++] = levelIndex[level];
  }
}

function flatStep({ size: [nx, ny] }: WindowGrid, x: number, y: number, z: number): number {
  return x + nx * (y + ny * z);
}

/**
 * The offsets of a kernel that the same kernel one voxel back along x does not have (`ahead`), and
 * those that only the latter has (`behind`).
 */
function rimOf(offsets: readonly Vec3[]): { ahead: Vec3[]; behind: Vec3[] } {
  const inside = new Set(offsets.map(String));
  const has = (x: number, y: number, z: number) => inside.has(String([x, y, z]));
  return {
    ahead: offsets.filter(([x, y, z]) => !has(x + 1, y, z)),
    behind: offsets.map(([x, y, z]): Vec3 => [x - 1, y, z]).filter(([x, y, z]) => !has(x, y, z)),
  };
}
