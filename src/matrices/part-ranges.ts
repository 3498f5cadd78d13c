import type { Dimension } from "./neighbourhood.ts";
import type { TextureGrid } from "./texture-grid.ts";

/** The voxels that one matrix is counted from: entries `from` to `to` - 1 of `grid.voxels`. */
export interface PartRange {
  readonly slice: number;
  readonly from: number;
  readonly to: number;
}

/** The voxels of each slice (2D), or of the whole region as slice 0 (3D). */
export function partRanges({ voxels, sliceStart }: TextureGrid, dimension: Dimension): PartRange[] {
  if (dimension === 3) return [{ slice: 0, from: 0, to: voxels.length }];
  const slices = Array.from({ length: sliceStart.length - 1 }, (_, slice) => slice);
  return slices.map((slice) => ({ slice, from: sliceStart[slice], to: sliceStart[slice + 1] }));
}
