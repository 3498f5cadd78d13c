import { mostDirectTaps } from "../convolution/convolve.ts";
import { type Footprint, widestReach } from "../convolution/reach.ts";
import type { PreparedFilter } from "../filters/filter.ts";
import { type Box, countBoxVoxels, wholeBox, widenBox } from "../volume/box.ts";
import { type JoinedBox, joinBoxes } from "../volume/join-boxes.ts";
import { mapVec3 } from "../volume/vec3.ts";
import type { Grid, Vec3 } from "../volume/volume.ts";

/**
 * The parts of an image that a filter has to act on, so that its response inside some boxes is that of
 * the whole image: each box with the reach of the kernel around it.
 *
 * At the border of the image a part ends, and the boundary condition applies as ever. Under `periodic`
 * it goes on past the border, where the opposite side lies. Boxes share a part where that has fewer
 * voxels. The whole image is the only part where parts would have more voxels than that, and for
 * filters whose responses depend on the whole image.
 *
 * A Fourier transform rounds otherwise in another part. So boxes of a filter that is applied by
 * Fourier transform do not share parts: what is found in a box then depends on no other box, unless
 * all have the whole image.
 *
 * @param grid of the interpolated image
 * @param boxes inside the grid
 * @returns the parts, each with the numbers of the boxes that it is for
 */
export function filterWindows(
  filter: PreparedFilter,
  grid: Grid,
  boxes: readonly Box[],
): JoinedBox[] {
  const whole: JoinedBox = { box: wholeBox(grid), members: boxes.map((_, n) => n) };
  const margin = filterMargin(filter, grid);
  if (margin === null) return [whole];
  const fitted = filter.settings.boundary === "periodic" ? untilTurn(grid) : clamped(grid);
  const around = boxes.map((box) => fitted(widenBox(box, margin)));
  const windows =
    filter.usesFourier || filter.reach(grid)?.some(hasLongKernel)
      ? around.map((box, n) => ({ box, members: [n] }))
      : joinBoxes(around, fitted);
  const voxels = windows.reduce((sum, { box }) => sum + countBoxVoxels(box), 0);
  return voxels < countBoxVoxels(whole.box) ? windows : [whole];
}

/**
 * How many voxels around a voxel its response depends on along x, y and z; null if it depends on the
 * whole image.
 *
 * @param grid of the interpolated image
 */
export function filterMargin(filter: PreparedFilter, grid: Grid): Vec3 | null {
  const footprints = filter.usesRange ? null : filter.reach(grid);
  return footprints === null ? null : widestReach(footprints);
}

/** Whether a kernel has so many taps that it is applied by Fourier transform. */
function hasLongKernel(footprint: Footprint): boolean {
  return footprint.some((axis) => axis.some((offsets) => offsets.length > mostDirectTaps));
}

/** Cuts a box at the border of a grid. */
const clamped =
  ({ size }: Grid) =>
  ({ min, max }: Box): Box => ({
    min: mapVec3(min, (low) => Math.max(0, low)),
    max: mapVec3(max, (high, axis) => Math.min(size[axis] - 1, high)),
  });

/** Lets a box go past the border of a grid; an axis that it goes all the way round is taken once. */
const untilTurn =
  ({ size }: Grid) =>
  ({ min, max }: Box): Box => {
    const goesRound = mapVec3(size, (n, axis) => max[axis] - min[axis] + 1 >= n);
    const end = (of: Vec3, turn: Vec3) =>
      mapVec3(of, (k, axis) => (goesRound[axis] ? turn[axis] : k));
    return {
      min: end(min, [0, 0, 0]),
      max: end(
        max,
        mapVec3(size, (n) => n - 1),
      ),
    };
  };
