import { reframe } from "../processing/resample.ts";
import { type Box, crop, hullOf } from "../volume/box.ts";
import { countVoxels, type Mask } from "../volume/mask.ts";
import type { Grid } from "../volume/volume.ts";

/** A region of which only a box is held; outside of it no voxel is inside. */
export interface CroppedRegion {
  /** As large as the box. */
  readonly mask: Mask;
  /** On the grid of the whole mask. */
  readonly box: Box;
}

/** Voxels of a region, and their volume. */
export interface RegionSize {
  readonly voxels: number;
  /** Number of voxels times the volume of one, in mm³. */
  readonly volume: number;
}

/** The part of a mask in a box. */
export function cropRegion(mask: Mask, box: Box): CroppedRegion {
  return { mask: crop(mask, box), box };
}

/** The region in another box of the grid, cut or with voxels outside added. */
export function moveBox({ mask, box }: CroppedRegion, grid: Grid, to: Box): CroppedRegion {
  return { mask: reframe(mask, box, grid, to), box: to };
}

/** The voxels that are in one of two regions of a grid. */
export function joinRegions(a: CroppedRegion, b: CroppedRegion, grid: Grid): CroppedRegion {
  const box = hullOf(a.box, b.box);
  const [one, other] = [moveBox(a, grid, box).mask, moveBox(b, grid, box).mask.data];
  return { mask: { ...one, data: one.data.map((value, v) => value | other[v]) }, box };
}

/** The volume of so many voxels of a grid, in mm³. */
export function sizeOfVoxels({ spacing: [x, y, z] }: Pick<Grid, "spacing">, voxels: number) {
  return { voxels, volume: voxels * x * y * z } satisfies RegionSize;
}

/** The size of a region. */
export function sizeOfRegion({ mask }: CroppedRegion): RegionSize {
  return sizeOfVoxels(mask, countVoxels(mask));
}
