import { VoxomicsError } from "../messages/errors.ts";
import { countGridVoxels, type Grid, type Identity, type Volume } from "../volume/volume.ts";
import type { MapFeature } from "./map-features.ts";

/** A feature at every voxel of a region. */
export interface FeatureMap extends MapFeature {
  /** NaN outside the region, and where the feature is undefined. */
  readonly volume: Volume<Float64Array>;
}

/**
 * Maps of features that are NaN everywhere.
 *
 * @throws VoxomicsError `too-large` if they do not fit in memory
 */
export function emptyMaps(features: readonly MapFeature[], grid: Grid & Identity): FeatureMap[] {
  return features.map((feature) => ({ ...feature, volume: emptyMap(grid, features.length) }));
}

function emptyMap(grid: Grid & Identity, maps: number): Volume<Float64Array> {
  try {
    return { ...grid, data: new Float64Array(countGridVoxels(grid)).fill(Number.NaN) };
  } catch (cause) {
    throw tooLarge(grid, maps, cause);
  }
}

/** The error for maps of a grid that do not fit in memory. */
export function tooLarge(grid: Grid, maps: number, cause: unknown): VoxomicsError {
  return new VoxomicsError(
    "too-large",
    `${maps} maps of ${grid.size.join(" × ")} voxels do not fit in memory: crop them to the region, or make them row by row`,
    { found: maps * countGridVoxels(grid) },
    { cause },
  );
}
