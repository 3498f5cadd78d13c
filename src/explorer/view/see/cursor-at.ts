import { worldToIndex } from "../../../volume/geometry.ts";
import type { Vec3 } from "../../../volume/volume.ts";
import type { ShownImage } from "../../state/case.ts";
import type { Cursor } from "../../state/viewer.ts";

/** The voxel at a point, and the image's value there. */
export function cursorAt(world: Vec3, image: ShownImage | null): Cursor | null {
  if (image === null) return null;
  const { shown } = image;
  const [x, y, z] = worldToIndex(shown, world).map(Math.round);
  const [nx, ny, nz] = shown.size;
  const isInside = x >= 0 && y >= 0 && z >= 0 && x < nx && y < ny && z < nz;
  const value = isInside ? shown.data[x + nx * (y + ny * z)] : null;
  return { world, voxel: [x, y, z], value };
}
