import { ngldmFeatures as core } from "../../families/ngldm.ts";
import { aggregateParts, directional } from "../../features/aggregation.ts";
import { type LevelSizeSummary, summariseLevelSize } from "../../features/level-size.ts";
import { merge, type Part } from "../../matrices/count-matrix.ts";
import { countNgldm } from "../../matrices/ngldm.ts";
import { orDefault } from "../../schema/defaults.ts";
import { integer } from "../../schema/values.ts";
import { angleSettings, distanceSettings } from "../angles.ts";
import { levelSettings } from "../levels.ts";
import { countDependences } from "../matrices/shell.ts";
import type { ClassRegion } from "./class-region.ts";
import { type FeatureRows, featureClass, formulasOf, replaced, same } from "./feature-class.ts";
import { isBall, shellOffsets } from "./shell-offsets.ts";

/** Grey level dependence features. */
export const gldmFeatures = {
  DependenceEntropy: same(core.dependenceCountEntropy),
  DependenceNonUniformity: same(core.dependenceCountNonUniformity),
  DependenceNonUniformityNormalized: same(core.normalisedDependenceCountNonUniformity),
  DependencePercentage: replaced("1", core.dependenceCountPercentage),
  DependenceVariance: same(core.dependenceCountVariance),
  GrayLevelNonUniformity: same(core.greyLevelNonUniformity),
  GrayLevelNonUniformityNormalized: replaced(
    "firstorder Uniformity",
    core.normalisedGreyLevelNonUniformity,
  ),
  GrayLevelVariance: same(core.greyLevelVariance),
  HighGrayLevelEmphasis: same(core.highGreyLevelCountEmphasis),
  LargeDependenceEmphasis: same(core.highDependenceEmphasis),
  LargeDependenceHighGrayLevelEmphasis: same(core.highDependenceHighGreyLevelEmphasis),
  LargeDependenceLowGrayLevelEmphasis: same(core.highDependenceLowGreyLevelEmphasis),
  LowGrayLevelEmphasis: same(core.lowGreyLevelCountEmphasis),
  SmallDependenceEmphasis: same(core.lowDependenceEmphasis),
  SmallDependenceHighGrayLevelEmphasis: same(core.lowDependenceHighGreyLevelEmphasis),
  SmallDependenceLowGrayLevelEmphasis: same(core.lowDependenceLowGreyLevelEmphasis),
} as const satisfies FeatureRows<LevelSizeSummary>;

/** Grey level dependences: the core's NGLDM. */
export const gldm = featureClass({
  name: "gldm",
  settings: {
    ...levelSettings,
    ...angleSettings,
    ...distanceSettings,
    gldm_a: orDefault(
      integer({
        description: "Largest difference of levels that still counts as dependent.",
        minimum: 0,
      }),
      0,
    ),
  },
  features: gldmFeatures,
  tagEnding: "_3D",
  compares: "distances",
  measure: (region, { distances, gldm_a }) =>
    aggregateParts(
      {
        features: formulasOf<LevelSizeSummary>(gldmFeatures),
        merge,
        summarise: summariseLevelSize,
      },
      countParts(region, distances, gldm_a),
      directional["3D:mrg"],
    ),
});

function countParts(region: ClassRegion, distances: readonly number[], alpha: number): Part[] {
  const grid = region.grid(Math.max(...distances));
  if (isBall(distances)) return countNgldm(grid, region.dimension, alpha);
  const matrix = countDependences(grid, shellOffsets(region, grid, distances), alpha);
  return [{ slice: 0, direction: 0, matrix }];
}
