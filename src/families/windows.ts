import type { Aggregation } from "../features/aggregation.ts";
import type { GlcmSummary } from "../features/glcm-summary.ts";
import type { HistogramSummary } from "../features/histogram-summary.ts";
import type { LevelSizeSummary } from "../features/level-size.ts";
import type { NgtdmSummary } from "../features/ngtdm-summary.ts";
import type { Distribution } from "../math/distribution.ts";
import type { DistanceWeighting } from "../matrices/distance-weighting.ts";

/** What a family counts in a window that slides over a region, under one aggregation. */
export interface WindowMeasure<S> {
  /** Number of summaries over which feature values are averaged. */
  readonly groups: number;
  /**
   * Counts the window at its present centre.
   *
   * @param stepped whether the window has moved one voxel along x since the last count
   */
  readonly count: (stepped: boolean) => void;
  /** The summary of a group, valid until the next call; null if nothing was counted. */
  readonly summarise: (group: number) => S | null;
}

/**
 * What can be counted in a window. Families choose from it, so that their rows do not depend on the
 * code of feature maps (`src/feature-map`), which programs without maps then need not load.
 */
export interface Windows {
  readonly intensities: () => WindowMeasure<Distribution>;
  readonly histogram: () => WindowMeasure<HistogramSummary>;
  readonly pairs: (
    aggregation: Aggregation,
    weighting: DistanceWeighting | null,
  ) => WindowMeasure<GlcmSummary>;
  readonly runs: (
    aggregation: Aggregation,
    weighting: DistanceWeighting | null,
  ) => WindowMeasure<LevelSizeSummary>;
  readonly sizeZones: (aggregation: Aggregation) => WindowMeasure<LevelSizeSummary>;
  readonly distanceZones: (aggregation: Aggregation) => WindowMeasure<LevelSizeSummary>;
  readonly toneDifferences: (aggregation: Aggregation) => WindowMeasure<NgtdmSummary>;
  /** @param alpha largest difference of grey levels that still count as dependent */
  readonly dependences: (
    aggregation: Aggregation,
    alpha: number,
  ) => WindowMeasure<LevelSizeSummary>;
}
