import type { TextureAggregation } from "../features/aggregation.ts";
import type { BorderDistance } from "../matrices/border-distance.ts";
import type { EqualsBehind } from "../matrices/equals-behind.ts";
import type { Dimension } from "../matrices/neighbourhood.ts";
import type { TextureGrid } from "../matrices/texture-grid.ts";
import type { Zones } from "../matrices/zones.ts";
import type { DiscretiseSettings, LevelVolume } from "../processing/discretise.ts";
import type { Region } from "../processing/region.ts";
import type { ResegmentSettings } from "../processing/resegment.ts";
import type { SlicePlane } from "../processing/slice-plane.ts";

/**
 * A processed region with everything that families are computed from. Each part is computed once,
 * when it is first asked for, so that families share it.
 */
export interface MeasuredRegion {
  readonly region: Region;
  /** Number of voxels of the intensity mask. */
  readonly voxels: () => number;
  /** The intensities of the intensity mask, in the order of the voxels. */
  readonly intensities: () => Float64Array;
  /** The grey levels of the intensity mask. */
  readonly levels: () => LevelVolume;
  /**
   * The grey levels, padded for neighbours within a Chebyshev distance in voxels; by default the settings' distance, of
   * several the smallest. In 2 dimensions the third axis is the one across the slices of the settings' plane, so it need
   * not be z.
   */
  readonly grid: (dimension: Dimension, distance?: number) => TextureGrid;
  /** Which voxels have the grey level of those behind them: runs and zones are made of it. */
  readonly equals: (dimension: Dimension) => EqualsBehind;
  readonly zones: (dimension: Dimension) => Zones;
  /** Distances to the border of the morphological mask, on axes as those of `grid`. */
  readonly borderDistance: (dimension: Dimension) => BorderDistance;
}

/** The settings that families depend on, besides their own. */
export interface StepSettings {
  /** The plane of the slices of 2D and 2.5D texture and of planar morphology. */
  readonly plane: SlicePlane;
  /** Chebyshev distance of texture neighbourhoods, in voxels; several are measured one by one. */
  readonly distance: number | readonly number[];
  readonly intensityVolume: DiscretiseSettings;
  readonly resegment: ResegmentSettings | null;
}

/** With the aggregations that are asked for. */
export interface AggregationSettings extends StepSettings {
  readonly aggregations: readonly TextureAggregation[];
}
