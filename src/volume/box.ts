import { indexToWorld } from "./geometry.ts";
import { blankTest } from "./scan.ts";
import { add, mapVec3, subtract } from "./vec3.ts";
import {
  type Grid,
  identityOf,
  thicknessOf,
  type Vec3,
  type Volume,
  type VoxelArray,
} from "./volume.ts";

/** A box of voxels: from `min` up to and including `max`. */
export interface Box {
  readonly min: Vec3;
  readonly max: Vec3;
}

/** Number of voxels along each axis of a box. */
export function boxSize(box: Box): Vec3 {
  const { min, max } = box;
  return [max[0] - min[0] + 1, max[1] - min[1] + 1, max[2] - min[2] + 1];
}

/** Number of voxels in a box. */
export function countBoxVoxels(box: Box): number {
  const [nx, ny, nz] = boxSize(box);
  return nx * ny * nz;
}

/** The box of all voxels of a grid. */
export function wholeBox({ size: [nx, ny, nz] }: { readonly size: Vec3 }): Box {
  return { min: [0, 0, 0], max: [nx - 1, ny - 1, nz - 1] };
}

/** The smallest box that holds every non-zero voxel; null if there is none. */
export function boundingBox(volume: Volume): Box | null {
  const {
    data,
    size: [nx, ny, nz],
  } = volume;
  let x0 = nx,
    y0 = ny,
    z0 = nz,
    x1 = -1,
    y1 = -1,
    z1 = -1;
  const isBlank = blankTest(data);
  for (let z = 0, v = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++, v += nx) {
      if (isBlank(v, v + nx)) continue;
      let first = 0;
      while (first < nx && data[v + first] === 0) first++;
      if (first === nx) continue;
      let last = nx - 1;
      while (data[v + last] === 0) last--;
      if (first < x0) x0 = first;
      if (last > x1) x1 = last;
      if (y < y0) y0 = y;
      if (y > y1) y1 = y;
      if (z < z0) z0 = z;
      z1 = z;
    }
  }
  return x1 < 0 ? null : { min: [x0, y0, z0], max: [x1, y1, z1] };
}

/** The box grown by `margin` voxels on every side, but not past the grid. */
export function growBox(box: Box, margin: Vec3, size: Vec3): Box {
  return intersectBoxes(widenBox(box, margin), wholeBox({ size }));
}

/** The box and `margin` voxels on every side, also past the grid. */
export function widenBox({ min, max }: Box, margin: Vec3): Box {
  return { min: subtract(min, margin), max: add(max, margin) };
}

/** What two boxes have in common; a lowest voxel above the highest where they do not meet. */
export function intersectBoxes(a: Box, b: Box): Box {
  return {
    min: mapVec3(a.min, (low, axis) => Math.max(low, b.min[axis])),
    max: mapVec3(a.max, (high, axis) => Math.min(high, b.max[axis])),
  };
}

/** The smallest box that holds two boxes. */
export function hullOf(a: Box, b: Box): Box {
  return {
    min: mapVec3(a.min, (low, axis) => Math.min(low, b.min[axis])),
    max: mapVec3(a.max, (high, axis) => Math.max(high, b.max[axis])),
  };
}

/** Whether a box lies in another one. */
export function isInside(inner: Box, outer: Box): boolean {
  return inner.min.every((low, a) => low >= outer.min[a] && inner.max[a] <= outer.max[a]);
}

/** The box moved by some voxels. */
export function shiftBox({ min, max }: Box, by: Vec3): Box {
  return { min: add(min, by), max: add(max, by) };
}

/** The eight corners of a box, x changing fastest. */
export function boxCorners({ min, max }: Box): readonly Vec3[] {
  const ends = [min, max];
  return ends.flatMap(([, , z]) => ends.flatMap(([, y]) => ends.map(([x]): Vec3 => [x, y, z])));
}

/** The part of a grid that a box covers. */
export function cropGrid(grid: Grid, box: Box): Grid {
  return {
    size: boxSize(box),
    spacing: grid.spacing,
    origin: indexToWorld(grid, box.min),
    direction: grid.direction,
  };
}

/** The part of a volume that a box covers, in an array of its own of the same type. */
export function crop<A extends VoxelArray>(volume: Volume<A>, box: Box): Volume<A> {
  const {
    data,
    size: [nx, ny],
  } = volume;
  const grid = cropGrid(volume, box);
  const [mx, my, mz] = grid.size;
  const out = new (data.constructor as new (length: number) => A)(mx * my * mz);
  for (let z = 0, to = 0; z < mz; z++) {
    for (let y = 0; y < my; y++, to += mx) {
      const from = box.min[0] + nx * (box.min[1] + y + ny * (box.min[2] + z));
      out.set(data.subarray(from, from + mx), to);
    }
  }
  return { ...grid, ...identityOf(volume), ...thicknessOf(volume), data: out };
}
