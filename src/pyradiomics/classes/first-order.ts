import { histogramFeatures } from "../../families/histogram.ts";
import { statisticsFeatures as core } from "../../families/statistics.ts";
import { type Evaluated, evaluate } from "../../features/feature.ts";
import { type Distribution, summariseSample } from "../../math/distribution.ts";
import { entropy, sumSquares } from "../../math/sums.ts";
import { countLevels } from "../../processing/discretise.ts";
import { orDefault } from "../../schema/defaults.ts";
import { integer } from "../../schema/values.ts";
import { levelSettings } from "../levels.ts";
import { deprecated, type FeatureRows, featureClass, own, same } from "./feature-class.ts";

/** What first-order features are computed from. */
export interface FirstOrderSummary extends Distribution {
  /** Σ (x + voxelArrayShift)². */
  readonly shiftedEnergy: number;
  /** mm³. */
  readonly voxelVolume: number;
  /** Voxels of each grey level. */
  readonly counts: Float64Array;
}

const shifted = "of intensities + voxelArrayShift";

/** First-order features, of intensities and of the grey levels that they become. */
export const firstOrderFeatures = {
  "10Percentile": same(core.intensityPercentile10),
  "90Percentile": same(core.intensityPercentile90),
  Energy: own(core.intensityBasedEnergy, shifted, (s) => s.shiftedEnergy),
  Entropy: own(histogramFeatures.discretisedIntensityEntropy, null, (s) =>
    entropy(s.counts, s.count),
  ),
  InterquartileRange: same(core.intensityInterquartileRange),
  Kurtosis: own(core.excessIntensityKurtosis, "no 3 is subtracted", (s) =>
    s.variance === 0 ? 0 : s.m4 / s.variance ** 2,
  ),
  Maximum: same(core.maximumIntensity),
  Mean: same(core.meanIntensity),
  MeanAbsoluteDeviation: same(core.intensityBasedMeanAbsoluteDeviation),
  Median: same(core.medianIntensity),
  Minimum: same(core.minimumIntensity),
  Range: same(core.intensityRange),
  RobustMeanAbsoluteDeviation: same(core.intensityBasedRobustMeanAbsoluteDeviation),
  RootMeanSquared: own(core.rootMeanSquareIntensity, shifted, (s) =>
    Math.sqrt(s.shiftedEnergy / s.count),
  ),
  Skewness: same(core.intensitySkewness),
  StandardDeviation: deprecated(own(null, null, (s) => Math.sqrt(s.variance))),
  TotalEnergy: own(null, null, (s) => s.shiftedEnergy * s.voxelVolume),
  Uniformity: own(
    histogramFeatures.discretisedIntensityUniformity,
    null,
    (s) => sumSquares(s.counts) / s.count ** 2,
  ),
  Variance: same(core.intensityVariance),
} as const satisfies FeatureRows<FirstOrderSummary>;

/** First-order statistics. */
export const firstOrder = featureClass({
  name: "firstorder",
  settings: {
    ...levelSettings,
    voxelArrayShift: orDefault(
      integer({ description: "Added to intensities in Energy, TotalEnergy and RootMeanSquared." }),
      0,
    ),
  },
  features: firstOrderFeatures,
  tagEnding: "",
  compares: null,
  measure: ({ image, intensities, levels }, { voxelArrayShift }) => {
    const sample = intensities();
    const summary: FirstOrderSummary = {
      ...summariseSample(sample),
      shiftedEnergy: sumSquares(sample.map((x) => x + voxelArrayShift)),
      voxelVolume: image.spacing[0] * image.spacing[1] * image.spacing[2],
      counts: countLevels(levels()),
    };
    const rows: FeatureRows<FirstOrderSummary> = firstOrderFeatures;
    return (name): Evaluated => evaluate(rows[name], summary);
  },
});
