import { indexToWorld } from "./geometry.ts";
import { unionOfLanes, unionOfWords, wordsOf } from "./scan.ts";
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
  return touchesAllFaces(volume) ? wholeBox(volume) : scanVolume(volume).box;
}

/** Whether each of the six faces of a volume has a voxel that is not 0: one that was cut out has. */
function touchesAllFaces({ data, size: [nx, ny, nz] }: Volume): boolean {
  const area = nx * ny;
  return (
    isAnySet(data, 0, 1, nx, nx, ny) &&
    isAnySet(data, area * (nz - 1), 1, nx, nx, ny) &&
    isAnySet(data, 0, 1, nx, area, nz) &&
    isAnySet(data, area - nx, 1, nx, area, nz) &&
    isAnySet(data, 0, nx, ny, area, nz) &&
    isAnySet(data, nx - 1, nx, ny, area, nz)
  );
}

/** Whether a voxel of a face is not 0: `m` lines, `across` apart, of `n` voxels, `along` apart. */
function isAnySet(
  data: VoxelArray,
  from: number,
  along: number,
  n: number,
  across: number,
  m: number,
): boolean {
  for (let line = from; line < from + m * across; line += across) {
    for (let v = line; v < line + n * along; v += along) if (data[v] !== 0) return true;
  }
  return false;
}

/**
 * The smallest box that holds every non-zero voxel and, of a volume of bytes, the bits that are set in any
 * of them: both in one pass, because a mask can be larger than a processor's caches.
 */
export function scanVolume({ data, size: [nx, ny, nz] }: Volume): {
  readonly box: Box | null;
  readonly bits: number;
} {
  const perWord = 4 / data.BYTES_PER_ELEMENT;
  // numbers of 32 bits and more, and memory that starts within a word, are read one by one
  const isRead = perWord >= 2 && data.length < 2 ** 31 - perWord;
  const words = isRead ? wordsOf(data) : new Int32Array(0);
  const readable = perWord * words.length;
  // by a shift: the quotient of a division is no integer to the engine, and slows the loop over words
  const shift = perWord >> 1;
  const unionOf = (from: number, end: number) =>
    unionOfWords(words, from >> shift, (end + perWord - 1) >> shift);
  let x0 = nx;
  let y0 = ny;
  let z0 = nz;
  let x1 = -1;
  let y1 = -1;
  let z1 = -1;
  let bits = 0;
  for (let z = 0, v = 0; z < nz; z++) {
    // the first and the last word of a slice or row can hold voxels of others too
    if (v + nx * ny <= readable && unionOf(v, v + nx * ny) === 0) {
      v += nx * ny;
      continue;
    }
    for (let y = 0; y < ny; y++, v += nx) {
      if (v + nx <= readable) {
        const union = unionOf(v, v + nx);
        if (union === 0) continue;
        bits |= union;
      }
      const first = firstOf(data, v, v + nx) - v;
      if (first === nx) continue;
      if (v + nx > readable && perWord === 4) bits |= unionOfVoxels(data, v, v + nx);
      const last = lastOf(data, v + Math.max(first, x1), v + nx) - v;
      if (first < x0) x0 = first;
      if (last > x1) x1 = last;
      if (y < y0) y0 = y;
      if (y > y1) y1 = y;
      if (z < z0) z0 = z;
      z1 = z;
    }
  }
  const box: Box | null = x1 < 0 ? null : { min: [x0, y0, z0], max: [x1, y1, z1] };
  return { box, bits: unionOfLanes(bits) };
}

/** The place of the first voxel that is not 0, or `to`. */
function firstOf(data: VoxelArray, from: number, to: number): number {
  let v = from;
  while (v < to && data[v] === 0) v++;
  return v;
}

/** The place of the last voxel that is not 0, or `from`. */
function lastOf(data: VoxelArray, from: number, to: number): number {
  let v = to - 1;
  while (v > from && data[v] === 0) v--;
  return v;
}

/** The bits that are set in any voxel. */
function unionOfVoxels(data: VoxelArray, from: number, to: number): number {
  let union = 0;
  for (let v = from; v < to; v++) union |= data[v];
  return union;
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
