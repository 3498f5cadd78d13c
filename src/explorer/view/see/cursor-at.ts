import { worldToIndex } from "../../../volume/geometry.ts";
import type { Grid, Vec3 } from "../../../volume/volume.ts";
import type { ShownImage } from "../../state/case.ts";
import type { Cursor } from "../../state/viewer.ts";

/** The voxel at a point, and the image's value there. */
export function cursorAt(world: Vec3, image: ShownImage | null): Cursor | null {
  if (image === null) return null;
  const { shown } = image;
  return { world, voxel: voxelAt(shown, world), value: valueAt(shown, shown.data, world) };
}

/** The value of the voxel that a point lies in; null outside of the grid. */
export function valueAt(grid: Grid, data: ArrayLike<number>, world: Vec3): number | null {
  const [x, y, z] = voxelAt(grid, world);
  const [nx, ny, nz] = grid.size;
  const isInside = x >= 0 && y >= 0 && z >= 0 && x < nx && y < ny && z < nz;
  return isInside ? data[x + nx * (y + ny * z)] : null;
}

function voxelAt(grid: Grid, world: Vec3): Vec3 {
  const [x, y, z] = worldToIndex(grid, world);
  // no -0
  return [Math.round(x) + 0, Math.round(y) + 0, Math.round(z) + 0];
}
