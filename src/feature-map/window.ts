import type { Vec3 } from "../volume/volume.ts";
import type { WindowGrid } from "./window-grid.ts";

/**
 * A kernel that stands at one voxel of a grid and moves over it, mostly by one step along x.
 *
 * The grey levels inside have slots, numbers from 1 on: there are never more than the kernel has
 * voxels, however many levels there are, so that tables by slot stay small.
 */
export interface Window {
  readonly grid: WindowGrid;
  /** Steps from the centre to every voxel, in the order of memory, also as flat indices. */
  readonly steps: readonly Vec3[];
  readonly flat: Int32Array;
  /** Steps from the centre to the voxels that a move along x brings in, and to those it leaves behind. */
  readonly entering: Int32Array;
  readonly leaving: Int32Array;
  /** Grey level at each step; 0 where there is none. */
  readonly local: Uint16Array;
  /** How many voxels have each grey level. */
  readonly voxels: Float64Array;
  /** The slot of each grey level inside; 0 for level 0. */
  readonly slot: Uint16Array;
  /** One more than the highest slot there can be. */
  readonly slots: number;
  /** Slots that are free, as a stack. */
  readonly free: Uint16Array;
  freeCount: number;
  /** Flat index of the voxel it stands at; -1 before the first move. */
  centre: number;
}

/** A window that stands nowhere yet. */
export function openWindow(grid: WindowGrid, steps: readonly Vec3[]): Window {
  const flatten = (list: readonly Vec3[]) =>
    Int32Array.from(list, ([x, y, z]) => flatStep(grid, x, y, z));
  const { behind, ahead } = rimOf(steps);
  const slots = 1 + Math.min(steps.length + ahead.length, grid.levelCount);
  return {
    grid,
    steps,
    flat: flatten(steps),
    entering: flatten(ahead),
    leaving: flatten(behind),
    local: new Uint16Array(steps.length),
    voxels: new Float64Array(grid.levelCount + 1),
    slot: new Uint16Array(grid.levelCount + 1),
    slots,
    free: Uint16Array.from({ length: slots - 1 }, (_, k) => slots - 1 - k),
    freeCount: slots - 1,
    centre: -1,
  };
}

/**
 * Moves the window to the voxel at flat index `to`.
 *
 * @param follow counts what the move changes: told whether it is one step along x, while the levels
 *   on either side of the step have slots
 */
export function moveWindow(window: Window, to: number, follow: (stepped: boolean) => void): void {
  const { flat, entering, leaving, centre, local } = window;
  const { levels } = window.grid;
  const stepped = centre >= 0 && to === centre + 1;
  window.centre = to;
  for (let s = 0; s < flat.length; s++) local[s] = levels[to + flat[s]];
  if (stepped) {
    enter(window, entering, to);
    follow(true);
    leave(window, leaving, to);
  } else {
    if (centre >= 0) leave(window, flat, centre);
    enter(window, flat, to);
    follow(false);
  }
}

function enter(window: Window, steps: Int32Array, centre: number): void {
  const { voxels, slot, free } = window;
  const { levels } = window.grid;
  for (let s = 0; s < steps.length; s++) {
    const level = levels[centre + steps[s]];
    if (level === 0) continue;
    if (voxels[level]++ === 0) slot[level] = free[--window.freeCount];
  }
}

function leave(window: Window, steps: Int32Array, centre: number): void {
  const { voxels, slot, free } = window;
  const { levels } = window.grid;
  for (let s = 0; s < steps.length; s++) {
    const level = levels[centre + steps[s]];
    if (level === 0) continue;
    if (--voxels[level] === 0) free[window.freeCount++] = slot[level];
  }
}

function flatStep({ size: [nx, ny] }: WindowGrid, x: number, y: number, z: number): number {
  return x + nx * (y + ny * z);
}

/** What differs between a kernel and the same kernel one voxel back along x. */
function rimOf(steps: readonly Vec3[]): { ahead: Vec3[]; behind: Vec3[] } {
  const inside = new Set(steps.map(String));
  const has = (x: number, y: number, z: number) => inside.has(String([x, y, z]));
  return {
    ahead: steps.filter(([x, y, z]) => !has(x + 1, y, z)),
    behind: steps.map(([x, y, z]): Vec3 => [x - 1, y, z]).filter(([x, y, z]) => !has(x, y, z)),
  };
}
