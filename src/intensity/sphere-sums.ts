import type { Workspace } from "../base/workspace.ts";
import type { Box } from "../volume/box.ts";
import { boxSize } from "../volume/box.ts";
import type { Mask } from "../volume/mask.ts";
import type { Sphere } from "./sphere.ts";

/** A slice of the sphere, made of runs along x. */
interface Disc {
  /** The offsets along z at which the sphere has this slice. */
  readonly dz: readonly number[];
  /** Offset in `runs` from the centre row to the run sums of the disc's middle row. */
  readonly middle: number;
  /** The same for the disc's other rows. */
  readonly outer: readonly number[];
}

/**
 * Sums of `values` over the sphere around each voxel of `centres`. Voxels beyond the grid count as 0.
 *
 * A sphere is a stack of discs, and a disc is a stack of runs along x. For each slice the sums of
 * runs are computed once, from these the sums of discs, and these are added to the spheres of all
 * slices that contain them: about 70 additions for each sphere of 1000 voxels. Nothing is ever
 * subtracted, so that an extreme value affects the rounding of only those spheres that contain it.
 *
 * @param box contains all centres
 * @returns one entry for each voxel of `box`; entries of voxels that are no centres have no meaning
 */
export function sphereSums(
  values: Float64Array,
  centres: Mask,
  box: Box,
  sphere: Sphere,
  { floats }: Workspace,
): Float64Array {
  const [nx, ny, nz] = centres.size;
  const [bx, by, bz] = boxSize(box);
  const [x0, y0, z0] = box.min;
  const reachZ = sphere.length - 1;
  const reachY = sphere[0].length - 1;
  const reachX = sphere[0][0];

  // run sums of one slice, first by half length, then by row; rows beyond the grid stay 0
  const plane = bx * (by + 2 * reachY);
  const runs = floats(plane * (reachX + 1));
  const line = floats(bx + 2 * reachX);
  const discs = distinctDiscs(sphere, plane, bx);
  const extents = rowExtents(centres, box);
  const disc = floats(bx);
  const out = floats(bx * by * bz);

  const from = Math.max(0, x0 - reachX);
  const to = Math.min(nx, x0 + bx + reachX);
  for (let z = Math.max(0, z0 - reachZ); z < Math.min(nz, z0 + bz + reachZ); z++) {
    for (let y = Math.max(0, y0 - reachY); y < Math.min(ny, y0 + by + reachY); y++) {
      const row = nx * (y + ny * z);
      line.set(values.subarray(row + from, row + to), from - x0 + reachX);
      sumRuns(line, reachX, runs, bx * (y - y0 + reachY), plane, bx);
    }
    for (const { dz, middle, outer } of discs) {
      const slices = dz.map((d) => z - z0 - d).filter((slice) => slice >= 0 && slice < bz);
      for (let y = 0; y < by; y++) {
        let first = bx;
        let last = -1;
        for (const slice of slices) {
          first = Math.min(first, extents[2 * (y + by * slice)]);
          last = Math.max(last, extents[2 * (y + by * slice) + 1]);
        }
        if (first > last) continue;
        const count = last - first + 1;
        sumDisc(runs, bx * (y + reachY) + first, middle, outer, disc, count);
        for (const slice of slices) add(out, bx * (y + by * slice) + first, disc, count);
      }
    }
  }
  return out;
}

function distinctDiscs(sphere: Sphere, plane: number, row: number): Disc[] {
  const discs = new Map<string, Disc & { dz: number[] }>();
  sphere.forEach((widths, dz) => {
    const key = widths.join();
    const both = dz === 0 ? [0] : [-dz, dz];
    const same = discs.get(key);
    if (same) same.dz.push(...both);
    else {
      const outer = widths.flatMap((h, dy) => [h * plane - dy * row, h * plane + dy * row]);
      discs.set(key, { dz: both, middle: outer[0], outer: outer.slice(2) });
    }
  });
  return [...discs.values()];
}

/**
 * First and last centre of each row of the box, two entries for each row; first > last if it has
 * none.
 */
function rowExtents({ data, size: [nx, ny] }: Mask, { min, max }: Box): Int32Array {
  const [bx, by, bz] = boxSize({ min, max });
  const extents = new Int32Array(2 * by * bz);
  for (let z = 0, e = 0; z < bz; z++) {
    for (let y = 0; y < by; y++, e += 2) {
      const row = min[0] + nx * (min[1] + y + ny * (min[2] + z));
      let first = 0;
      while (first < bx && data[row + first] === 0) first++;
      let last = bx - 1;
      while (last > first && data[row + last] === 0) last--;
      extents[e] = first;
      extents[e + 1] = last;
    }
  }
  return extents;
}

/**
 * Writes the sums of a line over x - h .. x + h, for h = 0 .. reach and x = 0 .. count - 1, to
 * entries at + h * plane + x of `runs`. The value at x is line[reach + x].
 */
function sumRuns(
  line: Float64Array,
  reach: number,
  runs: Float64Array,
  at: number,
  plane: number,
  count: number,
): void {
  runs.set(line.subarray(reach, reach + count), at);
  for (let h = 1; h <= reach; h++) {
    const longer = at + h * plane;
    const shorter = longer - plane;
    const left = reach - h;
    const right = reach + h;
    for (let x = 0; x < count; x++) {
      runs[longer + x] = runs[shorter + x] + line[left + x] + line[right + x];
    }
  }
}

/** Writes the sums of a disc around each voxel of a row; the outer rows are added six at a time. */
function sumDisc(
  runs: Float64Array,
  at: number,
  middle: number,
  outer: readonly number[],
  disc: Float64Array,
  count: number,
): void {
  const m = at + middle;
  for (let x = 0; x < count; x++) disc[x] = runs[m + x];
  let k = 0;
  for (; k + 6 <= outer.length; k += 6) {
    const a = at + outer[k];
    const b = at + outer[k + 1];
    const c = at + outer[k + 2];
    const d = at + outer[k + 3];
    const e = at + outer[k + 4];
    const f = at + outer[k + 5];
    for (let x = 0; x < count; x++) {
      disc[x] += runs[a + x] + runs[b + x] + runs[c + x] + runs[d + x] + runs[e + x] + runs[f + x];
    }
  }
  for (; k < outer.length; k += 2) {
    const a = at + outer[k];
    const b = at + outer[k + 1];
    for (let x = 0; x < count; x++) disc[x] += runs[a + x] + runs[b + x];
  }
}

function add(out: Float64Array, at: number, disc: Float64Array, count: number): void {
  for (let x = 0; x < count; x++) out[at + x] += disc[x];
}
