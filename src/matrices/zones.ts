import type { Dimension } from "./neighbourhood.ts";
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
  /** Runs along x that make up the zones: first and last voxel, and the zone they belong to. */
  readonly runFirst: Int32Array;
  readonly runLast: Int32Array;
  readonly runZone: Int32Array;
}

/**
 * Labels the zones of a texture grid (padded by at least one voxel).
 *
 * Union-find over runs along x instead of voxels. Runs come in ascending order, so the runs that a
 * run can touch in one of the rows before it are found by a finger that only moves forwards.
 */
export function labelZones(grid: TextureGrid, dimension: Dimension): Zones {
  const {
    data,
    size: [nx, ny],
  } = grid;
  const { runFirst, runLast } = findRuns(grid);
  const runs = runFirst.length;
  const parent = new Int32Array(runs);
  for (let r = 0; r < runs; r++) parent[r] = r;

  const row = nx;
  const slice = nx * ny;
  const rowsBefore = dimension === 2 ? [row] : [row, slice - row, slice, slice + row];
  for (const back of rowsBefore) linkRuns(data, runFirst, runLast, parent, back);

  return collectZones(grid, dimension, runFirst, runLast, parent);
}

function findRuns({ data, voxels }: TextureGrid): { runFirst: Int32Array; runLast: Int32Array } {
  const first = new Int32Array(voxels.length);
  const last = new Int32Array(voxels.length);
  let runs = 0;
  for (let k = 0; k < voxels.length; k++) {
    const v = voxels[k];
    if (data[v - 1] !== data[v]) first[runs++] = v;
    last[runs - 1] = v;
  }
  return { runFirst: first.subarray(0, runs), runLast: last.subarray(0, runs) };
}

/** Joins every run with those of its level that it touches in the row `back` voxels before. */
function linkRuns(
  data: Uint16Array,
  runFirst: Int32Array,
  runLast: Int32Array,
  parent: Int32Array,
  back: number,
): void {
  let finger = 0;
  for (let r = 0; r < runFirst.length; r++) {
    const level = data[runFirst[r]];
    const from = runFirst[r] - back - 1; // diagonal neighbours touch too
    const to = runLast[r] - back + 1;
    while (runLast[finger] < from) finger++;
    for (let q = finger; runFirst[q] <= to; q++) {
      if (data[runFirst[q]] === level) join(parent, q, r);
    }
  }
}

/** The older run of a zone is its root. */
function join(parent: Int32Array, a: number, b: number): void {
  const ra = root(parent, a);
  const rb = root(parent, b);
  if (ra < rb) parent[rb] = ra;
  else parent[ra] = rb;
}

function root(parent: Int32Array, run: number): number {
  while (parent[run] !== run) {
    parent[run] = parent[parent[run]];
    run = parent[run];
  }
  return run;
}

function collectZones(
  { data, voxels, sliceStart: voxelSliceStart }: TextureGrid,
  dimension: Dimension,
  runFirst: Int32Array,
  runLast: Int32Array,
  parent: Int32Array,
): Zones {
  const runs = runFirst.length;
  const runZone = new Int32Array(runs);
  const level = new Uint16Array(runs);
  const size = new Int32Array(runs);
  const slices = dimension === 2 ? voxelSliceStart.length - 1 : 1;
  const sliceStart = new Int32Array(slices + 1);
  let zones = 0;
  let slice = 0;
  for (let r = 0; r < runs; r++) {
    if (dimension === 2) {
      // a slice whose first voxel is not behind this run has started
      while (slice < slices && voxels[voxelSliceStart[slice]] <= runFirst[r]) {
        sliceStart[slice++] = zones;
      }
    }
    const zone = parent[r] === r ? zones++ : runZone[root(parent, r)];
    runZone[r] = zone;
    level[zone] = data[runFirst[r]];
    size[zone] += runLast[r] - runFirst[r] + 1;
  }
  sliceStart.fill(zones, dimension === 2 ? slice : 1);
  return {
    dimension,
    level: level.subarray(0, zones),
    size: size.subarray(0, zones),
    sliceStart,
    runFirst,
    runLast,
    runZone,
  };
}
