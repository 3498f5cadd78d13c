import { inWorkspace, type Workspace } from "../base/workspace.ts";
import { type EqualsBehind, equalsBehind } from "./equals-behind.ts";
import { type Dimension, flatOffsets } from "./neighbourhood.ts";
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
 * Union-find over the voxels. Of the neighbours behind a voxel that have its level, only some that do not
 * touch each other are joined with the voxel: neighbours that touch have been joined already. Where
 * levels are alike this is one join for each voxel.
 */
export function labelZones(
  grid: TextureGrid,
  dimension: Dimension,
  equals = equalsBehind(grid, dimension),
): Zones {
  return inWorkspace((workspace) => numberZones(grid, equals, workspace));
}

function numberZones(grid: TextureGrid, equals: EqualsBehind, workspace: Workspace): Zones {
  const { data, voxels } = grid;
  const { dimension } = equals;
  const forest = workspace.integers(data.length);
  growForest(grid, equals, forest);
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
  { size, voxels }: TextureGrid,
  { steps, touching, bits }: EqualsBehind,
  forest: Int32Array,
): void {
  const back = flatOffsets(steps, size);
  for (let k = 0; k < voxels.length; k++) {
    const v = voxels[k];
    join(forest, v, bits[v], back, touching);
  }
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

/** The root of the tree of voxel v. Voxels on the way to it are moved nearer to it. */
function root(forest: Int32Array, v: number): number {
  let below = v;
  let parent = forest[v];
  for (;;) {
    const above = forest[parent];
    if (above === parent) return parent;
    forest[below] = above;
    below = above;
    parent = forest[above];
  }
}
