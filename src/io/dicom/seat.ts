import type { ErrorDetails } from "../../messages/error-details.ts";
import { VoxomicsError } from "../../messages/errors.ts";
import { gridTolerance, worldToIndex } from "../../volume/geometry.ts";
import { columnOf, dot, mapVec3, perAxis } from "../../volume/vec3.ts";
import type { Grid, Vec3 } from "../../volume/volume.ts";
import type { Plane } from "./plane.ts";
import { largestDeviation, rounded } from "./slice-step.ts";

/** Where a frame lies in a grid: its pixels are voxels of it, or of what would lie around it. */
export interface Seat {
  /** Voxel of the first pixel. */
  readonly start: Vec3;
  /** Which axis of the grid columns (x) and rows (y) are counted along, and in which direction. */
  readonly columns: Run;
  readonly rows: Run;
}

export interface Run {
  readonly axis: number;
  readonly step: 1 | -1;
}

/**
 * The seat of a frame in a grid, which may store the same voxels in another order.
 *
 * @param whose says whose grid it is, in messages.
 * @throws VoxomicsError `geometry-mismatch` for a frame whose pixels are not voxels of the grid,
 *   with the numbers.
 */
export function seatOf(plane: Plane, grid: Grid, whose: string): Seat {
  const refuse = (message: string, details: ErrorDetails["geometry-mismatch"]): never => {
    const where = plane.where === "" ? "its frame" : plane.where;
    const text = `${where} does not lie on the grid of ${whose}: ${message}`;
    throw new VoxomicsError("geometry-mismatch", text, details);
  };
  const [columns, rows] = plane.axes.map((axis, n): Run => {
    const name = ["rows", "columns"][n];
    const cosines = perAxis((a) => dot(axis, columnOf(grid.direction, a)));
    const along = cosines.reduce(
      (best, c, a) => (Math.abs(c) > Math.abs(cosines[best]) ? a : best),
      0,
    );
    if (cosines.some((c, a) => a !== along && Math.abs(c) > gridTolerance.direction)) {
      refuse(`its ${name} make cosines of ${rounded(cosines)} with the grid's axes, expected ±1 with one`, { found: cosines }); // biome-ignore format: one message
    }
    const [found, expected] = [plane.spacing[n], grid.spacing[along]];
    if (Math.abs(found - expected) > gridTolerance.spacing * Math.max(found, expected)) {
      refuse(`its pixels are ${found} mm apart along its ${name}, the voxels ${expected} mm`, { found, expected }); // biome-ignore format: one message
    }
    return { axis: along, step: cosines[along] < 0 ? -1 : 1 };
  });
  const index = worldToIndex(grid, plane.position);
  const start = mapVec3(index, Math.round);
  if (!index.every((value, a) => Math.abs(value - start[a]) <= largestDeviation)) {
    refuse(
      `its first pixel lies at voxel [${rounded(index)}], expected whole numbers to within ${largestDeviation}`,
      { found: index },
    );
  }
  return { start, columns, rows };
}
