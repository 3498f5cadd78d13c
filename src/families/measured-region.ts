import type { TextureAggregation } from "../features/aggregation.ts";
import type { BorderDistance } from "../matrices/border-distance.ts";
import type { Dimension } from "../matrices/neighbourhood.ts";
import type { TextureGrid } from "../matrices/texture-grid.ts";
import type { Zones } from "../matrices/zones.ts";
import type { DiscretiseSettings, LevelVolume } from "../processing/discretise.ts";
import type { Region } from "../processing/region.ts";
import type { ResegmentSettings } from "../processing/resegment.ts";

/**
 * A processed region with what its families are measured on. Everything is made when it is first asked for,
 * and made once, so that families share what they have in common.
 */
export interface MeasuredRegion {
  readonly region: Region;
  /** The intensities of the intensity mask, in the order of the voxels. */
  readonly intensities: () => Float64Array;
  readonly levels: () => LevelVolume;
  readonly grid: () => TextureGrid;
  readonly zones: (dimension: Dimension) => Zones;
  /** Of the morphological mask. */
  readonly borderDistance: (dimension: Dimension) => BorderDistance;
}

/** What families see of the settings, besides their own: the settings of steps that they depend on. */
export interface StepSettings {
  /** Chebyshev distance of texture neighbourhoods, in voxels. */
  readonly distance: number;
  readonly intensityVolume: DiscretiseSettings;
  readonly resegment: ResegmentSettings | null;
}

/** With the aggregations that are asked for. */
export interface AggregationSettings extends StepSettings {
  readonly aggregations: readonly TextureAggregation[];
}
