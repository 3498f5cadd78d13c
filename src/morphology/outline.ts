import type { PaddedMask } from "./padded-mask.ts";
import { type PlanarPoint, planarHull } from "./planar-hull.ts";

/** The outline of a region in a plane: lines half-way between pixels inside and outside. */
export interface Outline {
  /** Area inside the outline, in mm². */
  readonly area: number;
  /** Length of the outline, that of holes included, in mm. */
  readonly perimeter: number;
  /** Corners of the outline's convex hull, counter-clockwise, in mm from the centre of the plane's first pixel. */
  readonly corners: readonly PlanarPoint[];
}

/**
 * Marching squares on a padded mask of one plane: its second one, as the first is padding.
 *
 * The vertices of the outline are the middles between a pixel inside and a neighbour outside. Of two diagonal pixels,
 * each has a line of its own. The area is exact but for the scale: a square has 0, 1/8, 1/4, 1/2, 7/8 or 1 pixel.
 *
 * @param spacing in mm along the plane's axes
 */
export function measureOutline(
  { data, size: [nx, ny] }: PaddedMask,
  [sx, sy]: readonly number[],
): Outline {
  const plane = nx * ny;
  const corner = Math.hypot(sx, sy) / 2;
  // the outermost vertices of each row, which have the hull of all; indices of rows and columns are doubled
  const first = new Float64Array(2 * ny);
  const last = new Float64Array(2 * ny).fill(-1); // below 0: a row without vertices
  let area = 0; // in pixels
  let perimeter = 0;
  for (let y = 0; y + 1 < ny; y++) {
    const row = plane + nx * y;
    // the corners of a square, of which the left ones are those on the right of the square before
    let a = 0;
    let c = 0;
    let b = data[row];
    let d = data[row + nx];
    for (let x = 0; x + 1 < nx; x++) {
      a = b;
      c = d;
      b = data[row + x + 1];
      d = data[row + nx + x + 1];
      const inside = a + b + c + d;
      if (inside === 0) continue;
      if (inside === 4) {
        area += 1;
        continue;
      }
      if (a !== b) {
        if (last[2 * y] < 0) first[2 * y] = 2 * x + 1;
        last[2 * y] = 2 * x + 1;
      }
      if (a !== c) {
        if (last[2 * y + 1] < 0) first[2 * y + 1] = 2 * x;
        last[2 * y + 1] = 2 * x;
      }
      if (inside === 1 || inside === 3) {
        area += inside === 1 ? 0.125 : 0.875;
        perimeter += corner;
      } else {
        area += a === d ? 0.25 : 0.5;
        perimeter += a === d ? 2 * corner : a === b ? sx : sy;
      }
    }
  }
  const ends = Array.from(first, (u, v): PlanarPoint[] => [
    [u, v],
    [last[v], v],
  ]);
  const vertices = ends.flat().filter(([, v]) => last[v] >= 0);
  const corners = planarHull(vertices).map(([u, v]): PlanarPoint => [(u * sx) / 2, (v * sy) / 2]);
  return { area: area * sx * sy, perimeter, corners };
}
