import { boundingBox, boxSize } from "../volume/box.ts";
import type { Mask } from "../volume/mask.ts";
import type { Vec3 } from "../volume/volume.ts";
import type { Dimension } from "./neighbourhood.ts";

/** Distances in the box of a mask, surrounded by one layer of zeros on every side. */
export interface BorderDistance {
  /** City-block distance to the nearest voxel outside the mask, in voxels; 0 outside. */
  readonly data: Uint16Array;
  /** Voxels along x, y, z, the layer of zeros included. */
  readonly size: Vec3;
  /** Where voxel (0, 0, 0), which is in the layer of zeros, lies on the mask's grid. */
  readonly origin: Vec3;
}

/**
 * How many steps along the axes lead out of a mask, in the slice plane (2D) or in space (3D): 1 at
 * its border. Beyond the grid is outside.
 *
 * Two sweeps. The first finds the shortest ways out that only lead backwards in memory; the second,
 * from the end, those that also lead forwards.
 */
export function borderDistance(mask: Mask, dimension: Dimension): BorderDistance {
  const box = boundingBox(mask);
  if (box === null) return { data: new Uint16Array(0), size: [0, 0, 0], origin: [0, 0, 0] };
  const [bx, by, bz] = boxSize(box);
  const size: Vec3 = [bx + 2, by + 2, bz + 2];
  const row = size[0];
  const slice = size[0] * size[1];
  const origin: Vec3 = [box.min[0] - 1, box.min[1] - 1, box.min[2] - 1];
  const data = new Uint16Array(slice * size[2]);
  const across = dimension === 2 ? row : slice; // a slice above or below is no neighbour in 2D
  const [nx, ny] = mask.size;
  for (let z = 1; z <= bz; z++) {
    for (let y = 1; y <= by; y++) {
      const from = origin[0] + 1 + nx * (origin[1] + y + ny * (origin[2] + z));
      const to = 1 + row * y + slice * z;
      for (let x = 0; x < bx; x++) data[to + x] = mask.data[from + x];
      sweepForwards(data, to, to + bx, row, across);
    }
  }
  for (let z = bz; z >= 1; z--) {
    for (let y = by; y >= 1; y--) {
      const first = 1 + row * y + slice * z;
      sweepBackwards(data, first, first + bx, row, across);
    }
  }
  return { data, size, origin };
}

/** Distances of voxels [from, to) of a row of 0 and 1, from those of the rows before. */
function sweepForwards(
  data: Uint16Array,
  from: number,
  to: number,
  row: number,
  across: number,
): void {
  for (let v = from; v < to; v++) {
    if (data[v] === 0) continue;
    data[v] = 1 + Math.min(data[v - 1], data[v - row], data[v - across]);
  }
}

/** Shortens the distances of voxels [from, to) of a row by ways through the rows behind. */
function sweepBackwards(
  data: Uint16Array,
  from: number,
  to: number,
  row: number,
  across: number,
): void {
  for (let v = to - 1; v >= from; v--) {
    data[v] = Math.min(data[v], 1 + Math.min(data[v + 1], data[v + row], data[v + across]));
  }
}
