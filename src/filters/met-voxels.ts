import type { Vec3 } from "../volume/volume.ts";
import { type Boundary, extendAxis } from "./boundary.ts";
import type { Axis } from "./filter-axis.ts";

/**
 * The voxels whose kernels meet a marked one, as 0 and 1.
 *
 * @param marks 0 and 1
 * @param reach the boxes that a kernel consists of: see `FilterReach`
 */
export function metVoxels(
  marks: Uint8Array,
  size: Vec3,
  reach: readonly Vec3[],
  boundary: Boundary,
): Uint8Array {
  const met = new Uint8Array(marks.length);
  for (const box of reach) {
    let within = marks;
    for (const axis of [0, 1, 2] as const) {
      if (box[axis] > 0) within = widenAlong(within, size, axis, box[axis], boundary);
    }
    for (let v = 0; v < met.length; v++) met[v] |= within[v];
  }
  return met;
}

/** The voxels that have a marked one at most `reach` voxels away along an axis. */
function widenAlong(
  marks: Uint8Array,
  size: Vec3,
  axis: Axis,
  reach: number,
  boundary: Boundary,
): Uint8Array {
  const count = size[axis];
  // whatever the boundary, a window of 2 count + 1 positions holds all voxels that a wider one does
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
