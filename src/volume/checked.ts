/**
 * The functions of grids, boxes and volumes as users call them; `checked-masks.ts` has those of masks. Each
 * checks its arguments and calls the function of the same name in this folder, which the library itself
 * calls with arguments that are known to be sound.
 *
 * All throw `invalid-argument` for an argument of another kind, and `invalid-volume` for a volume or
 * grid that contradicts itself.
 */

import { VoxomicsError } from "../messages/errors.ts";
import { checkArgument } from "../schema/check-argument.ts";
import type { Box } from "./box.ts";
import * as boxes from "./box.ts";
import type { GridDifference } from "./geometry.ts";
import * as geometry from "./geometry.ts";
import { mapVec3 } from "./vec3.ts";
import * as volumes from "./volume.ts";
import {
  checkGrid,
  checkVolume,
  type Grid,
  type Identity,
  type Vec3,
  type Volume,
  type VoxelArray,
} from "./volume.ts";

/**
 * Number of voxels of a grid.
 *
 * @example
 * ```ts
 * import { countGridVoxels } from "voxomics";
 *
 * countGridVoxels({ size: [512, 512, 80] }); // 20971520
 * ```
 */
export function countGridVoxels(grid: { readonly size: Vec3 }): number {
  checkArgument(grid, "grid", { size: "vector" });
  return volumes.countGridVoxels(grid);
}

/**
 * The grid of a volume, without its data.
 *
 * @example
 * ```ts
 * import { gridOf } from "voxomics";
 *
 * Object.keys(gridOf(image)); // ["size", "spacing", "origin", "direction"]
 * ```
 */
export function gridOf(grid: Grid): Grid {
  checkArgument(grid, "grid", {
    size: "vector",
    spacing: "vector",
    origin: "vector",
    direction: "numbers",
  });
  return volumes.gridOf(grid);
}

/**
 * World position (LPS, mm) of a voxel index; indices may be fractional.
 *
 * @example
 * ```ts
 * import { indexToWorld } from "voxomics";
 *
 * const [nx, ny, nz] = image.size;
 * const centre = indexToWorld(image, [(nx - 1) / 2, (ny - 1) / 2, (nz - 1) / 2]);
 * console.log(centre); // mm, LPS
 * ```
 */
export function indexToWorld(grid: Grid, index: Vec3): Vec3 {
  checkPosition(grid, index, "index");
  return geometry.indexToWorld(grid, index);
}

/**
 * Fractional voxel index of a world position (LPS, mm). The direction is taken as orthonormal.
 *
 * @example
 * ```ts
 * import { indexToWorld, worldToIndex } from "voxomics";
 *
 * const index = worldToIndex(image, indexToWorld(image, [1, 2, 0.5]));
 * console.log(index.map(Math.round)); // indices may be fractional
 * ```
 */
export function worldToIndex(grid: Grid, world: Vec3): Vec3 {
  checkPosition(grid, world, "world");
  return geometry.worldToIndex(grid, world);
}

/**
 * The fields in which `found` differs from `expected` by more than the tolerance; none if one grid.
 *
 * @example
 * ```ts
 * import { compareGrids } from "voxomics";
 *
 * for (const { field, found, expected } of compareGrids(mask, image)) {
 *   console.log(`${field}: ${found}, the image has ${expected}`);
 * }
 * ```
 */
export function compareGrids(
  found: Grid,
  expected: Grid,
  tolerance = geometry.gridTolerance,
): GridDifference[] {
  checkGrid(found, "the grid found");
  checkGrid(expected, "the grid expected");
  checkArgument(tolerance, "tolerance", {
    spacing: "number",
    origin: "number",
    direction: "number",
  });
  return geometry.compareGrids(found, expected, tolerance);
}

/**
 * Throws when the mask does not lie on the image's grid, or in another frame of reference where both
 * name theirs.
 *
 * @throws VoxomicsError `geometry-mismatch`, naming the UIDs or numbers that differ.
 *
 * @example
 * ```ts
 * import { checkSameGrid } from "voxomics";
 *
 * checkSameGrid(image, mask); // throws a VoxomicsError `geometry-mismatch` if it is not
 * ```
 */
