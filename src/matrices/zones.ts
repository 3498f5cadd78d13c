import { inWorkspace, type Workspace } from "../base/workspace.ts";
import type { Vec3 } from "../volume/volume.ts";
import { type Dimension, directions, flatOffsets } from "./neighbourhood.ts";
import { partRanges } from "./part-ranges.ts";
import type { TextureGrid } from "./texture-grid.ts";

/** Connected zones of equal grey level (26-connected in 3D, 8-connected in a slice), by slice. */
export interface Zones {
  readonly dimension: Dimension;
  /** Grey level of each zone. */
  readonly level: Uint16Array;
  /** Number of voxels of each zone. */
  readonly size: Int32Array;
  /** Slice z has the zones `sliceStart[z]` to `sliceStart[z + 1]` - 1; in 3D all are in slice 0. */
  readonly sliceStart: Int32Array;
  /** The zone of each region voxel, in the order of `grid.voxels`. */
  readonly zone: Int32Array;
}

/**
 * Labels the zones of a texture grid (padded by at least one voxel).
 *
 * Union-find over the voxels. Each voxel is compared with all neighbours before it, without a branch
 * that the processor could mispredict. Of the neighbours with the same level, only some that do not
 * touch each other are joined with the voxel: neighbours that touch have been joined already. Where
 * levels are alike this is one join for each voxel.
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
      // a parent comes before its children: the parent's entry holds its zone number by now
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
 * Writes to `forest`, for every region voxel, the index of an earlier voxel of its zone; the first
 * voxel of a zone gets its own index.
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
  /** What to subtract from a voxel's flat index to get each neighbour before it. */
  readonly back: Int32Array;
  /** For each of these neighbours, bits for those of them that it touches. */
  readonly touching: Int32Array;
}

/** The neighbours before a voxel; those that touch the most others have the highest bits. */
function neighboursBefore(size: TextureGrid["size"], dimension: Dimension): NeighboursBefore {
  const all = directions(dimension);
  const touch = (a: Vec3, b: Vec3) => a.every((step, axis) => Math.abs(step - b[axis]) <= 1);
  const degree = (a: Vec3) => all.filter((b) => touch(a, b)).length;
  const vectors = [...all].sort((a, b) => degree(a) - degree(b));
  const bits = (a: Vec3) => vectors.reduce((set, b, bit) => set | (Number(touch(a, b)) << bit), 0);
  return { back: flatOffsets(vectors, size), touching: Int32Array.from(vectors, bits) };
}

/** 1 if equal, else 0. */
function same(a: number, b: number): number {
  return ((a ^ b) - 1) >>> 31;
}

/**
 * Joins voxel v with the neighbours before it whose bit is set. The root is the first voxel in
 * memory.
 */
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
