import { compareGrids, indexToWorld } from "../../volume/geometry.ts";
import type { Grid, Vec3 } from "../../volume/volume.ts";
import type { Listing } from "../work/listing.ts";
import type { RegionAsked } from "../work/read-region.ts";

/**
 * The regions that are meant for an image: those whose file names it, else those whose file names none. Of several files
 * without names, those on the image's grid are meant, where there are any.
 */
export function nearestRegions(
  { regionFiles }: Pick<Listing, "regionFiles">,
  image: { readonly id: string; readonly shown: Grid } | null,
): readonly Omit<RegionAsked, "resampleMask">[] {
  if (image === null) return [];
  const made = regionFiles.filter(({ images }) => images.includes(image.id));
  const unnamed = regionFiles.filter(({ images }) => images.length === 0);
  const placed = unnamed.filter(({ grid }) => grid !== undefined && isOnGrid(grid, image.shown));
  const near = made.length > 0 ? made : placed.length > 0 ? placed : unnamed;
  return near.flatMap(({ id, volume, regions }) =>
    regions.map((region) => ({ file: id, region, volume })),
  );
}

/** Whether a mask has the voxels of an image, in whatever order its axes run. */
export function isOnGrid(mask: Grid, image: Grid): boolean {
  if (compareGrids(mask, image).length === 0) return true;
  const near = (a: readonly number[], b: readonly number[], far: number) =>
    a.every((value, n) => Math.abs(value - b[n]) <= far);
  const ascending = (values: Vec3) => [...values].sort((a, b) => a - b);
  const smallest = Math.min(...image.spacing);
  return (
    near(ascending(mask.size), ascending(image.size), 0) &&
    near(ascending(mask.spacing), ascending(image.spacing), 1e-4 * smallest) &&
    near(middleOf(mask), middleOf(image), 1e-2 * smallest)
  );
}

function middleOf(grid: Grid): Vec3 {
  const [x, y, z] = grid.size.map((count) => (count - 1) / 2);
  return indexToWorld(grid, [x, y, z]);
}