export function checkSameGrid(image: Grid & Identity, mask: Grid & Identity): void {
  checkGrid(image, "image");
  checkGrid(mask, "mask");
  geometry.checkSameGrid(image, mask);
}

/**
 * Number of voxels along each axis of a box.
 *
 * @example
 * ```ts
 * import { boxSize } from "voxomics";
 *
 * boxSize({ min: [2, 0, 1], max: [4, 3, 1] }); // [3, 4, 1]
 * ```
 */
export function boxSize(box: Box): Vec3 {
  checkBox(box);
  return boxes.boxSize(box);
}

/**
 * The smallest box that holds every non-zero voxel; null if there is none.
 *
 * @example
 * ```ts
 * import { boundingBox, boxSize } from "voxomics";
 *
 * const box = boundingBox(mask); // null for an empty mask
 * if (box !== null) console.log(boxSize(box)); // voxels along x, y, z
 * ```
 */
export function boundingBox(volume: Volume): Box | null {
  checkVolume(volume, "volume");
  return boxes.boundingBox(volume);
}

/**
 * The box grown by `margin` voxels on every side, but not past the grid.
 *
 * @example
 * ```ts
 * import { growBox } from "voxomics";
 *
 * const grown = growBox({ min: [2, 0, 1], max: [4, 3, 1] }, [1, 1, 1], [5, 5, 5]);
 * grown.min; // [1, 0, 0]
 * grown.max; // [4, 4, 2]
 * ```
 */
export function growBox(box: Box, margin: Vec3, size: Vec3): Box {
  checkBox(box);
  checkArgument(margin, "margin", "vector");
  checkArgument(size, "size", "vector");
  return boxes.growBox(box, margin, size);
}

/**
 * The part of a grid that a box covers.
 *
 * @example
 * ```ts
 * import { cropGrid } from "voxomics";
 *
 * const { size, origin } = cropGrid(image, { min: [1, 1, 1], max: [2, 2, 2] });
 * console.log(size, origin); // [2, 2, 2], and the world position of voxel (1, 1, 1) in mm
 * ```
 */
export function cropGrid(grid: Grid, box: Box): Grid {
  checkGrid(grid, "grid");
  checkBox(box);
  return boxes.cropGrid(grid, box);
}

/**
 * The part of a volume that a box covers, in an array of its own of the same type.
 *
 * @example
 * ```ts
 * import { boundingBox, crop } from "voxomics";
 *
 * const box = boundingBox(mask);
 * if (box !== null) console.log(crop(image, box).size); // the origin moves along
 * ```
 */
export function crop<A extends VoxelArray>(volume: Volume<A>, box: Box): Volume<A> {
  checkVolume(volume, "volume");
  checkBox(box, volume.size);
  return boxes.crop(volume, box);
}

/** Throws unless a position of three numbers can be placed on a grid; quick, for there are many. */
function checkPosition(grid: Grid, position: Vec3, what: string): void {
  const isPlaced =
    grid?.spacing?.length === 3 && grid.origin?.length === 3 && grid.direction?.length === 9;
  if (!isPlaced) {
    checkGrid(grid, "grid");
    return;
  }
  const holds =
    position?.length === 3 &&
    Number.isFinite(position[0]) &&
    Number.isFinite(position[1]) &&
    Number.isFinite(position[2]);
  if (!holds) checkArgument(position, what, "vector");
}

/** Throws unless a box has whole numbers as its ends, the lower first, inside `size` if it is given. */
function checkBox(box: Box, size: Vec3 | null = null): void {
  checkArgument(box, "box", { min: "vector", max: "vector" });
  const { min, max } = box;
  const holds = mapVec3(
    min,
    (low, a) =>
      Number.isInteger(low) &&
      Number.isInteger(max[a]) &&
      low <= max[a] &&
      (size === null || (low >= 0 && max[a] < size[a])),
  );
  if (holds.every(Boolean)) return;
  const room = size === null ? "" : ` inside a volume of ${size.join(" × ")} voxels`;
  throw new VoxomicsError(
    "invalid-argument",
    `box: found [${min.join(", ")}] to [${max.join(", ")}], expected voxels, the lower ones first${room}`,
    { what: "box", found: { min, max }, expected: size },
  );
}
