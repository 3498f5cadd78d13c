import type { Region } from "../processing/region.ts";
import { type Box, boxSize, cropGrid, wholeBox } from "../volume/box.ts";
import type { Mask } from "../volume/mask.ts";
import type { Grid, Vec3 } from "../volume/volume.ts";

/** The voxels that get values, and their position on the grid of the maps. */
export interface MapFrame {
  /** The grid of the maps. */
  readonly grid: Grid;
  /** The voxels that get values, on the region's grid. */
  readonly centres: Mask;
  /** The rows of the intensity mask's box in which at least one voxel gets a value. */
  readonly rows: readonly MapRow[];
  /** Voxels along x in each row: the width of the box. */
  readonly rowLength: number;
}

/** A row of voxels along x. */
export interface MapRow {
  /** Voxel indices of the row's first voxel on the region's grid. */
  readonly first: Vec3;
  /** Flat index of the same voxel on the grid of the maps. */
  readonly start: number;
  /** Index of the row's slice in the whole image, from 0. */
  readonly slice: number;
}

/**
 * @param box of the intensity mask
 * @param whole grid of the processed image, on which the region's grid is a window
 */
export function mapFrame(
  { intensityMask: centres, window }: Region,
  box: Box,
  whole: Grid,
  crop: boolean,
): MapFrame {
  const shift = (window ?? wholeBox(whole)).min;
  const grid = crop
    ? cropGrid(whole, { min: sum(box.min, shift), max: sum(box.max, shift) })
    : whole;
  const [ox, oy, oz] = crop ? box.min.map((start) => -start) : shift;
  const [mx, my] = grid.size;
  const [x, y0, z0] = box.min;
  const rows: MapRow[] = [];
  for (let z = z0; z <= box.max[2]; z++) {
    for (let y = y0; y <= box.max[1]; y++) {
      if (!hasVoxel(centres, y, z)) continue;
      const start = x + ox + mx * (y + oy + my * (z + oz));
      rows.push({ first: [x, y, z], start, slice: z + shift[2] });
    }
  }
  return { grid, centres, rows, rowLength: boxSize(box)[0] };
}

function hasVoxel({ data, size: [nx, ny] }: Mask, y: number, z: number): boolean {
  const from = nx * (y + ny * z);
  return data.subarray(from, from + nx).includes(1);
}

function sum(a: Vec3, b: Vec3): Vec3 {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}
