import { inWorkspace, type Workspace } from "../base/workspace.ts";
import type { Vec3 } from "../volume/volume.ts";
import { type Dimension, directions, steps } from "./neighbourhood.ts";
import { partRanges } from "./part-ranges.ts";
import type { TextureGrid } from "./texture-grid.ts";

/** Connected zones of equal grey level (26-connected in 3D, 8-connected in a slice), by slice. */
export interface Zones {
  readonly dimension: Dimension;
  /** Grey level of each zone. */
  readonly level: Uint16Array;
  /** Number of voxels of each zone. */
  readonly size: Int32Array;
  /** Zones `sliceStart[z]` up to `sliceStart[z + 1]` lie in slice z; one entry pair for 3D. */
  readonly sliceStart: Int32Array;
  /** The zone of each region voxel, in the order of `grid.voxels`. */
  readonly zone: Int32Array;
}

/**
 * Labels the zones of a texture grid (padded by at least one voxel).
 *
 * Union-find over the voxels. A voxel compares itself with all neighbours before it at once,
 * without a branch, and joins only those that do not touch each other: the others have been joined
 * already. So there is little to guess wrong, and one join per voxel where levels are alike.
 */
export function labelZones(grid: TextureGrid, dimension: Dimension): Zones {
  return inWorkspace((workspace) => numberZones(grid, dimension, workspace));
}

function numberZones(grid: TextureGrid, dimension: Dimension, workspace: Workspace): Zones {
  const { data, voxels } = grid;
  const forest = workspace.integers(data.length);
  growForest(grid, dimension, forest);
  const ranges = partRanges(grid, dimension);
  const sliceStart = new Int32Array(ranges.length + 1);
  const zone = new Int32Array(voxels.length);
  const level = workspace.integers(voxels.length);
  const size = workspace.integers(voxels.length);
  let zones = 0;
  for (const { slice, from, to } of ranges) {
    for (let k = from; k < to; k++) {
      const v = voxels[k];
      const parent = forest[v];
      // a parent comes before its children: its place in the forest holds its zone by now
      const z = parent === v ? zones++ : forest[parent];
      forest[v] = z;
      zone[k] = z;
      level[z] = data[v];
      size[z]++;
    }
    sliceStart[slice + 1] = zones;
  }
  return {
    dimension,
    level: new Uint16Array(level.subarray(0, zones)),
    size: size.slice(0, zones),
    sliceStart,
    zone,
  };
}

/**
 * Gives every region voxel the index of a voxel of its zone that is not behind it: its own, if it
 * is the first of its zone.
 */
function growForest(
  { data, size, voxels }: TextureGrid,
  dimension: Dimension,
  forest: Int32Array,
): void {
  const { back, touching } = neighboursBefore(size, dimension);
  const compare = dimension === 2 ? compare4 : compare13;
  compare(data, voxels, back, touching, forest);
}

interface NeighboursBefore {
  /** Steps back to the neighbours that come before a voxel. */
  readonly back: Int32Array;
  /** For each of them, the set of those that it touches, as bits. */
  readonly touching: Int32Array;
}

/** The neighbours before a voxel; those that touch the most others have the highest bits. */
function neighboursBefore(size: TextureGrid["size"], dimension: Dimension): NeighboursBefore {
  const all = directions(dimension);
  const touch = (a: Vec3, b: Vec3) => a.every((step, axis) => Math.abs(step - b[axis]) <= 1);
  const degree = (a: Vec3) => all.filter((b) => touch(a, b)).length;
  const vectors = [...all].sort((a, b) => degree(a) - degree(b));
  const bits = (a: Vec3) => vectors.reduce((set, b, bit) => set | (Number(touch(a, b)) << bit), 0);
  return { back: steps(vectors, size), touching: Int32Array.from(vectors, bits) };
}

/** 1 if equal, else 0. */
function same(a: number, b: number): number {
  return ((a ^ b) - 1) >>> 31;
}

/** Joins voxel v with the neighbours before it of which a bit is set; the oldest becomes the root. */
function join(
  forest: Int32Array,
  v: number,
  bits: number,
  back: Int32Array,
  touching: Int32Array,
): void {
  let oldest = v;
  while (bits !== 0) {
    const bit = 31 - Math.clz32(bits);
    bits &= ~touching[bit];
    const other = root(forest, v - back[bit]);
    if (other < oldest) {
      forest[oldest] = other;
      oldest = other;
    } else {
      forest[other] = oldest;
    }
  }
  forest[v] = oldest;
}

function root(forest: Int32Array, v: number): number {
  while (forest[v] !== v) {
    forest[v] = forest[forest[v]];
    v = forest[v];
  }
  return v;
}

/** Joins every voxel with its equals among the 4 neighbours before it in its slice. */
function compare4(
  data: Uint16Array,
  voxels: Int32Array,
  back: Int32Array,
  touching: Int32Array,
  forest: Int32Array,
): void {
  const [a0, a1, a2, a3] = back;
  for (let k = 0; k < voxels.length; k++) {
    const v = voxels[k];
    const i = data[v];
    const equals =
      same(i, data[v - a0]) |
      (same(i, data[v - a1]) << 1) |
      (same(i, data[v - a2]) << 2) |
      (same(i, data[v - a3]) << 3);
    join(forest, v, equals, back, touching);
  }
}

/** The same with the 13 neighbours before it in space. */
function compare13(
  data: Uint16Array,
  voxels: Int32Array,
  back: Int32Array,
  touching: Int32Array,
  forest: Int32Array,
): void {
  const [a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12] = back;
  for (let k = 0; k < voxels.length; k++) {
    const v = voxels[k];
    const i = data[v];
    const equals =
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
    join(forest, v, equals, back, touching);
  }
}
