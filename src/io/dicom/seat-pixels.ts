import type { Vec3 } from "../../volume/volume.ts";
import type { Seat } from "./seat.ts";

/**
 * Sets the voxels under the pixels of a frame that are not 0 to 1.
 *
 * @param pixels row by row
 * @param extent columns and rows of the frame
 * @returns how many voxels became 1, and how many would have outside the grid
 */
export function seatPixels(
  data: Uint8Array,
  size: Vec3,
  { start, columns, rows }: Seat,
  [width, height]: readonly [number, number],
  pixels: ArrayLike<number>,
): { inside: number; outside: number } {
  const strides = [1, size[0], size[0] * size[1]];
  const normal = 3 - columns.axis - rows.axis;
  const isPlaneInside = start[normal] >= 0 && start[normal] < size[normal];
  let inside = 0;
  let outside = 0;
  for (let row = 0, p = 0; row < height; row++) {
    const r = start[rows.axis] + rows.step * row;
    const isRowInside = isPlaneInside && r >= 0 && r < size[rows.axis];
    const first = start[normal] * strides[normal] + r * strides[rows.axis];
    for (let column = 0; column < width; column++, p++) {
      if (pixels[p] === 0) continue;
      const c = start[columns.axis] + columns.step * column;
      if (isRowInside && c >= 0 && c < size[columns.axis]) {
        const v = first + c * strides[columns.axis];
        inside += 1 - data[v];
        data[v] = 1;
      } else {
        outside++;
      }
    }
  }
  return { inside, outside };
}
