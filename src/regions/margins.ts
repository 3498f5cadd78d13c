import { type Box, growBox, wholeBox, widenBox } from "../volume/box.ts";
import { mapVec3 } from "../volume/vec3.ts";
import type { Grid, Vec3 } from "../volume/volume.ts";
import { type CroppedRegion, moveBox } from "./cropped-region.ts";
import { squaredDistances } from "./distance-transform.ts";

/** A ring: the voxels outside a region that lie farther than `inner` from it, and not farther than `outer`; mm. */
export interface Ring {
  readonly inner: number;
  readonly outer: number;
}

/** A side of the image: the axis, and its first or last voxels. */
export type Side = "-x" | "+x" | "-y" | "+y" | "-z" | "+z";

/** A distance that exceeds a margin by less than this part of it counts as the margin itself. */
const rounding = 1e-9;

/** The square of a margin, in mm², up to which squared distances are within it. */
function squareOf(mm: number): number {
  return (mm * (1 + rounding)) ** 2;
}

/** The voxels within `mm` of a region, and the region itself; as far as the grid goes. */
export function grown(region: CroppedRegion, mm: number, grid: Grid): CroppedRegion {
  const wide = widened(region, mm, grid);
  const most = squareOf(mm);
  return where(wide, squaredDistances(wide.mask, 1), (square) => square <= most);
}

/** The voxels outside a region in a ring around it; as far as the grid goes. */
export function ringed(region: CroppedRegion, { inner, outer }: Ring, grid: Grid): CroppedRegion {
  const wide = widened(region, outer, grid);
  const [least, most] = [squareOf(inner), squareOf(outer)];
  return where(wide, squaredDistances(wide.mask, 1), (square) => square > least && square <= most);
}

/** The voxels of a region that lie farther than `mm` from every voxel outside it. */
export function shrunk(region: CroppedRegion, mm: number, grid: Grid): CroppedRegion {
  const most = squareOf(mm);
  const { region: seen, squares } = fromOutside(region, grid);
  return where(seen, squares, (square) => square > most);
}

/** The voxels of a region within `mm` of a voxel outside it. */
export function rimmed(region: CroppedRegion, mm: number, grid: Grid): CroppedRegion {
  const most = squareOf(mm);
  const { region: seen, squares } = fromOutside(region, grid);
  return where(seen, squares, (square) => square > 0 && square <= most);
}

/**
 * Squared distances to the nearest voxel outside a region. It lies at most one voxel beyond the region's box.
 * What lies beyond the grid is not outside: there is no voxel.
 */
function fromOutside(region: CroppedRegion, grid: Grid) {
  const seen = moveBox(region, grid, growBox(region.box, [1, 1, 1], grid.size));
  return { region: seen, squares: squaredDistances(seen.mask, 0) };
}

/** The region in a box that goes `mm` farther on every side, as far as the grid goes. */
function widened(region: CroppedRegion, mm: number, grid: Grid): CroppedRegion {
  return moveBox(region, grid, growBox(region.box, reachOf(mm, grid), grid.size));
}

/** The farthest voxel along each axis whose centre lies within a margin. */
function reachOf(mm: number, { spacing }: Grid): Vec3 {
  return mapVec3(spacing, (step) => Math.floor((mm * (1 + rounding)) / step));
}

function where(
  { mask, box }: CroppedRegion,
  squares: Float64Array,
  holds: (square: number) => boolean,
): CroppedRegion {
  const data = new Uint8Array(squares.length);
  for (let v = 0; v < data.length; v++) data[v] = holds(squares[v]) ? 1 : 0;
  return { mask: { ...mask, data }, box };
}

/**
 * The sides of the image beyond which voxels within a margin of a region would lie. An axis with one voxel has no
 * sides: the image is that slice.
 *
 * @param box bounding box of the region
 */
export function sidesReached(box: Box, mm: number, grid: Grid): readonly Side[] {
  const whole = wholeBox(grid);
  const { min, max } = widenBox(box, reachOf(mm, grid));
  return ([0, 1, 2] as const).flatMap((axis): Side[] => {
    if (grid.size[axis] === 1) return [];
    const name = (["x", "y", "z"] as const)[axis];
    return [
      ...(min[axis] < whole.min[axis] ? ([`-${name}`] as const) : []),
      ...(max[axis] > whole.max[axis] ? ([`+${name}`] as const) : []),
    ];
  });
}

/** The sides of the image that a region touches; see `sidesReached` for the axes that have sides. */
export function sidesTouched(box: Box, grid: Grid): readonly Side[] {
  return sidesReached(widenBox(box, [1, 1, 1]), 0, grid);
}
