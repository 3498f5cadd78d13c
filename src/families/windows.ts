import type { Aggregation } from "../features/aggregation.ts";
import type { GlcmSummary } from "../features/glcm-summary.ts";
import type { HistogramSummary } from "../features/histogram-summary.ts";
import type { LevelSizeSummary } from "../features/level-size.ts";
import type { NgtdmSummary } from "../features/ngtdm-summary.ts";
import type { Distribution } from "../math/distribution.ts";
import type { DistanceWeighting } from "../matrices/distance-weighting.ts";

/** What a family counts in a window that slides over a region, under one aggregation. */
export interface WindowMeasure<S> {
  /** How many summaries feature values are averaged over. */
  readonly groups: number;
  /**
   * Counts the window where it stands now.
   *
   * @param stepped it stood one voxel before along x when it was counted last
   */
  readonly count: (stepped: boolean) => void;
  /** The summary of a group, for use before the next one is asked for; null without a count. */
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
