import type { Vec3 } from "../../volume/volume.ts";
import type { FrameInGrid } from "./frame-in-grid.ts";

/**
 * Sets the voxels of a mask to 1 whose pixels in a frame are not 0.
 *
 * @param data the mask, nx × ny × nz voxels, x fastest
 * @param size nx, ny and nz
 * @param pixels of the frame, row by row
 * @returns how many voxels became 1, and how many pixels that are not 0 lie outside the grid
 */
export function writeFrame(
  data: Uint8Array,
  size: Vec3,
  { start, columns, rows }: FrameInGrid,
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
