import type { PaddedMask } from "../../morphology/padded-mask.ts";
import { diameterOf } from "./plane-diameters.ts";

/** The outline of a region in a plane: lines half-way between pixels inside and outside. */
export interface Outline {
  /** mm² */
  readonly area: number;
  /** mm */
  readonly perimeter: number;
  /** Largest distance between two points of the outline, in mm. */
  readonly diameter: number;
}

/** Marching squares on the one plane of a padded mask. Of two diagonal pixels, each has a line of its own. */
export function measureOutline(
  { data, size: [nx, ny] }: PaddedMask,
  [sx, sy]: readonly number[],
): Outline {
  const plane = nx * ny; // the first plane is padding
  const corner = Math.hypot(sx, sy) / 2;
  const points: [number, number][] = [];
  let area = 0; // in pixels
  let perimeter = 0;
  for (let y = 0; y + 1 < ny; y++) {
    for (let x = 0; x + 1 < nx; x++) {
      const v = plane + x + nx * y;
      const [a, b, c, d] = [data[v], data[v + 1], data[v + nx], data[v + nx + 1]];
      const inside = a + b + c + d;
      if (a !== b) points.push([(x + 0.5) * sx, y * sy]);
      if (a !== c) points.push([x * sx, (y + 0.5) * sy]);
      if (inside === 4) area += 1;
      else if (inside === 1 || inside === 3) {
        area += inside === 1 ? 0.125 : 0.875;
        perimeter += corner;
      } else if (inside === 2) {
        area += a === d ? 0.25 : 0.5;
        perimeter += a === d ? 2 * corner : a === b ? sx : sy;
      }
    }
  }
  return { area: area * sx * sy, perimeter, diameter: diameterOf(points) };
}
