import type { VoxelArray } from "../volume/volume.ts";

/** What a viewer is told of a volume's values. */
export interface ShownRange {
  /** The least and the greatest finite value; 0 and 0 where there is none. */
  readonly lowest: number;
  readonly highest: number;
  /** Whether any voxel is NaN, as those outside the region of a map are. */
  readonly hasNaN: boolean;
}

/** The range of a volume's finite values, and whether it has voxels without a value. */
export function shownRange(data: VoxelArray): ShownRange {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  let hasNaN = false;
  for (let v = 0; v < data.length; v++) {
    const value = data[v];
    if (value < lowest && value !== Number.NEGATIVE_INFINITY) lowest = value;
    if (value > highest && value !== Number.POSITIVE_INFINITY) highest = value;
    if (Number.isNaN(value)) hasNaN = true;
  }
  return lowest > highest ? { lowest: 0, highest: 0, hasNaN } : { lowest, highest, hasNaN };
}
