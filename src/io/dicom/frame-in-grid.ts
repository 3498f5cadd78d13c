import type { ErrorDetails } from "../../messages/error-details.ts";
import { VoxomicsError } from "../../messages/errors.ts";
import { gridTolerance, worldToIndex } from "../../volume/geometry.ts";
import { columnOf, dot, mapVec3, perAxis } from "../../volume/vec3.ts";
import type { Grid, Vec3 } from "../../volume/volume.ts";
import type { Plane } from "./plane.ts";
import { largestDeviation, rounded } from "./slice-step.ts";

/** Which voxels of a grid the pixels of a frame are. Voxels may lie outside the grid. */
export interface FrameInGrid {
  /** Index (x, y, z) of the voxel that is the frame's first pixel. */
  readonly start: Vec3;
  /** From a pixel to the one in the next column, and to the one in the next row. */
  readonly columns: GridStep;
  readonly rows: GridStep;
}

/** A step to a neighbouring voxel of a grid: along axis 0, 1 or 2, forwards or backwards. */
export interface GridStep {
  readonly axis: number;
  readonly step: 1 | -1;
}

/**
 * Finds the voxels of a grid that the pixels of a frame are. The grid may have its axes in another order
 * or direction than the frame.
 *
 * @param whose names the owner of the grid in messages: `the image`
 * @throws VoxomicsError `geometry-mismatch` for a frame whose pixels are not voxels of the grid,
 *   with the numbers.
 */
export function locateFrame(plane: Plane, grid: Grid, whose: string): FrameInGrid {
  const refuse = (message: string, details: ErrorDetails["geometry-mismatch"]): never => {
    const where = plane.where === "" ? "its frame" : plane.where;
    const text = `${where} does not lie on the grid of ${whose}: ${message}`;
    throw new VoxomicsError("geometry-mismatch", text, details);
  };
  const [columns, rows] = plane.axes.map((axis, n): GridStep => {
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
