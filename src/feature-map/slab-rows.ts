import type { Grid, Identity } from "../volume/volume.ts";
import type { FeatureMapRow } from "./feature-map-rows.ts";
import type { MapFeature } from "./map-features.ts";

/** Rows of feature maps that follow each other, as they are made by one worker. */
export interface MapSlab {
  readonly features: readonly MapFeature[];
  /** The grid of the maps. */
  readonly grid: Grid & Identity;
  readonly rowLength: number;
  /** Flat index of each row's first voxel on the grid of the maps. */
  readonly starts: Float64Array;
  /** The values of all rows of the first feature, then of the second … */
  readonly data: Float64Array;
}

/** The rows of a slab, in the order of memory. Their values are views of the slab. */
export function* rowsOf({
  features,
  starts,
  rowLength,
  data,
}: Omit<MapSlab, "grid">): Generator<FeatureMapRow, void, undefined> {
  for (const [row, start] of starts.entries()) {
    const values = features.map((_, f) => {
      const at = (f * starts.length + row) * rowLength;
      return data.subarray(at, at + rowLength);
    });
    yield { start, values };
  }
}
