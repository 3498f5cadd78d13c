import type { Axis } from "../volume/vec3.ts";
import type { Vec3 } from "../volume/volume.ts";
import { type Boundary, extendAxis, voxelAt } from "./boundary.ts";
import type { Footprint } from "./reach.ts";

/**
 * 1 for each voxel whose response depends on a marked voxel, else 0.
 *
 * @param marks 1 for each marked voxel, else 0
 * @param reach the footprints of the kernel: see `FilterReach`
 */
export function affectedVoxels(
  marks: Uint8Array,
  size: Vec3,
  reach: readonly Footprint[],
  boundary: Boundary,
): Uint8Array {
  const affected = new Uint8Array(marks.length);
  for (const footprint of reach) {
    let within = marks;
    for (const axis of [0, 1, 2] as const) {
      for (const offsets of footprint[axis]) {
        within = isWindow(offsets)
          ? widenAlong(within, size, axis, -offsets[0], boundary)
          : spreadAlong(within, size, axis, offsets, boundary);
      }
    }
    for (let v = 0; v < affected.length; v++) affected[v] |= within[v];
  }
  return affected;
}

/** Whether the offsets are all integers from -r to r. */
function isWindow(offsets: ArrayLike<number>): boolean {
  const last = offsets.length - 1;
  return last >= 0 && offsets[last] === -offsets[0] && offsets[last] - offsets[0] === last;
}

/** 1 for each voxel that has a marked voxel at one of the offsets along an axis. */
function spreadAlong(
  marks: Uint8Array,
  size: Vec3,
  axis: Axis,
  offsets: ArrayLike<number>,
  boundary: Boundary,
): Uint8Array {
  const count = size[axis];
  const stride = [1, size[0], size[0] * size[1]][axis];
  const out = new Uint8Array(marks.length);
  for (let v = 0; v < count; v++) {
    const weighed = new Set<number>();
    for (let t = 0; t < offsets.length; t++) weighed.add(voxelAt(v + offsets[t], count, boundary));
    weighed.delete(-1);
    for (const from of weighed) {
      for (let block = 0; block < marks.length; block += stride * count) {
        const [to, at] = [block + v * stride, block + from * stride];
        for (let k = 0; k < stride; k++) out[to + k] |= marks[at + k];
      }
    }
  }
  return out;
}

/** 1 for each voxel that has a marked voxel at most `reach` voxels away along an axis. */
function widenAlong(
  marks: Uint8Array,
  size: Vec3,
  axis: Axis,
  reach: number,
  boundary: Boundary,
): Uint8Array {
  const count = size[axis];
  // for every boundary, a window of 2 count + 1 positions contains all voxels that a wider one does
  const radius = Math.min(reach, count);
  const map = extendAxis(count, radius, radius, boundary);
  const stride = [1, size[0], size[0] * size[1]][axis];
  const out = new Uint8Array(marks.length);
  const marked = (start: number, k: number) => (map[k] < 0 ? 0 : marks[start + map[k] * stride]);
  for (let block = 0; block < marks.length; block += stride * count) {
    for (let start = block; start < block + stride; start++) {
      let inside = 0;
      for (let k = 0; k < 2 * radius; k++) inside += marked(start, k);
      for (let v = 0; v < count; v++) {
        inside += marked(start, v + 2 * radius);
        if (inside > 0) out[start + v * stride] = 1;
        inside -= marked(start, v);
      }
    }
  }
  return out;
}
