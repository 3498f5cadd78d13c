import type { Watch } from "../base/watch.ts";
import type { Volume } from "../volume/volume.ts";
import { tooLarge } from "./empty-maps.ts";
import { featureMapRows } from "./feature-map-rows.ts";
import type { FeatureMapOptions } from "./map-options.ts";
import type { MapSlab } from "./slab-rows.ts";

/** A part of the rows of feature maps: part `slab` of `slabs`, from 0. Each has about as many rows. */
export interface SlabChoice {
  readonly slab: number;
  readonly slabs: number;
}

/**
 * One slab of the maps that `featureMap` makes. A row is the same to the last bit whichever rows were made before
 * it.
 *
 * @throws VoxomicsError as `featureMap` does
 */
export function featureMapSlab(
  image: Volume,
  mask: Volume,
  options: FeatureMapOptions,
  { slab, slabs }: SlabChoice,
  watch: Watch = {},
): MapSlab {
  const made = featureMapRows(image, mask, options, watch);
  const { features, grid, rowLength, rowCount } = made;
  const from = Math.floor((slab * rowCount) / slabs);
  const to = Math.floor(((slab + 1) * rowCount) / slabs);
  const data = allocate(features.length * (to - from) * rowLength, made);
  const starts = new Float64Array(to - from);
  let row = 0;
  for (const { start, values } of made.rows(from, to)) {
    starts[row] = start;
    for (let f = 0; f < values.length; f++) {
      data.set(values[f], (f * starts.length + row) * rowLength);
    }
    row++;
  }
  return { features, grid, rowLength, starts, data };
}

function allocate(
  length: number,
  { grid, features }: Pick<MapSlab, "grid" | "features">,
): Float64Array {
  try {
    return new Float64Array(length);
  } catch (cause) {
    throw tooLarge(grid, features.length, cause);
  }
}
